"""Pairs of a foreign memory in our own codes: contact data lifted out, marks numbered as ours are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.exchange.texts import by_order, by_place, neat
from app.domain.segments.codes import CODE, Code, plain, problems, restore
from app.domain.segments.coding import encode
from app.domain.segments.segmentation import Segment
from app.domain.takeover.adoption import adopt_segment

ELEMENT = "p"


@dataclass(frozen=True)
class Heard:
    """A source text with its translation in the codes of the source, and what is wrong with that."""

    source: Segment
    coded: str
    problems: tuple[str, ...] = ()


def has_codes(text: str) -> bool:
    """Whether a text of a file has marks of codes."""
    return CODE.search(text) is not None


def hear(source: str, target: str, order: Sequence[int], language: str) -> Heard:
    """A pair of which nothing is known but what its file says.

    A text without marks is read as words; a phone number or an address in it becomes a lock, as it
    does in a page. Of marks only their shape is known: what they stood for, no file says reliably.
    """
    if not has_codes(source):
        return _of_words(source, target, language)
    coded = by_place(source)
    codes = _codes(coded)
    return hear_as(Segment("text", ELEMENT, coded, codes), target, order, language)


def hear_as(source: Segment, target: str, order: Sequence[int], language: str) -> Heard:
    """A pair whose source text is known here, with its codes."""
    coded = neat(by_order(target, order, source.codes), language)
    return Heard(source, coded, _wrong(coded, source.codes))


def _of_words(source: str, target: str, language: str) -> Heard:
    german, codes = encode([restore(source)])
    if has_codes(target):
        return Heard(Segment("text", ELEMENT, german, codes), target, ("unknown code",))
    said, theirs = encode([restore(target)])
    here = Segment("text", ELEMENT, german, codes)
    adopted = adopt_segment(here, Segment("text", ELEMENT, said, theirs))
    coded = neat(adopted.coded, language)
    return Heard(here, coded, tuple(adopted.problems) or _wrong(coded, codes))


def _wrong(coded: str, codes: Sequence[Code]) -> tuple[str, ...]:
    return tuple(problems(coded, codes))


def _codes(coded: str) -> tuple[Code, ...]:
    """Codes of no particular element, in the shapes that the marks of a text have."""
    kinds: dict[int, Literal["pair", "void"]] = {}
    for mark in CODE.finditer(coded):
        kinds.setdefault(int(mark[2]), "void" if mark[3] else "pair")
    return tuple(Code(number, kind, "span") for number, kind in sorted(kinds.items()))


def is_empty(text: str) -> bool:
    """Whether a text has no word: nothing that anybody would translate."""
    return not any(map(str.isalpha, plain(text)))
