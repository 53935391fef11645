"""Files without an export of ours: memories and pages of integreat-cms, found by their German."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.exchange.translators import formats
from app.exchange.translators.parcels import Arrival, Pair, WholePage
from app.models import Region
from app.services.exchange import memory_file
from app.services.pages import takeover, translations
from tests.services.exchange.agency import AGENCY, Agency, outcomes
from tests.services.guide import day, live
from tests.services.paragraph_guide import (
    BOOK,
    COURSE,
    ENGLISH,
    edit,
    english,
    page_of,
    publish_language,
    served,
    states,
)

LINKED = 'Hier ist die <a href="https://example.org">Liste</a>.'


def memory(*pairs: tuple[str, str], tag: str = "en-US") -> Arrival:
    """A memory of another program."""
    found = (Pair(f"tu {n}", source, target, tag, (7,) if "⟦7⟧" in source else ())
             for n, (source, target) in enumerate(pairs))  # fmt: skip
    return Arrival("tmx", pairs=tuple(found))


def test_our_own_memory_says_nothing_new(session: Session, region: Region) -> None:
    """Written out and read in again."""
    english(session, region)
    data, _ = memory_file.export(session, AGENCY, day(1), "testdorf", "en")
    found = Agency(session).bring(formats.read(data))
    assert ({"same"}, 3) == ({row.decision.reason for row in found.rows}, len(found.rows))


def test_a_memory_fills_what_is_missing(session: Session, region: Region) -> None:
    """By equal German, with codes in the order of the source; other languages are left aside."""
    page = page_of(session, region, COURSE, LINKED, BOOK)
    linked = "Hier ist die ⟦7⟧Liste⟦/7⟧.", "Here is the ⟦7⟧list⟦/7⟧."
    given = memory((COURSE, ENGLISH[COURSE]), linked, ("Nie gehört.", "Unheard of."))
    french = memory((BOOK, "Il faut un cahier."), tag="fr")
    found = Agency(session).bring(Arrival("tmx", pairs=given.pairs + french.pairs))
    assert [("unknown", ""), ("applied", ""), ("applied", "")] == outcomes(found)
    assert 1 == found.ignored
    assert ["current", "current", "missing"] == states(session, page)
    assert "Here is the ⟦1⟧list⟦/1⟧." == served(session, page)[1]


def test_a_memory_never_drives_out_what_is_right(session: Session, region: Region) -> None:
    """A translation of the German of now stays; of several others nobody knows which is meant."""
    page = english(session, region)
    edit(session, page, COURSE, "Ganz neu.")
    given = memory((COURSE, "Other."), ("Ganz neu.", "One."), ("Ganz neu.", "Two."))
    found = Agency(session).bring(given)
    assert [("newer", "online"), ("rejected", "several")] == outcomes(found)
    assert ENGLISH[COURSE] == served(session, page)[0]


def sheet(title: str, html: str, target_title: str, target_html: str, path: str = "") -> Arrival:
    """A file of integreat-cms with one page."""
    page = WholePage("page 77", path, title, html, target_title, target_html)
    return Arrival("xliff-1.2", target_tag="en", pages=(page,))


GERMAN = f"<h2>Kurs</h2><p>{COURSE}</p><p>Rufen Sie 0821 3102-100 an.</p>"
SPOKEN = "<h2>Course</h2><p>The course starts in May.</p><p>Call 0821 3102-100.</p>"


def test_a_page_of_integreat_cms(session: Session, region: Region) -> None:
    """Found by its title, cut into our paragraphs, phone numbers in their locks; twice is once."""
    page = live(session, region, "Deutsch lernen", GERMAN)
    live(session, region, "Etwas anderes", GERMAN)
    arrival = sheet("Deutsch lernen", GERMAN, "Learn German", SPOKEN)
    agency = Agency(session)
    assert 4 == agency.bring(arrival).counts()["applied"]
    assert ["Course", "The course starts in May.", "Call ⟦1/⟧."] == served(session, page)
    assert {"unchanged": 4} == {k: n for k, n in agency.bring(arrival).counts().items() if n}


def test_a_page_whose_german_has_moved_on(session: Session, region: Region) -> None:
    """What its paragraphs answer is known from the file's own German."""
    page = live(session, region, "Deutsch lernen", GERMAN)
    edit(session, page, COURSE.replace("beginnt im Mai", "fällt aus"), title="Deutsch lernen")
    found = Agency(session).bring(sheet("Deutsch lernen", GERMAN, "Learn German", SPOKEN))
    assert [("applied", ""), ("older", "gone"), ("older", "source"), ("older", "gone")] == (
        outcomes(found)
    )
    assert ["stale"] == states(session, page)


def test_a_page_by_its_address(session: Session, region: Region) -> None:
    """Which counts before the title."""
    page = live(session, region, "Kurse", GERMAN)
    arrival = sheet("Nie so genannt", GERMAN, "Courses", SPOKEN, "/testdorf/de/kurse/")
    found = Agency(session).preview(arrival)
    assert [page.id] * 3 == [row.place.content_id for row in found.rows if row.place]
    assert ["unknown", "applied", "applied", "applied"] == [row.state for row in found.rows]


def test_a_page_that_nobody_knows(session: Session, region: Region) -> None:
    """And one that could be two."""
    live(session, region, "Kurse", GERMAN)
    live(session, region, "Kurse", GERMAN)
    for title in ("Kurse", "Unbekannt"):
        found = Agency(session).preview(sheet(title, GERMAN, "Courses", SPOKEN))
        assert ["unknown"] == [row.state for row in found.rows]


def test_what_people_wrote_here_stays(session: Session, region: Region) -> None:
    """A page's file does not say what it was made from: a person's text here is newer."""
    page = english(session, region, COURSE)
    html = f"<p>{COURSE}</p>"
    found = Agency(session).bring(sheet("1", html, "1", "<p>Other words.</p>"))
    assert ("newer", "online") in outcomes(found)
    assert [f"EN {COURSE}"] == served(session, page)


def test_what_was_taken_over_gives_way(session: Session, region: Region) -> None:
    """An imported page is what the file was made from."""
    page = page_of(session, region, COURSE, title="Deutsch lernen")
    by = takeover.Origin("import", "translated", "import")
    translations.save_page(session, page, "en", "Learn", "<p>Old words.</p>", by=by, now=day(0))
    publish_language(session, page)
    html = f"<p>{COURSE}</p>"
    found = Agency(session).bring(sheet("Deutsch lernen", html, "Learn", "<p>New words.</p>"))
    assert [("applied", "")] == outcomes(found)
    assert ["New words."] == served(session, page)
