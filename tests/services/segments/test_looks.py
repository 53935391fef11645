"""What stands beside a text and goes live with it: icon and organisation."""

import pytest
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.models import Content, Organisation, Region
from app.services import regions
from app.services.pages import pages, releasing
from app.services.pages.pages import Draft
from app.services.segments.looks import Look, look
from app.services.settings import organisations
from tests.fixtures.guides import NOW
from tests.services.guide import EDITOR, day, live, revise, shown

HEART = Look("/static/icons/heart.svg")


def saved(session: Session, page: Content, beside: Look) -> None:
    """The page's text as it is, saved with another look."""
    assert page.working is not None
    draft = Draft(page.working.title, page.working.html, look=beside)
    based_on = page.working.number
    pages.revise(session, page, draft, based_on=based_on, author=EDITOR, now=day(1))


def test_an_icon_goes_live_with_its_text(session: Session, region: Region) -> None:
    """A new icon is part of the working copy; readers get it when that is published."""
    page = live(session, region)
    before = shown(session, region)
    saved(session, page, HEART)
    assert (before, HEART) == (shown(session, region), look(page))
    releasing.publish(session, page, now=day(2))
    assert shown(session, region)[0]["thumbnail"].endswith("/static/icons/heart.svg")


def test_an_organisation_goes_live_with_its_text(session: Session, region: Region) -> None:
    """So does the organisation behind a page, and its absence."""
    page = live(session, region)
    office = Organisation(region_id=region.id, slug="amt", name="Amt", website="https://a.example")
    session.add(office)
    session.flush()
    saved(session, page, Look("", office.id))
    releasing.publish(session, page, now=day(2))
    assert "Amt" == shown(session, region)[0]["organization"]["name"]
    saved(session, page, Look())
    releasing.publish(session, page, now=day(3))
    assert None is shown(session, region)[0]["organization"]


def test_a_text_without_a_look_keeps_the_one_there_is(session: Session, region: Region) -> None:
    """Machines that send a text only do not take the icon away."""
    page = live(session, region)
    saved(session, page, HEART)
    revise(session, page, "<p>Neu.</p>")
    assert HEART == look(page)


def test_another_region_s_organisation_is_not_taken(session: Session, region: Region) -> None:
    """A page names organisations of its own region only; one that is not there is refused, too."""
    page = live(session, region)
    other = regions.create(session, "nachbarort", "Nachbarort", ["de", "en"], NOW)
    facts = organisations.Facts("Verein", "https://verein.example")
    theirs = organisations.add(session, other, facts).id
    for number in (theirs, 999_999):
        with pytest.raises(Invalid, match="organisation"):
            saved(session, page, Look("", number))


def test_the_same_look_is_no_change(session: Session, region: Region) -> None:
    """Saving text and look as they are makes no revision."""
    page = live(session, region)
    saved(session, page, HEART)
    number = page.working.number if page.working else 0
    saved(session, page, HEART)
    assert page.working is not None
    assert number == page.working.number
