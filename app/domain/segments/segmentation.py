"""Segmentation: a page's HTML parted into a skeleton and the segments that are translated."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from app.domain.segments import codes as coded_text
from app.domain.segments import rendering
from app.domain.segments.codes import Code
from app.domain.segments.coding import encode, is_locked, is_presentational, squeeze
from app.domain.segments.markup import (
    INLINE,
    Element,
    Node,
    close_tag,
    escape,
    escape_value,
    is_blank,
    open_tag,
    parse,
    serialise,
)
from app.domain.segments.rendering import fill, render
from app.domain.segments.sanitising import clean

__all__ = ["Segment", "Split", "fill", "has_words", "piece", "plain_segment", "render", "split"]


@dataclass(frozen=True)
class Segment:
    """The smallest piece that is translated.

    `kind` is "text", "attribute", "title" or "description"; `element` the block it stands in
    ("p", "td", "body" for bare text) or the attribute ("img@alt").
    """

    kind: str
    element: str
    coded: str
    codes: tuple[Code, ...] = ()
    written: str = field(default="", compare=False)  # a digest of its HTML to the letter


@dataclass(frozen=True)
class Split:
    """A page in two: HTML with a slot for each segment, and the segments in the order of slots.

    An attribute inside a text comes right after that text, others where their element stands.
    """

    skeleton: str
    segments: tuple[Segment, ...]


def split(html: str) -> Split:
    """Skeleton and segments of any HTML, which is cleaned first."""
    root = parse(clean(html))
    splitter = _Splitter(_breaking(root))
    splitter.blocks(root, "body")
    return Split("".join(splitter.out), tuple(splitter.segments))


def plain_segment(kind: str, text: str) -> Segment:
    """A title or description as a segment: no codes, contact data stays in the text."""
    return Segment(kind, kind, coded_text.defuse(" ".join(text.split())))


def piece(segment: Segment, coded: str | None = None) -> str:
    """What render() takes for a segment with its own words or a translation's: HTML for a text,
    plain text for anything else."""
    words = segment.coded if coded is None else coded
    return fill(words, segment.codes) if segment.kind == "text" else coded_text.plain(words)


def has_words(segment: Segment) -> bool:
    """Whether there is anything to translate: a letter outside of locks."""
    return any(map(str.isalpha, coded_text.plain(segment.coded)))


class _Splitter:
    """Walks the tree once; writes the skeleton and lists the segments."""

    def __init__(self, breaking: set[int]) -> None:
        self.out: list[str] = []
        self.segments: list[Segment] = []
        self._breaking = breaking

    def blocks(self, element: Element, block: str) -> None:
        """The children of a block: runs of inline content, and further blocks between them."""
        run: list[Node] = []
        for child in element.children:
            if isinstance(child, str) or id(child) not in self._breaking:
                run.append(child)
                continue
            self._run(run, block)
            run = []
            self._block(child, block)
        self._run(run, block)

    def _block(self, element: Element, block: str) -> None:
        if is_locked(element):
            self.out.append(serialise(element))
            return
        self.out.append(open_tag(element, self._speak))
        self.blocks(element, block if element.tag in INLINE else element.tag)
        self.out.append(close_tag(element))

    def _run(self, nodes: Sequence[Node], block: str) -> None:
        """Inline content; two line breaks in a row end a segment."""
        for line, gap in _lines(nodes):
            self._line(line, block)
            self._still(gap)

    def _line(self, nodes: Sequence[Node], block: str, written: str = "") -> None:
        """One segment at most: edges and what wraps all of it belong to the skeleton."""
        lead, core, trail = _trim(nodes)
        self._still(lead)
        only = core[0] if len(core) == 1 else None
        if isinstance(only, Element) and only.tag != "a" and not is_locked(only):
            self.out.append(open_tag(only, self._speak))
            self._line(only.children, block)
            self.out.append(close_tag(only))
        elif any(map(is_presentational, core)):
            self._line(list(_spread(core)), block, _written(core))
        elif core:
            self._segment(core, block, written or _written(core))
        self._still(trail)

    def _segment(self, nodes: Sequence[Node], block: str, written: str) -> None:
        text, codes = encode(nodes)
        inner = rendering.spoken(codes)
        self.out.append(rendering.TEXT + rendering.INNER * len(inner))
        self.segments.append(Segment("text", block, text, codes, written))
        for tag, name, value in inner:
            self._attribute(tag, name, value)

    def _still(self, nodes: Sequence[Node]) -> None:
        """Content without words: to the skeleton, but what its attributes say is translated."""
        for node in nodes:
            if isinstance(node, str):
                self.out.append(escape(node))
            elif is_locked(node):
                self.out.append(serialise(node))
            else:
                self.out.append(open_tag(node, self._speak))
                self._still(node.children)
                self.out.append(close_tag(node))

    def _speak(self, element: Element, name: str, value: str) -> str:
        """The value of an attribute in the skeleton, or a slot if it carries words."""
        if not rendering.is_spoken(element.tag, name, value):
            return escape_value(value)
        self._attribute(element.tag, name, value)
        return rendering.ATTRIBUTE

    def _attribute(self, tag: str, name: str, value: str) -> None:
        words = coded_text.defuse(squeeze(value).strip())
        self.segments.append(Segment("attribute", f"{tag}@{name}", words))


def _written(nodes: Sequence[Node]) -> str:
    """A digest of the HTML that a segment was written as."""
    html = "".join(escape(node) if isinstance(node, str) else serialise(node) for node in nodes)
    return blake2b(html.encode(), digest_size=8).hexdigest()


def _breaking(root: Element) -> set[int]:
    """The elements that cannot lie within one segment: blocks, and inline elements round a block
    or round two line breaks in a row."""
    found: set[int] = set()

    def visit(element: Element) -> bool:
        inner = [visit(child) for child in element.children if isinstance(child, Element)]
        breaks = element.tag not in INLINE or any(inner) or _is_parted(element.children)
        if breaks:
            found.add(id(element))
        return breaks

    visit(root)
    return found


def _is_break(node: Node) -> bool:
    return isinstance(node, Element) and node.tag == "br"


def _is_parted(nodes: Sequence[Node]) -> bool:
    return any(gap for _, gap in _lines(nodes))


def _lines(nodes: Sequence[Node]) -> Iterator[tuple[list[Node], list[Node]]]:
    """The nodes parted at two or more line breaks in a row: each line and the gap after it."""
    line: list[Node] = []
    gap: list[Node] = []
    for node in nodes:
        if _is_break(node) or (gap and isinstance(node, str) and is_blank(node)):
            gap.append(node)
            continue
        if sum(map(_is_break, gap)) > 1:
            yield line, gap
            line = []
        else:
            line += gap
        gap = []
        line.append(node)
    if sum(map(_is_break, gap)) > 1:
        yield line, gap
    else:
        yield line + gap, []


def _trim(nodes: Sequence[Node]) -> tuple[list[Node], list[Node], list[Node]]:
    """What can be read, between the blanks, breaks, images and icons at its edges."""
    start, end = 0, len(nodes)
    while start < end and is_blank(nodes[start]):
        start += 1
    while end > start and is_blank(nodes[end - 1]):
        end -= 1
    lead, core, trail = list(nodes[:start]), list(nodes[start:end]), list(nodes[end:])
    if core and isinstance(core[0], str):
        text = core[0].lstrip()
        lead.append(core[0][: len(core[0]) - len(text)])
        core[0] = text
    if core and isinstance(core[-1], str):
        text = core[-1].rstrip()
        trail.insert(0, core[-1][len(text) :])
        core[-1] = text
    return lead, core, trail


def _spread(nodes: Sequence[Node]) -> Iterator[Node]:
    """The nodes with purely presentational spans opened up."""
    for node in nodes:
        if isinstance(node, Element) and is_presentational(node):
            yield from node.children
        else:
            yield node
