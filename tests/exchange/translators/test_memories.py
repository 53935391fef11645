"""Memories of other programs: what is read of them, and what is refused."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook

from app.errors import Invalid
from app.exchange.translators import memories
from app.exchange.translators.parcels import Pair


def read(data: bytes) -> list[tuple[str, str]]:
    """The texts of the pairs of a file from German into Arabic."""
    return [(pair.source, pair.target) for pair in memories.read(data, "de-DE", "ar")]


ONE = [("Guten Tag", "نهارك سعيد")]


@pytest.mark.parametrize(
    "table",
    [
        "source,translation\nGuten Tag,نهارك سعيد\n",
        "DE;AR\nGuten Tag;نهارك سعيد\n",
        "ar\tnote\tDeutsch\nنهارك سعيد\tx\tGuten Tag\n",
        "\n'Guten Tag,نهارك سعيد\n".replace("'", ""),
        "\ufeffGuten Tag;نهارك سعيد\n;\n",
    ],
)
def test_a_table_of_two_columns_is_a_memory(table: str) -> None:
    """Named columns may stand anywhere; without names the first one is German."""
    assert ONE == read(table.encode())


def test_a_table_in_two_bytes_is_read() -> None:
    """As spreadsheets write "Unicode text"."""
    assert ONE == read("Guten Tag\tنهارك سعيد\r\n".encode("utf-16"))


def test_a_workbook_is_read_without_its_formulas() -> None:
    """What a spreadsheet would have to work out is no text."""
    book = Workbook()
    book.active.append(["source", "translation"])  # type: ignore[union-attr]
    book.active.append(["Guten Tag", "نهارك سعيد"])  # type: ignore[union-attr]
    book.active.append(["Gute Nacht", "=1+1"])  # type: ignore[union-attr]
    out = BytesIO()
    book.save(out)
    assert [*ONE, ("Gute Nacht", "")] == read(out.getvalue())


def test_lines_are_named_by_their_number() -> None:
    """As spreadsheets count, so that people find them."""
    found = memories.read(b"source,translation\n\nEins,One\n", "de-DE", "en")
    assert (Pair("3", "Eins", "One", "en", (), "de-DE"),) == found


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b"source,translation\n", "empty"),
        (b"a,b,c\nd,e,f\n", "format"),
        (b"just some words in a file", "format"),
        (b"Stra\xdfe,x\n", "encoding"),
        (b"<xliff version='2.0'/>", "format"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><tmx/>", "doctype"),
        (b"<tmx><body>", "xml"),
        (b"PK\x03\x04nothing", "zip"),
        (b"\xd0\xcf\x11\xe0old", "format"),
    ],
)
def test_other_files_are_refused(data: bytes, kind: str) -> None:
    """With the kind of fault, so that forms can say it in words."""
    with pytest.raises(Invalid) as caught:
        memories.read(data, "de-DE", "ar")
    assert ("file", kind) == (caught.value.field, caught.value.kind)
