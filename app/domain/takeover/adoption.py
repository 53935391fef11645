"""Adoption: how translations that exist as pages are taken over, paragraph by paragraph.

The codes of a translated paragraph get the numbers of their German partners; contact data that was
torn by translation is mended, and what differs is reported.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.domain.facts.normal_forms import lock_kind, lock_value
from app.domain.segments import contacts
from app.domain.segments.codes import Code, problems
from app.domain.segments.coding import squeeze
from app.domain.segments.segmentation import Segment
from app.domain.takeover.pairing import is_parallel, pair
from app.domain.takeover.torn import Row, Unit, occurrences, place, units, write

__all__ = ["Adopted", "adopt_segment", "is_parallel", "pair"]

_NAMES = {"b": "strong", "i": "em"}


@dataclass(frozen=True)
class Adopted:
    """A translation in the source's codes, what is wrong with it, and whether contact data was
    torn and could be mended."""

    coded: str
    problems: tuple[str, ...] = ()
    mended: bool = False


def adopt_segment(source: Segment, target: Segment) -> Adopted:
    """The words of a translated segment in the codes of its source.

    Contact data has to be the same: equal values get the source's lock, torn ones are put together
    if their characters are all there; the rest is a problem, as is every code without a partner.
    """
    row, open_locks = _place_equal(units(target), source, target)
    row, missing = _place_torn(row, open_locks, _links(target))
    foreign = _foreign(row, target)
    coded = squeeze(write(_renumber(row, source.codes, target.codes))).strip()
    absent = {f"missing code {code.number}" for code in missing}
    found = [f"{lock_kind(code)} {code.text} is missing" for code in missing]
    found += [f"{lock_kind(code)} {code.text} is not in the source" for code in foreign]
    found += [fault for fault in problems(coded, source.codes) if fault not in absent]
    return Adopted(coded, tuple(found), len(open_locks) > len(missing))


def _place_equal(row: Row, source: Segment, target: Segment) -> tuple[Row, list[Code]]:
    """Locks of equal value exchanged, and the source's locks that are left."""
    left = []
    waiting = [code for code in target.codes if code.kind == "lock"]
    for code in _locks(source):
        twin = next((other for other in waiting if lock_value(other) == lock_value(code)), None)
        if twin is None:
            left.append(code)
            continue
        waiting.remove(twin)
        row = place(row, _span(row, twin.number), code.number, frozenset())
    return row, left


def _place_torn(row: Row, locks: list[Code], links: frozenset[int]) -> tuple[Row, list[Code]]:
    """The source's locks put in the place of their pieces, and those without any. A value that
    the translation has more often than the source misses it is left alone."""
    missing = []
    for index, code in enumerate(locks):
        same = [other for other in locks[index:] if lock_value(other) == lock_value(code)]
        spans = occurrences(row, code)
        if len(spans) == len(same):
            row = place(row, spans[0], code.number, links)
        else:
            missing.append(code)
    return row, missing


def _locks(segment: Segment) -> Iterator[Code]:
    return (code for code in segment.codes if code.kind == "lock")


def _links(segment: Segment) -> frozenset[int]:
    """The codes that lead to a phone number, a mail or a web address."""
    links = (c for c in segment.codes if contacts.kind_of_target(c.get("href")))
    return frozenset(code.number for code in links)


def _span(row: Row, number: int) -> tuple[int, int]:
    """Where a code of the translation stands, its marks included."""
    start = next(i for i, unit in enumerate(row) if unit.role == "open" and unit.number == number)
    stop = next(i for i, unit in enumerate(row) if unit.role == "close" and unit.number == number)
    return start, stop + 1


def _foreign(row: Row, target: Segment) -> list[Code]:
    """Contact data that only the translation has."""
    numbers = {unit.number for unit in row if unit.role == "open"}
    return [code for code in _locks(target) if code.number in numbers]


def _renumber(row: Row, source: tuple[Code, ...], target: tuple[Code, ...]) -> Row:
    """The row with the source's numbers; codes without a partner leave their words."""
    present = {unit.number for unit in row if unit.role in ("open", "stand")}
    waiting = [code for code in target if code.number in present and code.kind != "lock"]
    partners = _partners([code for code in source if code.kind != "lock"], waiting)
    numbered = []
    for unit in row:
        if unit.role in ("char", "lock"):
            numbered.append(unit)
        elif unit.number in partners:
            numbered.append(Unit(unit.role, partners[unit.number]))
    return numbered


def _partners(source: list[Code], target: list[Code]) -> dict[int, int]:
    """Numbers of the translation's codes and of their partners in the source: by element and
    address, then by element and order."""
    partners: dict[int, int] = {}
    for key in (_address, _element):
        for code in target:
            free = [c for c in source if c.number not in partners.values()]
            if code.number not in partners:
                twin = _first(free, code, key)
                if twin:
                    partners[code.number] = twin.number
    return partners


def _first(free: list[Code], code: Code, key: Callable[[Code], tuple[str, ...]]) -> Code | None:
    return next((other for other in free if key(other) == key(code)), None)


def _element(code: Code) -> tuple[str, ...]:
    return code.kind, _NAMES.get(code.tag, code.tag)


def _address(code: Code) -> tuple[str, ...]:
    return *_element(code), contacts.target(code.get("href") or code.get("src"))
