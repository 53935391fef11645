"""A glossary as a table for spreadsheets (CSV): written out, and read back cell by cell.

Columns: term, forms, mode, note, then one for each language by its code. Wordings are parted by
"|", the preferred one first; a stem stands behind its wording in square brackets.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from app.domain.quality.glossary import Term, Wording
from app.domain.quality.stems import stem_of
from app.errors import Invalid
from app.exchange import spreadsheets

FIXED = ("term", "forms", "mode", "note")
LARGEST = 1_000_000  # bytes
MOST_ROWS = 5000
BETWEEN = " | "
_STEM = re.compile(r"^(?P<text>.*\S)\s*\[(?P<stem>[^\[\]]+)\]$")


@dataclass(frozen=True)
class Row:
    """One line of a table: its number as a spreadsheet counts, and its cells by column, each as lists
    of texts; a column that the table does not have is not among them.

    `is_allowed`: the file says of the wordings that they may be said, whatever they are here.
    """

    number: int
    lemma: str
    forms: tuple[str, ...] | None
    mode: str | None
    note: str | None
    wordings: Mapping[str, tuple[Wording, ...]]
    is_allowed: bool = False


def write(terms: Iterable[Term], codes: Sequence[str]) -> str:
    """The table of these terms, with a column for each language."""
    rows = (
        [
            term.lemma, BETWEEN.join(term.forms), term.mode, term.note,
            *(_said(term, code) for code in codes),
        ]
        for term in terms
    )  # fmt: skip
    return spreadsheets.write([*FIXED, *codes], rows)


def _said(term: Term, code: str) -> str:
    return BETWEEN.join(written(wording, code) for wording in term.wordings.get(code, ()))


def written(wording: Wording, code: str) -> str:
    """A wording as it stands in a cell, with its stem if nobody would guess that."""
    guessed = wording.stem in ("", stem_of(wording.text, code))
    return wording.text if guessed else f"{wording.text} [{wording.stem}]"


def read(data: bytes, codes: Sequence[str]) -> list[Row]:
    """The lines of a table in UTF-8 with commas, semicolons or tabs between cells.

    Invalid says why it is none: large, encoding, cells, empty, column (with its name), twice (so
    does this), rows.
    """
    if len(data) > LARGEST:
        raise _wrong("large")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong("encoding") from error
    first = next((line for line in text.splitlines() if line.strip()), "")
    between = max(";,\t", key=first.count)
    try:
        lines = list(csv.reader(StringIO(text, newline=""), delimiter=between))
    except csv.Error as error:
        raise _wrong("cells") from error
    numbered = [(n, cells) for n, cells in enumerate(lines, 1) if any(map(str.strip, cells))]
    if len(numbered) < 2:
        raise _wrong("empty")
    if len(numbered) > MOST_ROWS + 1:
        raise _wrong("rows", str(len(numbered) - 1))
    columns = _columns(numbered[0][1], codes)
    return [_row(number, cells, columns, codes) for number, cells in numbered[1:]]


def _wrong(kind: str, text: str = "") -> Invalid:
    return Invalid(f"the table cannot be read: {kind} {text}".strip(), "file", kind, text)


def _columns(cells: Sequence[str], codes: Sequence[str]) -> dict[str, int]:
    """Where each column stands."""
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        name = cell.strip().lower()
        if not name:
            continue
        if name not in (*FIXED, *codes):
            raise _wrong("column", cell.strip())
        if name in found:
            raise _wrong("twice", cell.strip())
        found[name] = at
    if "term" not in found:
        raise _wrong("column", "term")
    return found


def _row(
    number: int, cells: Sequence[str], columns: Mapping[str, int], codes: Sequence[str]
) -> Row:
    def cell(name: str) -> str | None:
        at = columns.get(name)
        if at is None:
            return None
        text = cells[at].strip() if at < len(cells) else ""
        return spreadsheets.plain(text)

    forms = cell("forms")
    said = {code: given for code in codes if (given := cell(code)) is not None}
    return Row(
        number, cell("term") or "", None if forms is None else tuple(_parts(forms)), cell("mode"),
        cell("note"), {code: tuple(_wordings(text)) for code, text in said.items()},
    )  # fmt: skip


def _wordings(cell: str) -> Iterable[Wording]:
    for at, part in enumerate(_parts(cell)):
        yield wording_of(part, preferred=at == 0)


def wording_of(text: str, *, preferred: bool) -> Wording:
    """A wording as somebody writes it, perhaps with its stem in square brackets behind it."""
    found = _STEM.match(text)
    return (
        Wording(found["text"], found["stem"].strip(), preferred)
        if found
        else Wording(text, "", preferred)
    )


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]
