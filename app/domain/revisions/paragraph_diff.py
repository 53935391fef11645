"""Two revisions of a page beside each other: what stayed, changed, moved, came and went, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.revisions.alignment import Item, Match, align
from app.domain.revisions.sequences import heaviest_chain
from app.domain.revisions.word_diff import Stretch, word_diff

BREAK = " ¶ "  # where one paragraph became several, or several became one
LEAST_ALIKE = 0.3  # below this share of words that stay, two texts are shown whole


@dataclass(frozen=True)
class Passage:
    """A paragraph as a person sees it: its words, the element it stands in, where its links lead.

    `item` is what it is recognised by.
    """

    text: str
    element: str
    links: tuple[str, ...]
    item: Item


@dataclass(frozen=True)
class Row:
    """One paragraph, or several that were one on the other side.

    `how`: same; markup (the same words, with other links, emphasis or element); changed; split;
    merged; new; gone. `stretches` lead from the old words to the new ones.
    """

    how: str
    moved: bool
    elements: tuple[str, str]  # before and after, "" where there is none
    stretches: tuple[Stretch, ...]
    links_gone: tuple[str, ...] = ()
    links_new: tuple[str, ...] = ()


def rows(old: Sequence[Passage], new: Sequence[Passage]) -> list[Row]:
    """Both revisions in one list: in the order of the new one, what is gone behind its neighbour."""
    matches = align([passage.item for passage in old], [passage.item for passage in new])
    by_new = {match.new[0]: match for match in matches}
    in_place = {first for first, _ in heaviest_chain({(m.old[0], m.new[0]): 1.0 for m in matches})}
    follows = _followers(len(old), matches, in_place)
    found = [_gone(old[i]) for i in follows.get(-1, ())]
    covered = {j for match in matches for j in match.new[1:]}
    for j, passage in enumerate(new):
        match = by_new.get(j)
        if match is None:
            found += [] if j in covered else [_new(passage)]
            continue
        found.append(_matched(old, new, match, match.old[0] not in in_place))
        if match.old[0] in in_place:
            found += [_gone(old[i]) for i in follows.get(match.old[0], ())]
    return found


def _followers(count: int, matches: Sequence[Match], in_place: set[int]) -> dict[int, list[int]]:
    """The old paragraphs that are gone, by the one before them that stayed in its place (-1: none)."""
    matched = {i for match in matches for i in match.old}
    found: dict[int, list[int]] = {}
    before = -1
    for i in range(count):
        if i in in_place:
            before = i
        elif i not in matched:
            found.setdefault(before, []).append(i)
    return found


def _gone(passage: Passage) -> Row:
    return Row("gone", False, (passage.element, ""), (Stretch("gone", passage.text),))


def _new(passage: Passage) -> Row:
    return Row("new", False, ("", passage.element), (Stretch("new", passage.text),))


def _matched(old: Sequence[Passage], new: Sequence[Passage], match: Match, moved: bool) -> Row:
    before, after = [old[i] for i in match.old], [new[j] for j in match.new]
    elements = before[0].element, after[0].element
    stretches = words(BREAK.join(p.text for p in before), BREAK.join(p.text for p in after))
    return Row(
        _how(match, elements, stretches), moved, elements, stretches,
        _without(before, after), _without(after, before),
    )  # fmt: skip


def _how(match: Match, elements: tuple[str, str], stretches: Sequence[Stretch]) -> str:
    if match.how in ("split", "merge"):
        return {"split": "split", "merge": "merged"}[match.how]
    if any(stretch.kind != "same" for stretch in stretches):
        return "changed"
    untouched = match.how in ("same", "moved") and elements[0] == elements[1]
    return "same" if untouched else "markup"


def _without(these: Sequence[Passage], those: Sequence[Passage]) -> tuple[str, ...]:
    """The links of these paragraphs that those do not have."""
    known = {link for passage in those for link in passage.links}
    found = [link for passage in these for link in passage.links if link not in known]
    return tuple(dict.fromkeys(found))


def words(old: str, new: str) -> tuple[Stretch, ...]:
    """What leads from one text to the other, as a person would mark it.

    Changes that only blanks keep apart are one; texts with hardly a word in common are shown whole.
    """
    found = tuple(_joined(word_diff(old, new)))
    kept = sum(len(stretch.text.strip()) for stretch in found if stretch.kind == "same")
    if not old or not new or kept >= LEAST_ALIKE * min(len(old), len(new)):
        return found
    return Stretch("gone", old), Stretch("new", new)


def _joined(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    gone = new = ""
    for number, stretch in enumerate(stretches):
        if stretch.kind == "gone":
            gone += stretch.text
        elif stretch.kind == "new":
            new += stretch.text
        elif (gone or new) and stretch.text.isspace() and number + 1 < len(stretches):
            gone, new = gone + stretch.text, new + stretch.text
        else:
            yield from _marks(gone, new)
            gone = new = ""
            yield stretch
    yield from _marks(gone, new)


def _marks(gone: str, new: str) -> Iterator[Stretch]:
    if gone:
        yield Stretch("gone", gone)
    if new:
        yield Stretch("new", new)
