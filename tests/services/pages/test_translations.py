"""A content in another language: begun, handed in, published."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Invalid, NotFound
from app.models import Head, Region, Target
from app.services.pages import pages, releasing, translations
from tests.fixtures.guides import NOW
from tests.services.guide import (
    PERSON,
    begun,
    day,
    live,
    live_in_english,
    revise,
    shown,
    texts,
    titles,
    translate,
)


def test_a_translation_is_a_draft_first(session: Session, region: Region) -> None:
    """A translated page is seen when it is published, not when it is saved."""
    page = live(session, region)
    translate(session, page)
    assert ("draft", "school") == (
        pages.translation(session, page, "en").state,
        pages.translation(session, page, "en").slug,
    )
    pages.submit(session, page, "en")
    assert "review" == pages.translation(session, page, "en").state
    assert [] == shown(session, region, "en")
    translations.publish(session, page, "en", now=NOW)
    assert ["<p>The school is open.</p>"] == texts(session, region, "en")


def test_languages_lead_to_one_another(session: Session, region: Region) -> None:
    """Each page names the same page in the other languages."""
    page = live(session, region)
    live_in_english(session, page)
    german, english = shown(session, region)[0], shown(session, region, "en")[0]
    assert {"en": english["id"]} == {
        code: entry["id"] for code, entry in german["available_languages"].items()
    }
    assert english["path"] == german["available_languages"]["en"]["path"]
    assert german["url"] == english["available_languages"]["de"]["url"]


def test_the_source_is_not_translated(session: Session, region: Region) -> None:
    """Saving a translation into the language a page is written in is refused."""
    page = live(session, region)
    with pytest.raises(Invalid, match="'de' is the language that page"):
        translate(session, page, "de")


def test_a_translation_needs_a_title(session: Session, region: Region) -> None:
    """A page without a title in a language is not saved there."""
    page = live(session, region)
    with pytest.raises(Invalid, match="title: page"):
        translate(session, page, "en", " ")


def test_a_translation_waits_for_its_german(session: Session, region: Region) -> None:
    """A page that German readers never had is published in no other language."""
    page = begun(session, region)
    translate(session, page)
    with pytest.raises(Invalid, match=f"page {page.id} is not published in 'de' yet"):
        translations.publish(session, page, "en", now=NOW)


def test_a_language_that_nobody_began_is_named(session: Session, region: Region) -> None:
    """There is nothing to publish before somebody translates."""
    page = live(session, region)
    with pytest.raises(NotFound, match="has no 'en' yet"):
        translations.publish(session, page, "en", now=NOW)


def test_a_page_without_a_translated_body_is_not_shown(session: Session, region: Region) -> None:
    """A title alone is no translation of a page that says something."""
    page = live(session, region)
    translate(session, page, "en", "School", "")
    with pytest.raises(Invalid, match="body has no translation yet"):
        translations.publish(session, page, "en", now=NOW)
    assert [] == shown(session, region, "en")


def test_an_empty_section_needs_its_title_only(session: Session, region: Region) -> None:
    """Where the German has no body, the title is the whole translation."""
    page = live(session, region, "Bildung", "")
    live_in_english(session, page, "Education", "")
    assert ["Education"] == titles(session, region, "en")


def test_a_page_is_reached_through_its_parents(session: Session, region: Region) -> None:
    """A translated page below an untranslated section appears when the section does."""
    top = live(session, region, "Bildung")
    live_in_english(session, live(session, region, "Schule", parent=top))
    assert [] == titles(session, region, "en")
    live_in_english(session, top, "Education")
    assert ["Education", "School"] == titles(session, region, "en")


def test_a_saved_translation_keeps_the_live_page(session: Session, region: Region) -> None:
    """Readers keep the page while a translator saves another version of it."""
    page = live(session, region)
    live_in_english(session, page)
    before = shown(session, region, "en")
    translate(session, page, "en", "School", "<p>The school is open today.</p>")
    assert "draft" == pages.translation(session, page, "en").state
    assert before == shown(session, region, "en")
    translations.publish(session, page, "en", now=day(1))
    assert ["<p>The school is open today.</p>"] == texts(session, region, "en")


def test_a_draft_waits_while_the_german_is_published(session: Session, region: Region) -> None:
    """A translator's draft of a live page is not shown because somebody publishes new German."""
    html = "<p>Die Schule ist offen.</p><p>Kommen Sie gern.</p>"
    page = live(session, region, "Schule", html)
    english = "<p>The school is open.</p><p>You are welcome.</p>"
    live_in_english(session, page, "School", english)
    translate(session, page, "en", "School", english.replace("open", "OPEN"))
    revise(session, page, html.replace("gern", "gerne"), now=day(1))
    releasing.publish(session, page, now=day(1))
    assert "OPEN" not in texts(session, region, "en")[0]
    translations.publish(session, page, "en", now=day(2))
    assert "The school is OPEN." in texts(session, region, "en")[0]


def test_targets_are_kept_for_ever(session: Session, region: Region) -> None:
    """A second translation does not overwrite the first; it is served instead of it."""
    page = live(session, region)
    translate(session, page)
    translate(session, page, "en", "School", "<p>The school is open today.</p>")
    written = session.scalars(
        select(Target.coded).where(Target.coded.startswith("The")).order_by(Target.id)
    )
    assert ["The school is open.", "The school is open today."] == list(written)
    served = session.scalars(
        select(Target.coded)
        .join(Head, Head.target_id == Target.id)
        .where(Target.coded.startswith("The"))
    )
    assert ["The school is open today."] == list(served)


def test_a_changed_german_leaves_other_paragraphs_alone(session: Session, region: Region) -> None:
    """Only the paragraph that changed is told to be old; the page stays, nothing goes blank."""
    page = live(session, region, html="<p>Die Schule ist offen.</p><p>Kommen Sie vorbei.</p>")
    live_in_english(session, page, html="<p>The school is open.</p><p>Drop by.</p>")
    revise(session, page, "<p>Die Schule wird umgebaut.</p><p>Kommen Sie vorbei.</p>", now=day(1))
    releasing.publish(session, page, now=day(1))
    (english,) = texts(session, region, "en")
    assert "The school is open." in english
    assert "<p>Drop by.</p>" in english
    assert 'data-state="stale"' in english
    assert english.index("data-state") < english.index("Drop by")


def test_a_page_with_its_own_slug(session: Session, region: Region) -> None:
    """The address of a translation can differ from its title."""
    page = live(session, region)
    translations.save_page(
        session, page, "en", "School", "<p>Open.</p>", by=PERSON, now=NOW, slug="Going to school"
    )
    assert "going-to-school" == pages.translation(session, page, "en").slug
