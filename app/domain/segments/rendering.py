"""Rendering: coded text back to HTML, and the skeleton of a page filled with its pieces.

A skeleton is HTML with private characters for slots: one for a text, followed by one INNER for each
attribute that is translated inside that text (their segments follow it), one for an attribute of
the skeleton's own. The sanitiser takes these characters out of all content.
"""

import re
from collections.abc import Iterator, Sequence

from app.domain.segments.codes import CODE, Code, restore
from app.domain.segments.markup import VOID, Element, close_tag, escape, escape_value, open_tag

TEXT = "\ue000"
INNER = "\ue001"
ATTRIBUTE = "\ue002"
_BEGIN, _MIDDLE, _END = "\ue003", "\ue004", "\ue005"
_SLOT = re.compile(f"{TEXT}({INNER}*)|{ATTRIBUTE}")
_HELD = re.compile(f"{_BEGIN}(\\d+){_MIDDLE}([^{_END}]*){_END}")
_SPOKEN = frozenset({("img", "alt"), ("img", "title"), ("a", "title"), ("abbr", "title")})


def is_spoken(tag: str, name: str, value: str) -> bool:
    """Whether an attribute carries words for readers: img alt and title, a title, abbr title."""
    return (tag, name) in _SPOKEN and bool(value.strip())


def spoken(codes: Sequence[Code]) -> list[tuple[str, str, str]]:
    """Tag, name and value of the translated attributes inside a segment, in order."""
    return [
        (code.tag, name, value)
        for code in codes
        if code.kind != "lock"
        for name, value in code.attributes
        if is_spoken(code.tag, name, value)
    ]


def fill(coded: str, codes: Sequence[Code], isolate: bool = False) -> str:
    """The HTML of one segment. Unknown marks are left out and torn pairs closed, so it is always
    well formed; `isolate` keeps contact data left to right in Arabic and Persian text.

    Attributes that are segments of their own are marked and show the source's words until render.
    """
    elements = dict(_elements(codes))
    known = {code.number: code for code in codes}
    out: list[str] = []
    opened: list[int] = []
    at = 0
    for mark in CODE.finditer(coded):
        out.append(escape(restore(coded[at : mark.start()])))
        at = mark.end()
        number = int(mark[2])
        if mark[1]:
            out += _close(opened, number, known)
        elif number in known:
            code = known[number]
            out.append(_open(code, elements[number], isolate))
            if code.kind == "pair" and mark[3]:
                out.append(f"</{code.tag}>")
            elif code.kind == "pair":
                opened.append(number)
    out.append(escape(restore(coded[at:])))
    return "".join(out) + "".join(f"</{known[number].tag}>" for number in reversed(opened))


def render(skeleton: str, pieces: Sequence[str]) -> str:
    """The HTML of a page: `pieces` are HTML for texts and plain text for attributes, in the order
    of the segments. Raises ValueError when there are more or fewer than slots."""
    rest = iter(pieces)
    try:
        page = _SLOT.sub(lambda slot: _fit(slot, rest), skeleton)
    except StopIteration:
        raise ValueError(f"the skeleton has more slots than the {len(pieces)} pieces") from None
    if next(rest, None) is not None:
        raise ValueError(f"the skeleton has fewer slots than the {len(pieces)} pieces")
    return page


def _fit(slot: re.Match[str], rest: Iterator[str]) -> str:
    """What stands in the place of one slot."""
    piece = next(rest)
    if slot[0] == ATTRIBUTE:
        return escape_value(piece)
    inner = [next(rest) for _ in slot[1]]

    def held(mark: re.Match[str]) -> str:
        number = int(mark[1])
        return escape_value(inner[number]) if number < len(inner) else mark[2]

    return _HELD.sub(held, piece)


def _elements(codes: Sequence[Code]) -> Iterator[tuple[int, str]]:
    """The opening tag of each code, its translated attributes held for render."""
    count = 0

    def write(element: Element, name: str, value: str) -> str:
        nonlocal count
        if not is_spoken(element.tag, name, value):
            return escape_value(value)
        count += 1
        return f"{_BEGIN}{count - 1}{_MIDDLE}{escape_value(value)}{_END}"

    for code in codes:
        if code.kind == "lock":
            yield code.number, code.html
        else:
            yield code.number, open_tag(Element(code.tag, code.attributes), write)


def _open(code: Code, tag: str, isolate: bool) -> str:
    """What a mark that opens or stands puts out."""
    if code.kind == "lock":
        return f'<bdi dir="ltr">{tag}</bdi>' if isolate else tag
    if code.kind == "void" and code.tag not in VOID:
        return code.html or tag + close_tag(Element(code.tag))
    return tag


def _close(opened: list[int], number: int, known: dict[int, Code]) -> list[str]:
    """The closing tags up to a number, none when it is not open."""
    if number not in opened:
        return []
    ended = []
    while True:
        ended.append(opened.pop())
        if ended[-1] == number:
            return [f"</{known[done].tag}>" for done in ended]
