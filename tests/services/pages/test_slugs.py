"""A page's addresses: told, considered, changed; old ones keep leading home."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from app.errors import Conflict, Invalid, NotFound
from app.models import Content, Region
from app.services import events
from app.services.pages import addresses, slugs
from app.services.pages.slugs import Wish
from tests.services.guide import begun, day, live, live_in_english, shown


def change(session: Session, page: Content, wanted: str, language: str = "de", at: int = 1) -> str:
    """Ada gives a page another slug."""
    return slugs.change(session, page, language, wanted, by="Ada", now=day(at))


def test_a_page_knows_its_addresses(session: Session, region: Region) -> None:
    """One for each language that was begun, with the path of the pages above."""
    top = live(session, region, "Bildung")
    page = live(session, region, "Schule", parent=top)
    live_in_english(session, page, "School")
    german, english = slugs.of(session, page)
    assert ("de", "schule", "/testdorf/de/bildung/", True, ()) == (
        german.language, german.slug, german.before, german.is_live, german.former,
    )  # fmt: skip
    assert ("en", "school", "") == (english.language, english.slug, english.before)
    assert [("/testdorf/de/", True)] == [(a.before, a.is_live) for a in slugs.of(session, top)]
    assert [False] == [a.is_live for a in slugs.of(session, begun(session, region, "Neu"))]


def test_old_addresses_are_remembered(session: Session, region: Region) -> None:
    """The latest first, with the day they were given; one that is taken again is not old."""
    page = live(session, region, "Schule")
    assert "grundschule" == change(session, page, "Grundschule", at=1)
    assert "ganztagsschule" == change(session, page, "Ganztagsschule", at=2)
    (address,) = slugs.of(session, page)
    assert [("grundschule", day(1)), ("schule", day(0))] == [
        (former.slug, former.at) for former in address.former
    ]
    change(session, page, "Schule", at=3)
    (address,) = slugs.of(session, page)
    assert ("schule", ["ganztagsschule", "grundschule"]) == (
        address.slug,
        [former.slug for former in address.former],
    )
    assert page.id == addresses.owner_of(session, region.id, "page", "de", "grundschule")


def test_all_below_gets_another_path(session: Session, region: Region) -> None:
    """Readers find the pages below at the new path at once; who did it is noted."""
    top = live(session, region, "Bildung")
    live(session, region, "Schule", parent=top)
    change(session, top, "Lernen")
    assert ["/testdorf/de/lernen/", "/testdorf/de/lernen/schule/"] == [
        page["path"] for page in shown(session, region)
    ]
    (event,) = events.newest(session, content_id=top.id)
    assert ("Ada", "page.address", "de", {"before": "bildung", "after": "lernen"}) == (
        event.actor, event.action, event.language, event.detail,
    )  # fmt: skip


def test_wishes_are_considered(session: Session, region: Region) -> None:
    """Whether a slug can be had, and if not, why; a slug that another page had is that page's."""
    page, other = live(session, region, "Schule"), live(session, region, "Straßenverkehr")
    change(session, other, "Verkehr")
    tell = {
        wanted: slugs.consider(session, page, "de", wanted)
        for wanted in ("Neue Schule!", "…", "Events", "SCHULE", "Straßenverkehr")
    }
    assert {
        "Neue Schule!": Wish("neue-schule"),
        "…": Wish("", "empty"),
        "Events": Wish("events", "reserved"),
        "SCHULE": Wish("schule", "same"),
        "Straßenverkehr": Wish("strassenverkehr", "taken", other.id, "Straßenverkehr"),
    } == tell


def test_what_can_not_be_had_is_refused(session: Session, region: Region) -> None:
    """With the reason; the address stays as it was, and nothing is noted."""
    page, other = live(session, region, "Schule"), live(session, region, "Amt")
    with pytest.raises(Invalid, match="'…'"):
        change(session, page, "…")
    with pytest.raises(Invalid, match="reserved"):
        change(session, page, "Events")
    with pytest.raises(Conflict, match=f"belongs to page {other.id} already"):
        change(session, page, "Amt")
    with pytest.raises(NotFound, match="has no 'en' yet"):
        change(session, page, "School", "en")
    assert "schule" == change(session, page, "Schule")
    assert [] == list(events.newest(session, content_id=page.id))


def test_languages_have_addresses_of_their_own(session: Session, region: Region) -> None:
    """The same slug may stand for different pages in different languages."""
    page, other = live(session, region, "Sport"), live(session, region, "Bewegung")
    live_in_english(session, page, "Exercise")
    live_in_english(session, other, "Movement")
    assert "sport" == change(session, other, "Sport", "en")
    assert ["bewegung", "sport"] == [address.slug for address in slugs.of(session, other)]
