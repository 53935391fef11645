"""Where a page stands: what an editor has to see before touching it."""

from sqlalchemy.orm import Session

from app.models import Region
from app.services.editing import standing
from app.services.pages import pages, releasing
from tests.services.guide import begun, day, live, live_in_english, revise


def test_a_working_copy_beside_a_live_page(session: Session, region: Region) -> None:
    """Readers have one text, editors another; both are named."""
    page = live(session, region)
    assert not standing.of(session, region, page).is_changed
    revise(session, page, "<p>Neu.</p>")
    found = standing.of(session, region, page)
    assert ("changed", True, 2) == (found.word, found.is_changed, found.working.number)
    assert found.published is not None
    assert 1 == found.published.number


def test_what_waits_in_each_language(session: Session, region: Region) -> None:
    """The worst state, and how many paragraphs of how many characters wait there."""
    page = live(session, region)
    live_in_english(session, page)
    revise(session, page, "<p>Die Schule ist zu.</p><p>Neu.</p>")
    releasing.publish(session, page, now=day(1))
    marks = {mark.code: mark for mark in standing.of(session, region, page).marks}
    assert ["en", "ar", "fa", "ru", "tr", "uk"] == list(marks)
    english, arabic = marks["en"], marks["ar"]
    assert ("incomplete", True, 2) == (english.state, english.is_live, english.paragraphs)
    length = len("Die Schule ist zu.") + len("Neu.")
    assert (length, "missing", "rtl") == (english.characters, arabic.state, arabic.direction)


def test_a_closed_page_above_closes_this_one(session: Session, region: Region) -> None:
    """Readers reach a page only through those above it."""
    top = begun(session, region, "Bildung")
    page = live(session, region, parent=top)
    found = standing.of(session, region, page)
    assert (((top.id, "Bildung"),), found.above) == (found.closed, found.closed)
    releasing.publish(session, top, now=day(1))
    assert () == standing.of(session, region, page).closed
    pages.archive(session, top, now=day(2))
    assert "below archived" == standing.of(session, region, page).word
