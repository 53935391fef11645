"""The deeds of those who write: each is one use case, noted in the audit trail."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from app.errors import Conflict, Invalid
from app.models import Content, Organisation, Region
from app.services import events
from app.services.editing import deeds, standing
from app.services.editing.typed import Typed, draft
from app.services.pages import pages
from tests.services.editing.writers import ADA, BEA, number, working
from tests.services.guide import begun, day, live, live_in_english, revise, shown, texts, titles

NEW = "<p>Die Schule ist zu.</p>"


def actions(session: Session, page: Content) -> list[tuple[str, str]]:
    """Who did what to the page, the oldest first."""
    return [(e.actor, e.action) for e in reversed(events.newest(session, content_id=page.id))]


def save(session: Session, region: Region, page: Content, body: str, based_on: int) -> bool:
    """The page saved by Ada with another body."""
    wanted = draft(session, region, replace(working(page), body=body), (), page)
    return deeds.save(session, page, wanted, based_on, ADA, now=day(1))


def test_saving_the_same_is_told(session: Session, region: Region) -> None:
    """Nothing is noted when nothing changed."""
    page = live(session, region)
    assert not save(session, region, page, "<p>Die Schule ist offen.</p>", 1)
    assert save(session, region, page, NEW, 1)
    assert [("Ada", "page.save")] == actions(session, page)


def test_the_description_stays(session: Session, region: Region) -> None:
    """What the form does not show is not lost by saving it."""
    page = begun(session, region)
    pages.revise(
        session, page, pages.Draft("Schule", "<p>a</p>", "Für Eltern"), based_on=1, author="", now=day(1)
    )  # fmt: skip
    assert save(session, region, page, NEW, 2)
    assert page.working is not None
    assert "Für Eltern" == page.working.description


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (Typed(" ", "<p>a</p>"), "title"),
        (Typed("a", icon="https://evil.example/a.svg"), "icon"),
        (Typed("a", organisation="4711"), "organisation"),
        (Typed("a", organisation="x"), "organisation"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(
    session: Session, region: Region, typed: Typed, field: str
) -> None:
    """So that the form can say it beside the field."""
    with pytest.raises(Invalid, match=f"^{field}:"):
        draft(session, region, typed, ("/static/icons/heart.svg",))


def test_an_organisation_of_another_region_is_refused(session: Session, region: Region) -> None:
    """Each region has its own."""
    other = Region(slug="b", name="B", created_at=day(0), aliases={}, features={})
    session.add(other)
    session.flush()
    office = Organisation(region_id=other.id, slug="amt", name="Amt", website="https://a.example")
    session.add(office)
    session.flush()
    with pytest.raises(Invalid, match="organisation"):
        draft(session, region, Typed("a", organisation=str(office.id)), ())


def test_an_author_hands_in_and_an_editor_sends_back(session: Session, region: Region) -> None:
    """The note is kept, and told to the author."""
    page = begun(session, region)
    deeds.submit(session, page, ADA, now=day(1))
    assert "review" == standing.of(session, region, page).word
    deeds.send_back(session, page, " Bitte kürzer. ", BEA, now=day(2))
    found = standing.of(session, region, page)
    assert found.handed is not None
    assert ("draft", "Bea", "Bitte kürzer.") == (found.word, found.handed.actor, found.handed.note)
    with pytest.raises(Conflict, match="does not wait"):
        deeds.send_back(session, page, "Noch einmal", BEA, now=day(3))


def test_sending_back_needs_a_word_why(session: Session, region: Region) -> None:
    """An author must know what to do."""
    page = begun(session, region)
    deeds.submit(session, page, ADA, now=day(1))
    with pytest.raises(Invalid, match="note"):
        deeds.send_back(session, page, "  ", BEA, now=day(2))


def test_what_was_looked_at_is_published(session: Session, region: Region) -> None:
    """Not what a colleague saved in the minute between."""
    page = live(session, region)
    save(session, region, page, NEW, 1)
    revise(session, page, "<p>Anders.</p>")
    with pytest.raises(Conflict, match="at revision 3, not 2"):
        deeds.publish(session, page, 2, (), BEA, now=day(2))
    told = deeds.publish(session, page, 3, (), BEA, now=day(2))
    assert ["<p>Anders.</p>"] == texts(session, region)
    (event, *_) = events.newest(session, content_id=page.id)
    assert {"revision": 3, "languages": [], **deeds.figures(told)} == event.detail


def test_a_page_comes_back_in_the_languages_that_had_it(session: Session, region: Region) -> None:
    """Withdrawing takes it from all readers, publishing gives it back to the same ones."""
    page = live(session, region)
    live_in_english(session, page)
    assert ["de", "en"] == deeds.withdraw(session, page, ADA, now=day(1))
    assert ([], []) == (titles(session, region), titles(session, region, "en"))
    deeds.publish(session, page, 1, (), ADA, now=day(2))
    assert (["Schule"], ["School"]) == (titles(session, region), titles(session, region, "en"))


def test_a_working_copy_is_discarded(session: Session, region: Region) -> None:
    """The text that readers have is the working copy again; the other stays in the history."""
    page = live(session, region, html="<p>Eins.</p><p>Zwei.</p>")
    before = shown(session, region)
    save(session, region, page, "<p>Eins.</p>", 1)
    deeds.discard(session, page, 2, ADA, now=day(2))
    assert ("live", 1) == (standing.of(session, region, page).word, number(page))
    assert save(session, region, page, "<p>Eins!</p><p>Zwei, drei.</p>", 1)
    assert (3, before) == (number(page), shown(session, region))


def test_only_a_page_with_readers_can_go_back_to_them(session: Session, region: Region) -> None:
    """A draft that was never published has nothing to go back to; nor is a newer one thrown away."""
    page = begun(session, region)
    with pytest.raises(Conflict, match="never published"):
        deeds.discard(session, page, 1, ADA, now=day(1))
    page = live(session, region, "Amt")
    save(session, region, page, NEW, 1)
    with pytest.raises(Conflict, match="at revision 2, not 1"):
        deeds.discard(session, page, 1, ADA, now=day(1))
