"""Parcels for tests: paragraphs by hand, and any paragraph that there could be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from app.domain.segments.codes import Code, closing, defuse, opening, standing
from app.domain.segments.segmentation import Segment
from app.exchange.translators import formats
from app.exchange.translators.parcels import Page, Parcel, Previous, Returned, Unit

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
KEY = "k3yOfAnExport"
LINK = Code(1, "pair", "a", (("href", "https://example.org/?a=1&b=2"),))
BOLD = Code(2, "pair", "strong")
BREAK = Code(3, "void", "br")
PHONE = Code(4, "lock", "", text="0821 3102-100", html="0821 3102-100")
PICTURE = Code(5, "void", "img", (("src", "/a.png"), ("alt", 'Ein "Bild" < hier')))
CODES = (LINK, BOLD, BREAK, PHONE, PICTURE)
CODED = "⟦1⟧Hier ⟦2⟧oder⟦/2⟧⟦/1⟧ dort.⟦3/⟧Tel. ⟦4/⟧ ⟦5/⟧"

WORDS = st.text(
    st.one_of(
        st.sampled_from(
            "aß <>&\"'⟦⟧/12=+-@_x\u00a0\u200e\u200f\u2066\u2069\u202e\u2028\u0085\u2060ش۱"
        ),
        st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")),
    ),
    max_size=12,
)


def unit(id_: int, source: Segment, target: str = "", **more: object) -> Unit:
    """A paragraph on its way out."""
    state = {"state": "translated", "standing": "current"} if target else {}
    return replace(Unit(id_, source, "1:abc", target), **(state | more))  # type: ignore[arg-type]


def parcel(*units: Unit, direction: str = "ltr", tag: str = "en-GB") -> Parcel:
    """A parcel of one page."""
    page = Page(7, "Ämter & Co.", ("Ankommen",), units)
    until = NOW + timedelta(days=30)
    return Parcel(KEY, "testdorf", "de-DE", tag, direction, (page,), NOW, until)


def text(coded: str, *codes: Code) -> Segment:
    """A paragraph."""
    return Segment("text", "p", coded, codes)


def stale(id_: int = 9) -> Unit:
    """A paragraph whose German has moved on."""
    before = Previous(text("Alt ⟦1⟧hier⟦/1⟧", LINK), "Old ⟦1⟧here⟦/1⟧")
    now = text("Neu ⟦1⟧hier⟦/1⟧", LINK)
    return unit(id_, now, standing="stale", previous=before, change="[-Alt-]{+Neu+} hier")


def again(*units: Unit, form: str) -> tuple[Returned, ...]:
    """The units as they are read from the file that they were written into."""
    return formats.read(formats.write(parcel(*units), form)).units


@st.composite
def coded_texts(draw: st.DrawFn, codes: Sequence[Code]) -> str:
    """Any text that has each of these codes once, nested in any way."""
    pairs = draw(st.permutations([code for code in codes if code.kind == "pair"]))
    alone = [code for code in codes if code.kind != "pair"]
    out = _squeezed(draw(WORDS))
    for code in pairs:
        inside = opening(code.number) + out + closing(code.number)
        out = defuse(draw(WORDS)) + inside + defuse(draw(WORDS))
    for code in alone:
        at = draw(st.sampled_from(["before", "after"]))
        mark = standing(code.number)
        out = mark + defuse(draw(WORDS)) + out if at == "before" else out + mark
    return _stripped(out)


def _squeezed(words: str) -> str:
    return defuse(words)


def _stripped(coded: str) -> str:
    """As segments are: single blanks, none at the ends."""
    return " ".join(part for part in coded.replace("\t", " ").split(" ") if part)


@st.composite
def segments(draw: st.DrawFn) -> Segment:
    """Any paragraph, with some of CODES numbered from 1."""
    chosen = draw(st.lists(st.sampled_from(CODES), unique=True, max_size=5))
    codes = tuple(replace(code, number=n) for n, code in enumerate(chosen, 1))
    return Segment("text", "p", draw(coded_texts(codes)), codes)
