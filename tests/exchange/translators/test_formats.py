"""Every format: what is written comes back as it was, whatever stands in it."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.domain.segments.codes import problems
from app.domain.segments.segmentation import Segment
from app.errors import Invalid
from app.exchange.translators import formats
from app.exchange.translators.parcels import Returned
from tests.exchange.translators.parcels import (
    CODED,
    CODES,
    KEY,
    again,
    coded_texts,
    parcel,
    segments,
    stale,
    text,
    unit,
)
from tests.exchange.translators.test_xliff import PAGE_1

EVERY = list(formats.FORMATS)


@pytest.mark.parametrize("form", EVERY)
def test_a_paragraph_comes_back(form: str) -> None:
    """Codes, locks and the export's key survive."""
    arrived = formats.read(formats.write(parcel(unit(3, text(CODED, *CODES), CODED)), form))
    assert (form, KEY) == (arrived.format, arrived.key)
    assert [("s3", CODED, "translated")] == [(u.unit, u.target, u.state) for u in arrived.units]


@pytest.mark.parametrize("form", EVERY)
def test_what_is_not_translated_comes_back_empty(form: str) -> None:
    """A missing paragraph, and a stale one: its old translation is shown beside, not filled in."""
    assert [("s1", "", ""), ("s9", "", "")] == [
        (u.unit, u.target, u.state) for u in again(unit(1, text("Neu")), stale(), form=form)
    ]


@pytest.mark.parametrize("form", EVERY)
@given(source=segments(), data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_paragraph_comes_back_as_it_was(
    form: str, source: Segment, data: st.DataObject
) -> None:
    """Nested codes, locks, characters that mean something to XML or tables, marks of direction."""
    target = data.draw(coded_texts(source.codes))
    assert [] == problems(target, source.codes)
    assume(target)
    assert target == again(unit(3, source, target), form=form)[0].target


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-", "@x", "'=1", "''-", "'", "#N/A", "_x0041_"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_cell_is_a_formula(cell: str, form: str) -> None:
    """What a spreadsheet would work out is written as text, and read as what it was."""
    written = formats.write(parcel(unit(3, text("x"), cell)), form)
    assert cell == formats.read(written).units[0].target
    if form == "csv":
        assert f",{cell}," not in written.decode("utf-8-sig") or cell[0] not in "=+-@"


def test_an_unknown_format_is_named() -> None:
    """So is what there is."""
    with pytest.raises(Invalid, match=r"'pdf' is unknown; there are xliff-2.1"):
        formats.write(parcel(), "pdf")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"GIF89a", "format"),
        (b"name,price\n1,2\n", "format"),
        (b"id,price\n1,2\n", "column"),
        (b"id,translation\n1,2\n", "foreign"),
        (b"id,translation\nA/s1,x\nB/s1,y\n", "several"),
        (b'id,translation\nA/s1,"' + b"x" * 200_000 + b'"\n', "cells"),
        ("id,translation\nA/s1,Straße\n".encode("latin-1"), "encoding"),
        (b"\xd0\xcf\x11\xe0old excel", "format"),
        (b"PK\x03\x04nothing", "zip"),
        (b"<html><body/></html>", "format"),
        (b"<xliff version='3.0'/>", "version"),
        (b"<xliff version='2.0'><file id='f'/></xliff>", "foreign"),
    ],
)
def test_what_is_none_of_ours_is_refused(data: bytes, kind: str) -> None:
    """Each with a sentence and a kind that forms can tell in their own language."""
    with pytest.raises(Invalid) as caught:
        formats.read(data)
    assert ("file", kind) == (caught.value.field, caught.value.kind)


def test_a_table_by_hand() -> None:
    """Semicolons, columns in another order, words over several lines."""
    table = 'Translation;ID\n"  two\nlines ";K/s5\n;K/s6\n'
    assert (Returned("s5", "two lines"), Returned("s6", "")) == formats.read(table.encode()).units


def test_a_formula_that_somebody_typed_is_no_text() -> None:
    """What a cell would have to work out is not guessed."""
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["id", "translation"])
    book.active.append(["K/s5", "=A1&A2"])
    out = BytesIO()
    book.save(out)
    assert (Returned("s5", "", fault="formula"),) == formats.read(out.getvalue()).units


def test_excel_is_told_when_a_text_is_too_long_for_it() -> None:
    """Nothing is cut off in silence."""
    with pytest.raises(Invalid, match="too long for a cell of Excel"):
        formats.write(parcel(unit(3, text("x" * 40_000))), "xlsx")


def workbook(**parts: bytes) -> bytes:
    """A good workbook with further or other parts; underscores stand for slashes."""
    good = ZipFile(BytesIO(formats.write(parcel(unit(3, text("x"), "y")), "xlsx")))
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        names = {
            name.replace("__", "/").replace("_dot_", "."): data for name, data in parts.items()
        }
        for name in good.namelist():
            archive.writestr(name, names.pop(name, None) or good.read(name))
        for name, data in names.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"xl__vbaProject_dot_bin": b"x"}, "macros"),
        ({"xl__externalLinks__externalLink1_dot_xml": b"<x/>"}, "external"),
        ({"xl__odd_dot_xml": b"<!DOCTYPE x []><x/>"}, "doctype"),
        ({"xl__workbook_dot_xml": b"<x"}, "zip"),
        ({"xl__worksheets__sheet1_dot_xml": b"<x"}, "zip"),
    ],
)
def test_workbooks_that_are_refused(parts: dict[str, bytes], kind: str) -> None:
    """Macros, references to other files, attacks through XML, damage."""
    with pytest.raises(Invalid) as caught:
        formats.read(workbook(**parts))
    assert ("file", kind) == (caught.value.field, caught.value.kind)


def packed(**parts: bytes) -> bytes:
    """An archive."""
    out = BytesIO()
    with ZipFile(out, "w", 8) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_zip_bombs_are_refused_unopened() -> None:
    """Ten million blanks in ten thousand bytes, and more parts than any workbook has."""
    for bomb in (packed(a=b" " * 10_000_000), packed(**{f"p{n}": b"" for n in range(2_001)})):
        with pytest.raises(Invalid) as caught:
            formats.read(bomb)
        assert "bomb" == caught.value.kind


def test_an_archive_of_integreat_cms_is_one_file() -> None:
    """It packs a file for each page; other archives are none of ours."""
    found = formats.read(packed(**{"a.xliff": PAGE_1.encode(), "b/b.xliff": PAGE_1.encode()}))
    assert (2, "en-GB") == (len(found.pages), found.target_tag)
    other = PAGE_1.replace("en-GB", "ar").encode()
    for parts, kind in (
        ({"a.xliff": PAGE_1.encode(), "b.xliff": other}, "several"),
        ({"a.txt": b"x"}, "format"),
    ):
        with pytest.raises(Invalid) as caught:
            formats.read(packed(**parts))
        assert kind == caught.value.kind
