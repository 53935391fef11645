"""Glossaries as TBX: written, read back, and read from what other programs write."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.quality.glossary import Term, Wording
from app.domain.quality.term_entry import complete
from app.errors import Invalid
from app.exchange import glossary_tbx
from app.exchange.glossary_csv import Row

TAGS = {"en": "en", "ar": "ar-arb"}
OFFICE = Term(
    "Ausländerbehörde",
    {"en": (Wording("immigration office", "immigr"), Wording("foreigners’ office", "", False)),
     "ar": (Wording("دائرة الأجانب"),)},
    ("ABH", "Amt für Migration"), "block", "nicht: Polizei <&>", 7,
)  # fmt: skip

VERSION_2 = """<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><martifHeader/><text><body>
<termEntry id="c1"><descripGrp><descrip type="definition">x</descrip></descripGrp>
 <langSet xml:lang="en-GB"><tig><term>rent</term></tig></langSet>
 <langSet xml:lang="de-DE"><ntig><termGrp><term>Mietzins</term></termGrp></ntig>
  <ntig><termGrp><term>Miete</term>
  <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp></ntig></langSet>
 <langSet xml:lang="fr"><tig><term>loyer</term></tig></langSet></termEntry>
<termEntry id="c2"><langSet xml:lang="en"><tig><term>no German</term></tig></langSet></termEntry>
</body></text></martif>"""

VERSION_3_BY_NAMES = """<tbx type="TBX-Basic" style="dct" xml:lang="de" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<tbxHeader/><text><body><conceptEntry id="c1">
<langSec xml:lang="de"><termSec><term>Asylant</term></termSec></langSec>
<langSec xml:lang="en"><termSec><term>asylum shopper</term>
<min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec></langSec>
</conceptEntry><conceptEntry id="c2">
<langSec xml:lang="de"><termSec><term>Kaution</term></termSec></langSec>
<langSec xml:lang="en"><termSec><term>bail</term>
<min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec>
<termSec><term>deposit</term></termSec><termSec><term>deposit</term></termSec></langSec>
</conceptEntry></body></text></tbx>"""


def read(data: bytes | str) -> list[Row]:
    """The lines that a file comes to."""
    return glossary_tbx.read(data.encode() if isinstance(data, str) else data, "de", TAGS)


def terms_of(rows: list[Row]) -> list[Term]:
    """The terms of lines, as they would be kept."""
    return [
        complete(Term(one.lemma, one.wordings, one.forms or (), one.mode or "warn", one.note or ""))
        for one in rows
    ]


def test_a_term_comes_back() -> None:
    """Forms, note, mode, stems that nobody would guess, and which wording goes first."""
    data = glossary_tbx.write([OFFICE], "de", TAGS)
    (row,) = read(data)
    assert (OFFICE.lemma, OFFICE.forms, "block", OFFICE.note) == (
        row.lemma, row.forms, row.mode, row.note,
    )  # fmt: skip
    assert OFFICE.wordings == row.wordings
    assert row == read(glossary_tbx.text_of(data).replace("\n", "\r\n"))[0]


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cn", "Co")),
    min_size=1, max_size=12,
).map(lambda text: f"A{text}a")  # fmt: skip


@given(
    lemma=TEXTS, forms=st.lists(TEXTS, max_size=2, unique=True), note=TEXTS,
    said=st.lists(TEXTS, min_size=1, max_size=3, unique=True),
    mode=st.sampled_from(["warn", "block", "forbid"]),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_any_term_comes_back(
    lemma: str, forms: list[str], note: str, said: list[str], mode: str
) -> None:
    """Whatever characters; what must not be said stays what must not be said."""
    wordings = tuple(Wording(text, "", at == 0) for at, text in enumerate(said))
    try:
        term = complete(Term(lemma, {"en": wordings}, tuple(forms), mode, note))
    except Invalid:
        return
    (found,) = terms_of(read(glossary_tbx.write([term], "de", TAGS)))
    assert term == found


def test_version_2_is_read() -> None:
    """Either kind of group, the DOCTYPE that programs write, languages by their first part."""
    (row,) = read(VERSION_2)
    assert ("Miete", ("Mietzins",), None, None) == (row.lemma, row.forms, row.mode, row.note)
    assert {"en": (Wording("rent"),)} == row.wordings


def test_both_styles_of_version_3_are_read() -> None:
    """A term whose every wording is deprecated is forbidden; else deprecated ones are left out."""
    forbidden, allowed = read(VERSION_3_BY_NAMES)
    assert ("forbid", False) == (forbidden.mode, forbidden.is_allowed)
    assert {"en": (Wording("asylum shopper"),)} == forbidden.wordings
    assert (None, True) == (allowed.mode, allowed.is_allowed)
    assert {"en": (Wording("deposit"),)} == allowed.wordings


def test_two_bytes_a_character_are_read() -> None:
    """As some programs write."""
    assert ["Miete"] == [row.lemma for row in read(VERSION_2.encode("utf-16"))]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("<tmx/>", "tbx"),
        ("<tbx><text><body/></text></tbx>", "no-term"),
        ('<!DOCTYPE tbx [<!ENTITY a "b">]><tbx>&a;</tbx>', "doctype"),
        ("<tbx>", "xml"),
        ("<tbx>" + "<conceptEntry/>" * 5001 + "</tbx>", "rows"),
        ("<tbx>" + " " * 4_000_000 + "</tbx>", "large"),
    ],
)
def test_other_files_are_refused(data: str, kind: str) -> None:
    """With the kind of fault, so that forms can say it in words."""
    with pytest.raises(Invalid) as caught:
        read(data)
    assert ("file", kind) == (caught.value.field, caught.value.kind)
