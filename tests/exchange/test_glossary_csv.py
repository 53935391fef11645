"""A glossary as a table: written for spreadsheets and read back, whatever they made of it."""

from __future__ import annotations

import pytest

from app.domain.quality.glossary import Term, Wording
from app.domain.quality.term_entry import complete
from app.errors import Invalid
from app.exchange import glossary_csv, spreadsheets

TERM = complete(
    Term(
        "Anmeldung",
        {"en": (Wording("registration", "regist"), Wording("sign-up", "", False)), "ar": (Wording("تسجيل"),)},
        ("ABM",), "block", '=1+1, "zitiert"\nund mehr',
    )
)  # fmt: skip
CODES = ["en", "ar"]


def test_what_is_written_is_read_back() -> None:
    """Forms, stems, notes and several wordings survive; no cell is a formula."""
    text = glossary_csv.write([TERM], CODES)
    assert ",=1" not in text
    (row,) = glossary_csv.read(text.encode("utf-8-sig"), CODES)
    assert ("Anmeldung", ("ABM",), "block", TERM.note) == (row.lemma, row.forms, row.mode, row.note)
    assert TERM == complete(
        Term(row.lemma, row.wordings, row.forms or (), row.mode or "", row.note or "")
    )


@pytest.mark.parametrize("between", [";", ",", "\t"])
def test_spreadsheets_part_cells_as_they_like(between: str) -> None:
    """Lines that are empty do not count, numbers are those of the spreadsheet."""
    lines = [["term", "EN"], ["Kaution", "deposit | bond [bon]"], ["", ""], ["Miete"]]
    data = "\r\n".join(between.join(line) for line in lines).encode()
    first, second = glossary_csv.read(data, CODES)
    assert (2, 4) == (first.number, second.number)
    assert (Wording("deposit"), Wording("bond", "bon", False)) == first.wordings["en"]
    assert (None, None, {"en": ()}) == (first.forms, first.mode, dict(second.wordings))


@pytest.mark.parametrize(
    ("data", "kind", "text"),
    [
        (b"", "empty", ""),
        (b"term,en\n", "empty", ""),
        ("term,en\nStraße,street\n".encode("latin-1"), "encoding", ""),
        (b"term,fr\nA,b\n", "column", "fr"),
        (b"en\nb\nc\n", "column", "term"),
        (b"term,en,EN\nA,b,c\n", "twice", "EN"),
        (b"term,en\n" + b"A,b\n" * 5001, "rows", "5001"),
        (b"x" * 1_000_001, "large", ""),
        (b'term,en\nA,"' + b"x" * 200_000 + b'"\n', "cells", ""),
    ],
)
def test_what_is_no_table_is_named(data: bytes, kind: str, text: str) -> None:
    """The kind of fault, and the column that it is about."""
    with pytest.raises(Invalid) as caught:
        glossary_csv.read(data, CODES)
    assert (kind, text) == (caught.value.kind, caught.value.text)


def test_no_cell_is_a_formula() -> None:
    """What a spreadsheet would run has an apostrophe, which goes again on the way back."""
    for text in ("=1", "+1", "-1", "@a", "plain", "'quoted"):
        assert text == spreadsheets.plain(spreadsheets.safe(text))
    assert "a,b\r\n'=1,2\r\n" == spreadsheets.write(["a", "b"], [["=1", 2]])
