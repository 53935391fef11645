"""Existing translations of whole pages taken over."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.models import Head, Region, Takeover, Target
from app.services.pages import releasing, takeover, translations
from app.services.pages.takeover import Origin
from tests.fixtures.guides import NOW
from tests.services.guide import PERSON, day, live, live_in_english, revise, texts

IMPORT = Origin("import", "translated", "import")
GERMAN = "<h2>Schule</h2><p>Die Schule ist offen.</p><ul><li>Bücher</li><li>Hefte</li></ul>"
SHORT = "<h2>School</h2><ul><li>Books</li><li>Pens</li></ul>"
LONG = SHORT.replace("<ul>", "<p>The school is open.</p><ul>")
ENGLISH = "<h2>School</h2><p>The school is open.</p><ul><li>Books</li><li>Exercise books</li></ul>"


def adopt(
    session: Session, region: Region, german: str, english: str, by: Origin = PERSON
) -> takeover.Report:
    """The report on a page of that German taken over in English."""
    page = live(session, region, html=german)
    return takeover.adopt_page(session, page, "en", "School", english, by=by, now=NOW)


def test_each_paragraph_gets_its_translation(session: Session, region: Region) -> None:
    """Where both pages are built alike, each paragraph answers the one in its place."""
    report = adopt(session, region, GERMAN, ENGLISH)
    assert (5, 0, 0, True) == (
        report.paired,
        report.without_translation,
        report.without_german,
        report.whole,
    )
    written = session.execute(select(Target.coded, Target.origin, Target.quality, Target.author))
    assert ("The school is open.", "human", "reviewed", PERSON.author) in [
        tuple(w) for w in written
    ]
    assert 5 == len(session.scalars(select(Head.segment_id)).all())
    assert [] == session.scalars(select(Takeover.content_id)).all()


def test_what_has_no_partner_is_counted(session: Session, region: Region) -> None:
    """German paragraphs without translation, and the other way round, are told of."""
    report = adopt(session, region, GERMAN, SHORT)
    assert (4, 1, 0, False) == (
        report.paired,
        report.without_translation,
        report.without_german,
        report.whole,
    )
    report = adopt(session, region, "<h2>Schule</h2><ul><li>Bücher</li><li>Hefte</li></ul>", LONG)
    assert (1, False) == (report.without_german, report.whole)


def test_a_translation_needs_a_title(session: Session, region: Region) -> None:
    """A page is not taken over without a title."""
    page = live(session, region)
    with pytest.raises(Invalid, match=f"title: page {page.id} \\(en\\)"):
        takeover.adopt_page(session, page, "en", "", "<p>x</p>", by=PERSON, now=NOW)


def test_an_imported_page_is_served_word_for_word(session: Session, region: Region) -> None:
    """As long as nobody works on it and the German is the same, readers get the very page."""
    odd = "<div class='box'><h2>School</h2></div><p>The school is open.<br>Do come!</p><p>Books</p>"
    page = live(session, region, html=GERMAN)
    translations.save_page(session, page, "en", "School", odd, by=IMPORT, now=NOW)
    translations.publish(session, page, "en", now=NOW)
    assert [odd.replace("'", '"')] == texts(session, region, "en")


def test_an_imported_page_follows_the_german(session: Session, region: Region) -> None:
    """Once the German changes, its build is the German's, with the translations that still hold."""
    page = live(session, region, html=GERMAN)
    translations.save_page(
        session, page, "en", "School", f"<div>{ENGLISH}</div>", by=IMPORT, now=NOW
    )
    translations.publish(session, page, "en", now=NOW)
    assert [f"<div>{ENGLISH}</div>"] == texts(session, region, "en")
    revise(session, page, GERMAN.replace("<h2>Schule</h2>", ""), now=day(1))
    releasing.publish(session, page, now=day(1))
    assert [ENGLISH.replace("<h2>School</h2>", "")] == texts(session, region, "en")


def test_an_unsafe_translation_is_cleaned(session: Session, region: Region) -> None:
    """A script in an imported page is not kept."""
    page = live(session, region, html="<p>Offen.</p>")
    html = "<p>Open.</p><script>x()</script>"
    takeover.adopt_page(session, page, "en", "School", html, by=IMPORT, now=NOW)
    assert ["<p>Open.</p>"] == list(session.scalars(select(Takeover.html)))


def test_contact_data_that_disagrees_is_told(session: Session, region: Region) -> None:
    """A phone number that machine translation tore apart is reported with what is wrong."""
    report = adopt(
        session,
        region,
        "<p>Rufen Sie an: 0511 168-0.</p>",
        "<p>Please call: 0511 999-1.</p>",
    )
    assert 1 <= len(report.torn)


def test_taking_over_again_serves_the_newer(session: Session, region: Region) -> None:
    """A page taken over twice keeps both versions and serves the second."""
    page = live(session, region, html="<p>Offen.</p>")
    for english in ("<p>Open.</p>", "<p>Opened.</p>"):
        takeover.adopt_page(session, page, "en", "School", english, by=IMPORT, now=NOW)
    assert ["<p>Opened.</p>"] == list(session.scalars(select(Takeover.html)))
    served = session.scalars(
        select(Target.coded).join(Head, Head.target_id == Target.id).order_by(Target.coded)
    )
    assert ["Opened.", "School"] == list(served)
    assert 4 == len(session.scalars(select(Target.id)).all())


def test_amounts_alone_are_written_as_the_language_writes_them(
    session: Session, region: Region
) -> None:
    """A cell with a price keeps the translator's spelling, follows the German, and is never work."""
    html = "<table><tr><td>Eintritt</td><td>4,80 €</td></tr></table>"
    page = live(session, region, "Bad", html)
    english = "<table><tr><td>Entry</td><td>€4.80</td></tr></table>"
    live_in_english(session, page, "Pool", english)
    assert "€4.80" in texts(session, region, "en")[0]
    revise(session, page, html.replace("4,80", "5,50"), now=day(1))
    told = releasing.publish(session, page, now=day(1))
    assert 0 == told.translations
    assert "€5.50" in texts(session, region, "en")[0]
