"""TMX: a memory written and read, and memories of other programs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from app.domain.segments.segmentation import Segment
from app.errors import Invalid
from app.exchange.translators import formats, tmx, xml_reading
from app.exchange.translators.parcels import Pair, Remembered
from tests.exchange.translators.parcels import CODED, CODES, NOW, coded_texts, segments, text


def remembered(source: Segment, target: str) -> Remembered:
    """A unit of the memory."""
    return Remembered(5, source, target, "ar-arb", "human", "reviewed", "testdorf", NOW)


def again(source: Segment, target: str) -> Pair:
    """The unit as it is read from the file that it was written into."""
    return formats.read(tmx.write([remembered(source, target)], "de-DE", NOW)).pairs[0]


def test_a_unit_comes_back() -> None:
    """With the codes of both sides, and the tag of its language."""
    wanted = Pair("tu 5", CODED, CODED, "ar-arb", (1, 2, 3, 4, 5), "de-DE")
    assert wanted == again(text(CODED, *CODES), CODED)


def test_a_unit_says_that_a_machine_wrote_it() -> None:
    """So that nobody takes it for a person's work when it comes back."""
    by_machine = replace(remembered(text("Der Kurs."), "الدورة"), origin="machine")
    found = formats.read(tmx.write([by_machine], "de-DE", NOW)).pairs
    assert ["machine"] == [pair.maker for pair in found]


@given(source=segments(), data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_unit_comes_back_as_it_was(source: Segment, data: st.DataObject) -> None:
    """Nested codes and whatever characters."""
    target = data.draw(coded_texts(source.codes))
    found = again(source, target)
    assert (source.coded, target) == (found.source, found.target)


def test_what_programs_are_told() -> None:
    """Source language, origin, quality, date, codes with their HTML."""
    root = etree.fromstring(tmx.write([remembered(text(CODED, *CODES), CODED)], "de-DE", NOW))
    header, unit = root.find("header"), root.find("body/tu")
    assert header is not None
    assert unit is not None
    assert ("1.4", "de-DE", "html") == (
        root.get("version"),
        header.get("srclang"),
        header.get("datatype"),
    )
    assert "20261122T120000Z" == unit.get("changedate")
    props = {prop.get("type"): prop.text for prop in unit.iterfind("prop")}
    assert {"x-origin": "human", "x-quality": "reviewed", "x-region": "testdorf"} == props
    assert '<a href="https://example.org/?a=1&b=2">' != (unit.findtext(".//bpt") or "")
    assert (unit.findtext(".//bpt") or "").startswith("<a href=")


FOREIGN = """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.4"><header srclang="DE" datatype="html"/><body>
<tu><tuv lang="DE-DE"><seg>Hallo <bpt i="7">{b}</bpt>Welt<ept i="7">{/b}</ept></seg></tuv>
<tuv lang="EN-US"><seg>Hello <bpt i="7">{b}</bpt>world<ept i="7">{/b}</ept></seg></tuv>
<tuv lang="FR"><seg>Bonjour</seg></tuv></tu>
<tu><tuv lang="EN"><seg>only English</seg></tuv></tu>
</body></tmx>"""


def test_a_memory_of_another_program() -> None:
    """Its codes keep the order of the source; units without German say nothing."""
    found = formats.read(FOREIGN.encode()).pairs
    assert [("Hallo ⟦7⟧Welt⟦/7⟧", "Hello ⟦7⟧world⟦/7⟧", "EN-US", (7,)),
            ("Hallo ⟦7⟧Welt⟦/7⟧", "Bonjour", "FR", (7,))] == [
        (pair.source, pair.target, pair.target_tag, pair.order) for pair in found
    ]  # fmt: skip


def test_a_larger_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is a limit to what is read at once."""
    many = [replace(remembered(text("A"), "a"), id=n) for n in range(3)]
    data = tmx.write(many, "de-DE", NOW)
    assert 3 == len(formats.read(data).pairs)
    monkeypatch.setattr(xml_reading, "MOST_UNITS", 2)
    with pytest.raises(Invalid, match="3 units, 2 are allowed"):
        formats.read(data)
