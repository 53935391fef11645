"""Paragraphs as a table for people without translators' tools: a line each, codes as ⟦1⟧ in the text."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO

from app.domain.segments.codes import Code, opening, standing
from app.exchange import spreadsheets
from app.exchange.translators.inline import data_of, shown
from app.exchange.translators.parcels import Arrival, Page, Parcel, Returned, Unit
from app.exchange.translators.xml_reading import LARGEST, MOST_UNITS, wrong

HEADINGS = (
    "id", "where", "source", "translation", "state", "previous source", "previous translation",
    "change", "codes",
)  # fmt: skip
NEEDED = ("id", "translation")
FORMULA = "\ufdd0"  # stands for a cell that a spreadsheet would have to work out
_STATES = {"translated", "reviewed", "unfinished"}


def write(parcel: Parcel) -> bytes:
    """The table as CSV in UTF-8, marked as such for spreadsheets."""
    return spreadsheets.write(HEADINGS, rows(parcel)).encode("utf-8-sig")


def rows(parcel: Parcel) -> Iterator[tuple[str, ...]]:
    """The cells of each paragraph, not yet made safe."""
    return (_row(parcel.key, page, unit) for page, unit in parcel.units())


def _row(key: str, page: Page, unit: Unit) -> tuple[str, ...]:
    before = unit.previous
    return (
        f"{key}/{unit.name}", page.where, unit.source.coded, unit.target, unit.state,
        before.source.coded if before else "", before.target if before else "", unit.change,
        "  ".join(map(_legend, unit.source.codes)),
    )  # fmt: skip


def _legend(code: Code) -> str:
    """What a mark in the text stands for."""
    if code.kind == "pair":
        return f"{opening(code.number)} {code.get('href') or data_of(code)[0]}"
    return f"{standing(code.number)} {shown(code)}"


def read(data: bytes) -> Arrival:
    """What came back as CSV, with commas, semicolons or tabs between cells.

    Kinds of what may be wrong: large, encoding, cells, format, column, many, several.
    """
    if len(data) > LARGEST:
        raise wrong("large", f"it is larger than {LARGEST // 1_000_000} MB")
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise wrong("encoding", "it is not in UTF-8; save it as “CSV UTF-8”") from error
    first = next((line for line in text.splitlines() if line.strip()), "")
    between = max(",;\t", key=first.count)
    try:
        lines = list(csv.reader(StringIO(text, newline=""), delimiter=between))
    except csv.Error as error:
        raise wrong("cells", f"its cells are damaged ({error})") from error
    return arrival("csv", lines)


def arrival(name: str, lines: Iterable[Sequence[str]]) -> Arrival:
    """What the lines of a table hold, its headings first."""
    filled = (cells for cells in lines if any(map(str.strip, cells)))
    columns = _columns(next(filled, ()))
    found: list[Returned] = []
    keys: set[str] = set()
    for cells in filled:
        key, unit = _returned(cells, columns)
        keys.add(key)
        found.append(unit)
        if len(found) > MOST_UNITS:
            raise wrong("many", f"it has more than {MOST_UNITS} lines")
    keys.discard("")
    if len(keys) > 1:
        raise wrong("several", "it holds several exports; bring them one by one")
    if not keys:
        raise wrong("foreign", "its column “id” names no export of this guide")
    return Arrival(name, keys.pop(), units=tuple(found))


def _columns(headings: Sequence[str]) -> Mapping[str, int]:
    found = {cell.strip().lower(): at for at, cell in reversed(list(enumerate(headings)))}
    if missing := [name for name in NEEDED if name not in found]:
        if len(missing) == len(NEEDED):
            raise wrong("format", "it is neither XLIFF, TMX, XLSX nor a table with our columns")
        raise wrong("column", f"its column “{missing[0]}” is missing")
    return found


def _returned(cells: Sequence[str], columns: Mapping[str, int]) -> tuple[str, Returned]:
    """The export that a line belongs to, and what it says."""

    def cell(name: str) -> str:
        at = columns.get(name)
        return spreadsheets.plain(cells[at]) if at is not None and at < len(cells) else ""

    key, _, unit = cell("id").strip().rpartition("/")
    text, state = cell("translation"), cell("state").strip().lower()
    if text.startswith(FORMULA):
        return key, Returned(unit, "", fault="formula")
    words = " ".join(text.replace("\f", " ").replace("\r", " ").replace("\n", " ").split(" "))
    return key, Returned(unit, _single(words), (), state if state in _STATES else "")


def _single(text: str) -> str:
    """Runs of plain blanks as one, none at the ends."""
    return " ".join(part for part in text.replace("\t", " ").split(" ") if part)
