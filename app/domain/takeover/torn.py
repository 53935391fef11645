"""Torn: contact data that a translation took apart, found again by its characters.

Machine translation of raw HTML leaves pieces such as `0 <a href="tel:…">8213102</a> 4201`. Read
without blanks and markup they still spell the number.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.domain.facts.normal_forms import lock_kind, lock_value
from app.domain.facts.spellings import to_ascii_digits
from app.domain.segments.codes import CODE, Code, closing, opening, standing
from app.domain.segments.segmentation import Segment


class Unit(NamedTuple):
    """One character, one mark of the translation's codes, or ("lock") one mark of the source's."""

    role: str
    number: int = 0
    char: str = ""


Row = list[Unit]
_SEPARATORS = frozenset("/()-–‑‐.+ \u00a0\u202f\u200e\u200f\u2066\u2069")


def units(segment: Segment) -> Row:
    """A segment character by character; a lock is its text between two marks."""
    texts = {code.number: code.text for code in segment.codes if code.kind == "lock"}
    row: Row = []
    at = 0
    for mark in CODE.finditer(segment.coded):
        row += [Unit("char", 0, char) for char in segment.coded[at : mark.start()]]
        at, number = mark.end(), int(mark[2])
        if number in texts:
            shown = [Unit("char", 0, char) for char in texts[number]]
            row += [Unit("open", number), *shown, Unit("close", number)]
        else:
            row.append(Unit("close" if mark[1] else "stand" if mark[3] else "open", number))
    return row + [Unit("char", 0, char) for char in segment.coded[at:]]


def write(row: Row) -> str:
    """The row as coded text."""
    marks = {"open": opening, "close": closing, "stand": standing, "lock": standing}
    return "".join(unit.char or marks[unit.role](unit.number) for unit in row)


def place(row: Row, span: tuple[int, int], number: int, links: frozenset[int]) -> Row:
    """The row with a source's lock for what stands in `span`, for codes that reach into it, and for
    one of `links` that wraps it."""
    start, stop = span
    while start and stop < len(row) and _wraps(row[start - 1], row[stop], links):
        start, stop = start - 1, stop + 1
    touched = {unit.number for unit in row[start:stop] if unit.role in ("open", "close")}
    before, after = (
        [u for u in part if u.role not in ("open", "close") or u.number not in touched]
        for part in (row[:start], row[stop:])
    )
    return [*before, Unit("lock", number), *after]


def occurrences(row: Row, code: Code) -> list[tuple[int, int]]:
    """Where the characters of a source's lock stand in the row, torn or not: start and stop."""
    for wanted in _spellings(code):
        found = list(_search(row, wanted, lock_kind(code) == "tel"))
        if found:
            return found
    return []


def _wraps(before: Unit, after: Unit, links: frozenset[int]) -> bool:
    roles = (before.role, after.role) == ("open", "close")
    return roles and before.number == after.number and before.number in links


def _spellings(code: Code) -> list[str]:
    """A lock's text without blanks; for phones, the digits as dialled at home and from abroad."""
    if lock_kind(code) != "tel":
        text = re.sub(r"\s", "", code.text).lower()
        return [text, *([lock_value(code).lower()] if lock_kind(code) == "url" else [])]
    abroad = lock_value(code).lstrip("+")
    forms = [re.sub(r"\D", "", code.text), abroad]
    return forms + (["0" + abroad[2:], "00" + abroad] if abroad.startswith("49") else [])


def _search(row: Row, wanted: str, digits: bool) -> Iterator[tuple[int, int]]:
    """Spans whose counted characters spell `wanted` and that are no part of something longer."""
    counted = [
        (index, to_ascii_digits(unit.char).lower())
        for index, unit in enumerate(row)
        if unit.char and not unit.char.isspace() and (not digits or unit.char.isdigit())
    ]
    text = "".join(char[:1] for _, char in counted)
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        start, stop = counted[at][0], counted[at + len(wanted) - 1][0] + 1
        if _is_alone(row, start, stop) and (not digits or _is_number(row[start:stop])):
            yield _with_sign(row, start) if digits else start, stop
        at = text.find(wanted, at + len(wanted))


def _is_alone(row: Row, start: int, stop: int) -> bool:
    """Whether no letter or digit touches the span."""
    before = next((u.char for u in reversed(row[:start]) if u.char), "")
    after = next((u.char for u in row[stop:] if u.char), "")
    return not before.isalnum() and not after.isalnum()


def _is_number(span: Row) -> bool:
    return all(not u.char or u.char.isdigit() or u.char in _SEPARATORS for u in span)


def _with_sign(row: Row, start: int) -> int:
    """The start of a phone number with the + or bracket before it, marks and blanks between."""
    at = start
    while at and (not row[at - 1].char or row[at - 1].char in "+( "):
        at -= 1
        if row[at].char in ("+", "("):
            start = at
    return start
