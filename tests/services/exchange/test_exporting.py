"""Exporting: what is chosen and in which order, what stands beside it, and the claim on it."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.exchange.translators import formats
from app.models import Event, Region
from app.services import exports
from app.services.exchange import exporting
from app.services.exchange.selecting import choose
from tests.services.exchange.agency import AGENCY, Agency, ids, worked
from tests.services.guide import day, live
from tests.services.paragraph_guide import BOOK, COURSE, ENGLISH, edit, english, page_of

NEW = "Sie brauchen einen Ausweis."


def chosen(session: Session, region: Region, only: str, *pages: int) -> list[tuple[str, str, str]]:
    """Page, standing and German of each paragraph that an export takes."""
    found = choose(session, region, "en", only, pages)
    return [
        (page.where, unit.standing, unit.source.coded)
        for page in found.pages
        for unit in page.units
    ]


def test_only_what_is_asked_for(session: Session, region: Region) -> None:
    """Open is missing and stale; all is all that has words."""
    page = english(session, region)
    edit(session, page, COURSE, NEW, "Ganz neu.", "12 €")
    stale, missing = ("1", "stale", NEW), ("1", "missing", "Ganz neu.")
    assert [stale] == chosen(session, region, "stale")
    assert [missing] == chosen(session, region, "missing")
    assert [stale, missing] == chosen(session, region, "open")
    assert [("1", "current", COURSE), stale, missing] == chosen(session, region, "all")


def test_sections_in_the_order_of_the_guide(session: Session, region: Region) -> None:
    """A page goes before what stands below it; what is put away is left out."""
    home = live(session, region, "Wohnen", "<p>Hier.</p>")
    other = live(session, region, "Arbeit", "<p>Dort.</p>")
    below = live(session, region, "Miete", "<p>Unten.</p>", home)
    everything = [where for where, _, _ in chosen(session, region, "open")]
    assert ["Wohnen"] * 2 + ["Wohnen › Miete"] * 2 + ["Arbeit"] * 2 == everything
    assert ["Wohnen › Miete"] * 2 == [
        where for where, _, _ in chosen(session, region, "open", below.id)
    ]
    other.archived_at = day(1)
    session.flush()
    assert "Arbeit" not in {where for where, _, _ in chosen(session, region, "open")}


def test_the_version_before_goes_along(session: Session, region: Region) -> None:
    """Old German, old translation, and the change in words; nothing is filled in."""
    page = english(session, region)
    edit(session, page, COURSE, NEW)
    unit = choose(session, region, "en", "stale").pages[0].units[0]
    assert unit.previous is not None
    assert (BOOK, ENGLISH[BOOK], "") == (
        unit.previous.source.coded,
        unit.previous.target,
        unit.target,
    )
    assert "Sie brauchen [-ein-]{+einen+} [-Heft-]{+Ausweis+}." == unit.change


@pytest.mark.parametrize("form", list(formats.FORMATS))
def test_what_the_exporter_is_told(session: Session, region: Region, form: str) -> None:
    """A name for the file, its type, how much there is, and until when it is awaited."""
    english(session, region)
    told = Agency(session).sent(form=form)
    assert (1, 2, len(COURSE + BOOK), day(31)) == (
        told.pages, told.units, told.characters, told.until,
    )  # fmt: skip
    assert told.name == f"testdorf-en-2026-11-23-{told.key[:6]}.{formats.FORMATS[form].ending}"
    event = session.scalars(select(Event).where(Event.action == "translation.export")).one()
    assert (told.key, form, 2) == tuple(
        event.detail[name] for name in ("export", "format", "units")
    )


def test_claims_end(session: Session, region: Region) -> None:
    """When a paragraph has come back, when somebody ends the export, and by themselves."""
    page = page_of(session, region, COURSE, BOOK)
    agency = Agency(session)
    sent = agency.sent(only="missing")
    one, two = ids(session, page)
    assert {one, two} == set(exports.of_segments(session, [one, two, 999], "en", day(2)))
    assert {} == exports.of_segments(session, [one, two], "ar", day(2))
    agency.bring(worked(sent, {one: ENGLISH[COURSE]}))
    assert {two} == set(exports.of_segments(session, [one, two], "en", day(6)))
    assert {} == exports.of_segments(session, [one, two], "en", day(32))
    told = exports.of_region(session, AGENCY, "testdorf", "en")[0]
    assert (sent.key, 2, 1, True, False) == (
        told.key, told.units, told.answered, told.holds(day(31)), told.holds(day(32)),
    )  # fmt: skip
    assert not exports.end(session, AGENCY, "testdorf", sent.key, day(7)).holds(day(7))
    assert {} == exports.of_segments(session, [one, two], "en", day(7))
    with pytest.raises(NotFound, match="no export 'other'"):
        exports.end(session, AGENCY, "testdorf", "other", day(7))


def test_a_claim_stands_beside_the_state(session: Session, region: Region) -> None:
    """What is being translated elsewhere is as stale as before."""
    page = english(session, region)
    edit(session, page, COURSE, NEW)
    before = chosen(session, region, "open")
    exporting.export(session, AGENCY, "testdorf", "en", day(1))
    assert before == chosen(session, region, "open")
