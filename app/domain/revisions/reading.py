"""Read a segment as a row of words and values, with the place of each code among them."""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from app.domain.facts.normal_forms import fold, lock_kind, lock_value
from app.domain.facts.spellings import SPAN_NAMES
from app.domain.facts.tokens import find
from app.domain.revisions import gender
from app.domain.segments.codes import CODE, Code
from app.domain.segments.contacts import target
from app.domain.segments.segmentation import Segment

Position = tuple[int, int]
_NAMES = {"b": "strong", "i": "em"}
_KEPT = {"a": "href", "img": "src", "time": "datetime"}
_COSMETIC = frozenset(".,;:-")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


@dataclass(frozen=True)
class Unit:
    """A word, a sign or a value: `form` compares equal for equal content, `skeleton` for equal
    kinds of value; `gendered` holds the spelling of a gender form."""

    start: int
    end: int
    form: str
    skeleton: str
    kind: Literal["word", "mark", "sign", "value"]
    gendered: str = ""


@dataclass(frozen=True)
class Placed:
    """A code and the units it stands before, between or around; `whole` if around all the text."""

    number: int
    kind: Literal["pair", "void", "lock"]
    tag: str
    start: Position
    end: Position
    whole: bool
    address: str = ""


@dataclass(frozen=True)
class Reading:
    """What a segment says: its units, what stands between them, values as spelled, codes."""

    text: str
    units: tuple[Unit, ...]
    gaps: tuple[str, ...]
    spelled: tuple[str, ...]
    codes: tuple[Placed, ...]

    @property
    def words(self) -> tuple[Unit, ...]:
        """The units without question and exclamation marks."""
        return tuple(unit for unit in self.units if unit.kind != "mark")

    @property
    def marks(self) -> tuple[str, ...]:
        """The question and exclamation marks."""
        return tuple(unit.form for unit in self.units if unit.kind == "mark")


@dataclass(frozen=True)
class _Value:
    start: int
    end: int
    kind: str
    value: Hashable


@lru_cache(maxsize=4096)
def read(segment: Segment) -> Reading:
    """The reading of a German segment."""
    text, marks, locks = _lay_out(fold(segment.coded), segment.codes)
    values = _values(text, locks)
    units = tuple(_with_dashes(list(_units(text, values)), text))
    edges = [0, *(unit.end for unit in units)], [*(unit.start for unit in units), len(text)]
    gaps = tuple(re.sub(r"\s", "", text[a:b]) for a, b in zip(*edges, strict=True))
    spelled = tuple(text[value.start : value.end] for value in values)
    placed = tuple(_placed(code, marks, units, text) for code in segment.codes)
    return Reading(text, units, gaps, spelled, placed)


def _lay_out(
    coded: str, codes: Sequence[Code]
) -> tuple[str, dict[int, tuple[int, int]], list[tuple[int, int, Code]]]:
    """The text that readers see, where each code begins and ends in it, and the locks."""
    by_number = {code.number: code for code in codes}
    text, at = "", 0
    spans: dict[int, tuple[int, int]] = {}
    locks = []
    for mark in CODE.finditer(coded):
        text += coded[at : mark.start()]
        at, number, code = mark.end(), int(mark[2]), by_number.get(int(mark[2]))
        start = spans.get(number, (len(text), 0))[0]
        if code and code.kind == "lock":
            text += fold(code.text)
            locks.append((start, len(text), code))
        elif code and code.tag == "br":
            text += " "
        spans[number] = (start, len(text))
    return text + coded[at:], spans, locks


def _values(text: str, locks: list[tuple[int, int, Code]]) -> list[_Value]:
    """Contact data in locks as the locks have it, and every other value in the text."""
    held = [
        _Value(start, end, lock_kind(code), lock_value(code))
        for start, end, code in locks
        if lock_kind(code) != "keep"
    ]
    free = [
        _Value(token.start, token.end, token.kind, (token.value, token.mark))
        for token in find(text)
        if all(token.end <= lock.start or token.start >= lock.end for lock in held)
    ]
    return sorted(
        [*free, *(_Value(v.start, v.end, v.kind, (v.value, "")) for v in held)],
        key=lambda value: value.start,
    )


def _units(text: str, values: list[_Value]) -> Iterator[Unit]:
    at = 0
    for value in values:
        yield from _plain_units(text, at, value.start)
        kind = f"{{{value.kind}}}"
        yield Unit(value.start, value.end, f"{kind} {_shown(value.value)}", kind, "value")
        at = value.end
    yield from _plain_units(text, at, len(text))


def _shown(value: Hashable) -> str:
    """A value as text that is equal for equal values: 5 and 5.00 are."""
    number, mark = value if isinstance(value, tuple) else (value, "")
    return f"{number.normalize():f}{mark}" if isinstance(number, Decimal) else f"{number}{mark}"


def _plain_units(text: str, at: int, end: int) -> Iterator[Unit]:
    """Words, gender forms and signs of a stretch without values; cosmetic signs are left out."""
    while at < end:
        found = gender.match(text, at, end) or _WORD.match(text, at, end)
        if isinstance(found, gender.Form):
            form = found.stem + gender.SIGN
            yield Unit(at, found.end, form, form, "word", text[at : found.end])
            at = found.end
        elif found:
            yield Unit(at, found.end(), found[0], found[0], "word")
            at = found.end()
        else:
            if not text[at].isspace() and text[at] not in _COSMETIC:
                kind: Literal["mark", "sign"] = "mark" if text[at] in "?!" else "sign"
                yield Unit(at, at + 1, text[at], text[at], kind)
            at += 1


def _with_dashes(units: list[Unit], text: str) -> Iterator[Unit]:
    """A dash between two values, weekdays or months means "to" and counts as a sign."""
    for unit, after in zip(units, [*units[1:], None], strict=False):
        yield unit
        if after and text[unit.end : after.start].strip() == "-":
            ends = (unit, after)
            if all(u.kind == "value" or u.form.casefold() in SPAN_NAMES for u in ends):
                at = text.index("-", unit.end)
                yield Unit(at, at + 1, "-", "-", "sign")


def _placed(
    code: Code, marks: dict[int, tuple[int, int]], units: tuple[Unit, ...], text: str
) -> Placed:
    start, end = marks.get(code.number, (0, 0))
    whole = code.kind == "pair" and not (text[:start].strip() or text[end:].strip())
    kept = code.get(_KEPT.get(code.tag, ""))
    address = target(kept) if code.tag == "a" else kept
    tag = _NAMES.get(code.tag, code.tag)
    kind = lock_kind(code) if code.kind == "lock" else ""
    shown = f"{kind}:{tag if tag == 'a' else ''}" if code.kind == "lock" else tag
    return Placed(
        code.number,
        code.kind,
        shown,
        _position(start, units),
        _position(end, units),
        whole,
        address,
    )


def _position(offset: int, units: tuple[Unit, ...]) -> Position:
    """How many units lie before an offset, and how far it stands inside the next one."""
    before = sum(unit.end <= offset for unit in units)
    inside = offset - units[before].start if before < len(units) else 0
    return before, max(inside, 0)
