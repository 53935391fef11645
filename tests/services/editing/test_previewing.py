"""Previewing: a page as readers of a language would get it, without anything being kept."""

import pytest
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models import Content, Region
from app.services.editing import previewing
from app.services.editing.previewing import Screen
from app.services.pages import translations
from app.services.pages.pages import Draft
from tests.services.guide import begun, day, live, live_in_english, rows, shown, translate


def screen(
    session: Session, region: Region, page: Content, language: str, draft: Draft | None = None
) -> Screen:
    """The page as an app would show it a day later; links lead to /N."""
    return previewing.screen(
        session, region, page, language, lambda number: f"/{number}", draft, now=day(1)
    )


def test_nothing_is_kept(session: Session, region: Region) -> None:
    """Looking is free: not a row comes or changes, and readers have what they had."""
    page = live(session, region)
    live_in_english(session, page)
    before = rows(session), shown(session, region), shown(session, region, "en")
    seen = screen(session, region, page, "de", Draft("Neu", "<p>Zu.</p>"))
    assert ("Neu", "<p>Zu.</p>") == (seen.title, seen.content)
    assert before == (rows(session), shown(session, region), shown(session, region, "en"))


def test_other_languages_show_what_would_become_of_them(session: Session, region: Region) -> None:
    """A carried number, a dated note at words that changed: as it will be once this is published."""
    page = live(
        session, region, html="<p>Rufen Sie 0821 1234567 an.</p><p>Die Schule ist offen.</p>"
    )
    english = "<p>Call 0821 1234567.</p><p>The school is open.</p>"
    live_in_english(session, page, html=english)
    draft = Draft("Schule", "<p>Rufen Sie 0821 7654321 an.</p><p>Die Schule hat Ferien.</p>")
    seen = screen(session, region, page, "en", draft)
    assert "0821 7654321" in seen.content
    assert "wegweiser-note" in seen.content


def test_links_lead_where_the_edge_wants(session: Session, region: Region) -> None:
    """The preview's own addresses stand in the place of the app's."""
    page = begun(session, region, html='<p><a href="page:12">Arzt</a></p>')
    assert '<p><a href="/12">Arzt</a></p>' == screen(session, region, page, "de").content


def test_what_keeps_a_language_away_is_named(session: Session, region: Region) -> None:
    """A page without a translated title does not appear there, however it is previewed."""
    page = live(session, region)
    assert "title" == screen(session, region, page, "ar").untranslated
    translate(session, page)
    translations.publish(session, page, "en", now=day(0))
    assert "" == screen(session, region, page, "en").untranslated


def test_titles_above_and_pages_below(session: Session, region: Region) -> None:
    """In the reader's language where it has them."""
    top = live(session, region, "Bildung")
    page = live(session, region, parent=top)
    below = live(session, region, "Ferien", parent=page)
    live_in_english(session, top, "Education")
    seen = screen(session, region, page, "de")
    assert (("Bildung",), ((below.id, "Ferien"),)) == (seen.above, seen.below)
    assert ("Education",) == screen(session, region, page, "en").above


def test_a_language_that_the_region_does_not_speak(session: Session, region: Region) -> None:
    """Is named."""
    with pytest.raises(NotFound, match="'pl'"):
        screen(session, region, live(session, region), "pl")
