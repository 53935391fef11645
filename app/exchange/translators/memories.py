"""Memories of other programs: TMX, or a table of two columns, read as pairs of texts."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from app.exchange import spreadsheets
from app.exchange.translators import archives, tmx, workbooks
from app.exchange.translators.parcels import Pair
from app.exchange.translators.tables import FORMULA
from app.exchange.translators.xml_reading import (
    LARGEST,
    MOST_UNITS,
    check_count,
    local,
    parse,
    wrong,
)

SOURCES = ("source", "german", "deutsch")
TARGETS = ("translation", "target", "übersetzung")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read(data: bytes, source_tag: str, target_tag: str) -> tuple[Pair, ...]:
    """The pairs of a TMX file, or of a table (CSV, XLSX) of two columns: source and translation.

    A table's first line may name its columns, by those words or by the languages; without that, the
    first column is the source. Invalid (field "file", with a kind) says why a file is not taken in.
    """
    if not data.strip():
        raise wrong("empty", "it is empty")
    if data.startswith(archives.MAGIC):
        return _pairs(workbooks.lines(archives.opened(data)), source_tag, target_tag)
    if data.startswith(_OLD_EXCEL):
        raise wrong("format", "it is an old Excel file; save it as .xlsx")
    if data.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<"):
        root = parse(data)
        if local(root) != "tmx":
            raise wrong("format", f"its first element is <{local(root)}>, not <tmx>")
        return tmx.read(root).pairs
    return _pairs(_lines(data), source_tag, target_tag)


def _lines(data: bytes) -> list[list[str]]:
    """The cells of a table in UTF-8 or UTF-16, with commas, semicolons or tabs between them."""
    if len(data) > LARGEST:
        raise wrong("large", f"it is larger than {LARGEST // 1_000_000} MB")
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise wrong("encoding", "it is not in UTF-8; save it as “CSV UTF-8”") from error
    first = next((line for line in text.splitlines() if line.strip()), "")
    between = max("\t;,", key=first.count)
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=between))
    except csv.Error as error:
        raise wrong("cells", f"its cells are damaged ({error})") from error


def _pairs(lines: Iterable[Sequence[str]], source_tag: str, target_tag: str) -> tuple[Pair, ...]:
    found: list[Pair] = []
    columns: tuple[int, int] | None = None
    for number, cells in enumerate(lines, 1):
        if not any(map(str.strip, cells)):
            continue
        if columns is None:
            columns, is_heading = _columns(cells, source_tag, target_tag)
            if is_heading:
                continue
        source, target = (_cell(cells, at) for at in columns)
        found.append(Pair(f"{number}", source, target, target_tag, (), source_tag))
        if len(found) > MOST_UNITS:
            check_count(len(found))
    if not found:
        raise wrong("empty", "it has no line with texts")
    return tuple(found)


def _columns(
    cells: Sequence[str], source_tag: str, target_tag: str
) -> tuple[tuple[int, int], bool]:
    """Where source and translation stand, and whether this line says so."""
    said = [cell.strip().lower() for cell in cells]
    sources = _places(said, {*SOURCES, *_spellings(source_tag)})
    targets = _places(said, {*TARGETS, *_spellings(target_tag)})
    first, second = next(sources, None), next(targets, None)
    if first is not None and second is not None:
        return (first, second), True
    if len([cell for cell in said if cell]) == 2:
        return (0, 1), False
    raise wrong("format", "it is neither TMX nor a table of two columns, source and translation")


def _places(said: Sequence[str], wanted: set[str]) -> Iterator[int]:
    return (at for at, cell in enumerate(said) if cell in wanted)


def _spellings(tag: str) -> tuple[str, str]:
    """A language's tag, and without what stands behind its first hyphen."""
    lower = tag.lower()
    return lower, lower.partition("-")[0]


def _cell(cells: Sequence[str], at: int) -> str:
    text = spreadsheets.plain(cells[at]) if at < len(cells) else ""
    return "" if text.startswith(FORMULA) else " ".join(text.split())
