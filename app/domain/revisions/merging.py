"""Two people changed the same text: what each of them changed, and both put together again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from app.domain.facts.normal_forms import forms
from app.domain.segments.markup import (
    INLINE,
    Element,
    Node,
    close_tag,
    is_blank,
    open_tag,
    parse,
    serialise,
)
from app.domain.segments.sanitising import clean
from app.domain.segments.segmentation import split

_CONTAINERS = "ul ol li table thead tbody tfoot tr td th details div section dl blockquote figure"
CONTAINERS = frozenset(_CONTAINERS.split())
MEDIA = frozenset({"img", "hr"})
SAYS_NOTHING = frozenset({"p", "tbody"})  # elements that editors add and leave out as they like


@dataclass(frozen=True)
class Passage:
    """A stretch of the text as HTML: as it was before, as they have it, and as I have it.

    `who` changed it: nobody (or both in the same way), they, i, or both.
    """

    before: str
    theirs: str
    mine: str
    who: str


@dataclass(frozen=True)
class Block:
    """A piece of a page that is compared as one."""

    html: str
    key: tuple[str, ...]  # equal for what reads the same and leads to the same
    element: Element | None = None


def passages(before: str, theirs: str, mine: str) -> list[Passage]:
    """A text that two people changed at once, in order; lists and tables entry by entry."""
    texts = [_blocks(parse(clean(html))) for html in (before, theirs, mine)]
    return list(_compared(*texts))


def merged(found: Sequence[Passage], chosen: Mapping[int, str]) -> str:
    """One text again: what one side changed is taken; where both did, `chosen` decides by the
    passage's number (theirs, mine), and without a choice both stay, one behind the other."""
    return "".join(_taken(passage, chosen.get(n, "")) for n, passage in enumerate(found))


def _taken(passage: Passage, choice: str) -> str:
    sides = {"theirs": passage.theirs, "mine": passage.mine}
    if choice in sides:
        return sides[choice]
    if passage.who == "both":
        return passage.theirs + passage.mine
    return passage.mine if passage.who == "i" else passage.theirs


def field_changed(before: str, theirs: str, mine: str) -> str:
    """Who changed a plain field: nobody, they, i, or both."""
    return _who(theirs != before, mine != before, theirs == mine)


def _who(they: bool, i: bool, alike: bool) -> str:
    if alike:
        return "nobody"
    return "both" if they and i else "they" if they else "i"


def _blocks(root: Element) -> list[Block]:
    """The blocks in an element, and the runs of inline content between them."""
    found: list[Block] = []
    run: list[Node] = []
    for child in root.children:
        if isinstance(child, str) or (child.tag in INLINE and child.tag not in MEDIA):
            run.append(child)
            continue
        found += _run(run)
        run = []
        found.append(_block(serialise(child), child))
    return found + _run(run)


def _run(nodes: Sequence[Node]) -> list[Block]:
    html = "".join(map(serialise, nodes))
    return [] if all(map(is_blank, nodes)) else [_block(html)]


def _block(html: str, element: Element | None = None) -> Block:
    written = [forms(segment).full for segment in split(html).segments]
    frame = list(_frame(element)) if element else []
    return Block(html, (*frame, "", *(written or [html])), element)


def _frame(element: Element) -> Iterator[str]:
    """The blocks in an element, itself first, without their words."""
    if element.tag not in SAYS_NOTHING or element.attributes:
        yield open_tag(element)
    for child in element.children:
        if isinstance(child, Element) and child.tag not in INLINE:
            yield from _frame(child)


def _compared(
    before: Sequence[Block], theirs: Sequence[Block], mine: Sequence[Block]
) -> Iterator[Passage]:
    """What lies between the blocks that all three have, and these blocks themselves."""
    to_theirs, to_mine = _matches(before, theirs), _matches(before, mine)
    anchors = [(i, to_theirs[i], to_mine[i]) for i in to_theirs if i in to_mine]
    ends = [(-1, -1, -1), *anchors, (len(before), len(theirs), len(mine))]
    for start, end in pairwise(ends):
        sides = [
            blocks[a + 1 : b]
            for blocks, a, b in zip((before, theirs, mine), start, end, strict=True)
        ]
        yield from _between(*sides)
        if end[0] < len(before):
            old, they, i = before[end[0]], theirs[end[1]], mine[end[2]]
            yield Passage(old.html, they.html, i.html, "nobody")


def _matches(old: Sequence[Block], new: Sequence[Block]) -> dict[int, int]:
    """The blocks that stayed, by their places."""
    same = SequenceMatcher(None, [b.key for b in old], [b.key for b in new], autojunk=False)
    return {i + k: j + k for i, j, size in same.get_matching_blocks() for k in range(size)}


def _between(
    before: Sequence[Block], theirs: Sequence[Block], mine: Sequence[Block]
) -> Iterator[Passage]:
    """One stretch that somebody changed: block by block where there are as many on all sides."""
    if not (before or theirs or mine):
        return
    if not len(before) == len(theirs) == len(mine):
        yield _passage(before, theirs, mine)
        return
    for three in zip(before, theirs, mine, strict=True):
        inner = _inner(*three)
        if inner:
            yield from inner
        else:
            yield _passage(*([block] for block in three))


def _inner(before: Block, theirs: Block, mine: Block) -> list[Passage]:
    """A list or table that is there on all sides, entry by entry."""
    elements = [block.element for block in (before, theirs, mine) if block.element]
    if len(elements) < 3 or elements[0].tag not in CONTAINERS:
        return []
    if len({open_tag(element) for element in elements}) > 1:
        return []
    opened, closed = open_tag(elements[0]), close_tag(elements[0])
    return [
        Passage(opened, opened, opened, "nobody"),
        *_compared(*map(_blocks, elements)),
        Passage(closed, closed, closed, "nobody"),
    ]


def _passage(before: Sequence[Block], theirs: Sequence[Block], mine: Sequence[Block]) -> Passage:
    old, they, i = ([block.key for block in side] for side in (before, theirs, mine))
    who = _who(they != old, i != old, they == i)
    return Passage(_html(before), _html(theirs), _html(mine), who)


def _html(blocks: Sequence[Block]) -> str:
    return "".join(block.html for block in blocks)
