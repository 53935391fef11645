"""The same table as an Excel workbook (XLSX), written and read line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook

from app.errors import Invalid
from app.exchange import spreadsheets
from app.exchange.translators import tables
from app.exchange.translators.archives import part_of
from app.exchange.translators.inline import clean
from app.exchange.translators.parcels import Arrival, Parcel
from app.exchange.translators.xml_reading import MOST_UNITS, wrong

LONGEST_CELL = 32_767  # characters, Excel's own limit
MOST_COLUMNS = 100
_WIDTHS = {"A": 18, "B": 30, "C": 60, "D": 60, "E": 12, "F": 40, "G": 40, "H": 40, "I": 40}
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # how Excel writes characters that XML cannot
_FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def write(parcel: Parcel) -> bytes:
    """The workbook; Invalid if a text is longer than a cell may be."""
    lines = [_line(cells) for cells in tables.rows(parcel)]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(parcel.target_tag)
    sheet.freeze_panes = "A2"
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[column].width = width
    sheet.append(tables.HEADINGS)
    for line in lines:
        sheet.append(line)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _line(cells: Sequence[str]) -> list[str]:
    safe = [_ESCAPED.sub("_x005F_", spreadsheets.safe(clean(cell))) for cell in cells]
    if max(map(len, safe)) > LONGEST_CELL:
        raise Invalid(f"unit {cells[0]} is too long for a cell of Excel; take XLIFF or CSV")
    return safe


def read(archive: ZipFile) -> Arrival:
    """What came back; Invalid if there are macros or references to other files in it.

    Kinds: those of `lines`, and those of a table.
    """
    return tables.arrival("xlsx", lines(archive))


def lines(archive: ZipFile) -> Iterator[list[str]]:
    """The cells of the first sheet as texts, line by line; Invalid if it is not safe to read them.

    Kinds: zip, format, macros, external, doctype.
    """
    _check(archive)
    assert archive.fp is not None
    archive.fp.seek(0)
    try:
        book = load_workbook(BytesIO(archive.fp.read()), read_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises whatever a damaged part makes it stumble over
        raise wrong("zip", "it is a damaged workbook") from error
    try:
        yield from _lines(book)
    finally:
        book.close()


def _check(archive: ZipFile) -> None:
    names = archive.namelist()
    if "xl/workbook.xml" not in names:
        raise wrong("format", "it is an archive, but no Excel workbook")
    if any(name.lower().endswith(("vbaproject.bin", "macrosheet.xml")) for name in names):
        raise wrong("macros", "it has macros; save it without them (.xlsx)")
    if any(name.startswith("xl/externalLinks/") for name in names):
        raise wrong("external", "it refers to other files; remove these links")
    for name in names:
        if name.endswith((".xml", ".rels")):
            part = part_of(archive, name)
            if part[:2] in (b"\xff\xfe", b"\xfe\xff") or _FORBIDDEN.search(part):
                raise wrong("doctype", "it has a DOCTYPE, through which files are attacked")
            if name == "[Content_Types].xml" and b"macroEnabled" in part:
                raise wrong("macros", "it has macros; save it without them (.xlsx)")


def _lines(book: Any) -> Iterator[list[str]]:
    """The cells of the first sheet as texts."""
    if not book.worksheets:
        raise wrong("format", "it has no sheet")
    sheet = book.worksheets[0]
    try:
        for cells in sheet.iter_rows(max_row=MOST_UNITS + 2, max_col=MOST_COLUMNS):
            yield [_text(cell) for cell in cells]
    except Invalid:
        raise
    except Exception as error:
        raise wrong("zip", "it is a damaged workbook") from error


def _text(cell: Any) -> str:
    if cell.value is None:
        return ""
    if cell.data_type == "f":
        return tables.FORMULA
    return str(cell.value).replace("_x005F_", "_")
