"""Tables for spreadsheets (CSV), in which no cell is ever taken for a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

FORMULA = re.compile("'*[-=+@\t\r]")


def write(headings: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """A table with a line of headings."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows([safe(str(cell)) for cell in row] for row in rows)
    return out.getvalue()


def safe(cell: str) -> str:
    """A cell with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def plain(cell: str) -> str:
    """The cell without that apostrophe."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell
