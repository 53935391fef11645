"""The outline of pages for a translator of one language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.models import Assignment, Region, User
from app.services.desk.pages import page_list
from app.services.desk.pages.page_list import Line, Wanted
from app.services.overviews import page_tree
from app.services.pages import pages, releasing
from scripts.wide_guide import filled
from tests.fixtures.guides import NOW
from tests.services.guide import begun, day, live, live_in_english, revise, translate


def lines(session: Session, region: Region, language: str = "en") -> dict[str, Line]:
    """The outline by title."""
    return {line.title: line for line in page_list.read(session, region, language)}


def titles(session: Session, region: Region, **asked: object) -> list[str]:
    """The titles of the pages that fit."""
    found = page_list.read(session, region, "en")
    return [one.title for one in page_list.find(session, region, found, Wanted(**asked))]  # type: ignore[arg-type]


def test_pages_stand_in_the_order_of_the_tree(session: Session, region: Region) -> None:
    """With their level, the titles above and the section; archived ones are left out."""
    family = live(session, region, "Familie")
    live(session, region, "Arbeit")
    kita = live(session, region, "Kita", parent=family)
    live(session, region, "Gebühren", parent=kita)
    pages.archive(session, live(session, region, "Altes", parent=family), now=NOW)
    found = page_list.read(session, region, "en")
    assert [("Familie", 1), ("Kita", 2), ("Gebühren", 3), ("Arbeit", 1)] == [
        (line.title, line.level) for line in found
    ]
    assert (("Familie", "Kita"), family.id) == (found[2].above, found[2].section)
    assert ["Familie", "Arbeit"] == [line.title for line in page_list.sections(found)]


def test_a_page_says_how_it_stands_in_the_language(session: Session, region: Region) -> None:
    """Its state, how much is fresh, what is open, and whether readers have it."""
    begun(session, region, "Entwurf")
    live(session, region, "Neu")
    live_in_english(session, live(session, region, "Fertig"))
    translate(session, live(session, region, "Bereit"))
    old = live(session, region, "Alt")
    live_in_english(session, old)
    revise(session, old, "<p>Etwas ganz anderes steht jetzt auf dieser Seite.</p>", now=day(1))
    releasing.publish(session, old, now=day(1))
    found = lines(session, region)
    assert ("hidden", False) == (found["Entwurf"].state, found["Entwurf"].is_published)
    assert ("missing", 0, 2) == (found["Neu"].state, found["Neu"].percent, found["Neu"].open)
    assert ("current", 100, 0, True) == (
        found["Fertig"].state, found["Fertig"].percent, found["Fertig"].open,
        found["Fertig"].is_live,
    )  # fmt: skip
    assert ("in review", False, "draft") == (
        found["Bereit"].state, found["Bereit"].is_live, found["Bereit"].entry
    )  # fmt: skip
    assert found["Alt"].state in ("stale", "incomplete")
    assert 1 == found["Alt"].open
    assert "missing" == lines(session, region, "ar")["Fertig"].state


def test_the_tree_of_the_office_says_the_same(session: Session, region: Region) -> None:
    """State and fresh share of each page agree with what the office shows of the language."""
    filled(session, region, 60, NOW)
    leaves = page_tree.read(session, region, None).leaves
    for line in page_list.read(session, region, "ar"):
        glance = leaves[line.id].glances["ar"]
        assert (glance.state, glance.percent) == (line.state, line.percent)


def test_readers_do_not_have_a_page_without_the_one_above_it(
    session: Session, region: Region
) -> None:
    """A page that is live below one that is not counts as not live."""
    live_in_english(session, live(session, region, "Kita", parent=live(session, region, "Familie")))
    kita = lines(session, region)["Kita"]
    assert ("in review", 100, False) == (kita.state, kita.percent, kita.is_live)


def test_pages_are_found_by_what_is_asked(session: Session, region: Region) -> None:
    """By state, by words of the German, by section, by who looks after them."""
    family = live(session, region, "Familie", "<p>Ein Platz für Kinder.</p>")
    live_in_english(session, live(session, region, "Kita", parent=family))
    live_in_english(session, live(session, region, "Schule"))
    work = live(session, region, "Arbeit")
    assert ["Familie", "Arbeit"] == titles(session, region, state="work")
    assert ["Schule"] == titles(session, region, state="current")
    assert ["Familie"] == titles(session, region, text="platz kinder")
    assert ["Familie", "Kita"] == titles(session, region, section=family.id)
    person = User(email="a@example.org", name="Amal", fs_uniquifier="a", created_at=NOW)
    session.add(person)
    session.flush()
    session.add(
        Assignment(
            content_id=work.id, language="en", user_id=person.id, due_on=date(2026, 12, 1),
            author="Ada", at=NOW,
        )
    )  # fmt: skip
    session.flush()
    assert ["Arbeit"] == titles(session, region, user=person.id)
    mine = lines(session, region)["Arbeit"]
    assert ("Amal", date(2026, 12, 1)) == (mine.assignee, mine.due_on)
    assert "" == lines(session, region, "ar")["Arbeit"].assignee


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    sent: list[str] = []

    def note(*args: object) -> None:
        sent.append(str(args[2]))

    engine = session.get_bind()
    assert isinstance(engine, Engine)
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_many_pages_are_read_in_three_queries(session: Session, region: Region) -> None:
    """However many pages there are."""
    filled(session, region, 200, NOW, paragraphs=3)
    session.flush()
    with counted(session) as sent:
        assert 200 == len(page_list.read(session, region, "ar"))
    assert 3 == len(sent)
