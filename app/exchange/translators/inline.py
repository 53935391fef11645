"""Coded text as a row of tokens and back, so that each format only has to know its own tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.segments.codes import CODE, Code, closing, defuse, opening, restore, standing
from app.domain.segments.markup import Element, close_tag, open_tag

NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to write."""

_BLANKS = re.compile(r"[ \t\n\r\f]+")
FORMATTING = {"strong": "b", "b": "b", "em": "i", "i": "i", "u": "u"}


@dataclass(frozen=True)
class Token:
    """A piece of text, or a code that opens, closes or stands alone, by its name in the file."""

    role: str  # text, open, close, stand
    value: str


def tokens(coded: str) -> Iterator[Token]:
    """The tokens of coded text; codes are named by their numbers."""
    at = 0
    for mark in CODE.finditer(coded):
        if mark.start() > at:
            yield Token("text", restore(coded[at : mark.start()]))
        at = mark.end()
        yield Token("close" if mark[1] else "stand" if mark[3] else "open", mark[2])
    if at < len(coded):
        yield Token("text", restore(coded[at:]))


def coded(found: Iterable[Token], numbers: Mapping[str, int]) -> str:
    """The coded text of tokens; runs of blanks become one, those at the ends none."""
    out: list[str] = []
    text = ""
    for token in found:
        if token.role == "text":
            text += token.value
            continue
        out += [defuse(text), _mark(token.role, numbers[token.value])]
        text = ""
    return _BLANKS.sub(" ", "".join([*out, defuse(text)])).strip(" ")


def _mark(role: str, number: int) -> str:
    write = {"open": opening, "close": closing, "stand": standing}[role]
    return write(number)


def names(found: Iterable[Token]) -> tuple[str, ...]:
    """The names of codes in the order in which they first stand."""
    return tuple(dict.fromkeys(token.value for token in found if token.role != "text"))


def numbering(source: Sequence[str], target: Sequence[str]) -> dict[str, int]:
    """The number of each code by its name: the name itself where all are numbers, else its place."""
    every = tuple(dict.fromkeys((*source, *target)))
    if all(name.isdecimal() and len(name) < 10 for name in every):
        return {name: int(name) for name in every}
    return {name: number for number, name in enumerate(every, 1)}


def read_unit(source: Sequence[Token], target: Sequence[Token]) -> tuple[str, tuple[int, ...]]:
    """The coded target of a unit, and the numbers of the source's codes in their order."""
    order = names(source)
    numbers = numbering(order, names(target))
    return coded(target, numbers), tuple(numbers[name] for name in order)


def data_of(code: Code) -> tuple[str, str]:
    """The HTML that a code stands for: of a pair its opening and closing tag, else all and nothing."""
    element = Element(code.tag, code.attributes)
    if code.kind == "lock":
        return code.html, ""
    if code.kind == "void" and code.html:
        return code.html, ""
    return open_tag(element), close_tag(element) if code.kind == "pair" else ""


def shown(code: Code) -> str:
    """What a person sees in the place of a code that stands alone."""
    if code.tag == "br":
        return "⏎"
    return code.text or code.get("alt") or f"<{code.tag}>"


def clean(text: str) -> str:
    """Text without what XML cannot write."""
    return NO_XML.sub("", text)
