"""What readers get, held in memory as it was published."""

from __future__ import annotations

from collections.abc import Iterator

import orjson
import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.models import Region
from app.services import regions
from app.services.documents import Document, join
from app.services.pages import pages, releasing
from app.services.publishing import catalogue, publication
from app.services.reading import Shelf
from tests.fixtures.guides import NOW
from tests.services.guide import begun, live, live_in_english, revise


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """The time as the shelf sees it."""
    return Clock()


@pytest.fixture
def shelf(engine: Engine, clock: Clock) -> Shelf:
    """A shelf that looks for new versions once in 10 seconds."""
    return Shelf(engine, 10, clock)


@pytest.fixture
def queries(engine: Engine) -> Iterator[list[str]]:
    """The statements that the database is asked, as they come."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        found.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


def titles(document: Document | None) -> list[str]:
    """The titles of a document, in order."""
    assert document is not None
    return [orjson.loads(entry.body)["title"] for entry in document.entries]


def test_a_document_is_the_tree_in_order(session: Session, region: Region, shelf: Shelf) -> None:
    """Pages stand depth-first, each found by its id and by its slugs."""
    a = live(session, region, "A")
    b = live(session, region, "B", parent=a)
    c = live(session, region, "C", parent=b)
    d = live(session, region, "D")
    session.commit()
    document = shelf.document("testdorf", "de")
    assert document is not None
    assert ["A", "B", "C", "D"] == titles(document)
    assert {a.id: 0, b.id: 1, c.id: 2, d.id: 3} == document.by_id
    assert {"a": 0, "b": 1, "c": 2, "d": 3} == document.by_slug
    assert [1, 2, 3, 1] == [entry.depth for entry in document.entries]


def test_what_is_below_and_above(session: Session, region: Region, shelf: Shelf) -> None:
    """Below ends at the sibling and at the wanted depth; above starts at the root, without itself."""
    a = live(session, region, "A")
    b = live(session, region, "B", parent=a)
    c = live(session, region, "C", parent=b)
    d = live(session, region, "D")
    session.commit()
    document = shelf.document("testdorf", "de")
    assert document is not None
    ids = {
        levels: [entry.content_id for entry in document.below(0, levels)] for levels in (0, 1, 2, 9)
    }
    everything = [a.id, b.id, c.id]
    assert {0: [a.id], 1: [a.id, b.id], 2: everything, 9: everything} == ids
    assert [d.id] == [entry.content_id for entry in document.below(3, 9)]
    assert [a.id, b.id] == [entry.content_id for entry in document.above(2)]
    assert [] == document.above(0)


def test_readers_are_not_asked_twice(
    session: Session, region: Region, shelf: Shelf, clock: Clock, queries: list[str]
) -> None:
    """Between two looks at the version the database is not asked at all; after one it is asked little."""
    live(session, region)
    session.commit()
    first = shelf.document("testdorf", "de")
    regions_ = shelf.regions()
    queries.clear()
    clock.now += 9
    assert (first, regions_) == (shelf.document("testdorf", "de"), shelf.regions())
    assert [] == queries
    clock.now += 2
    assert first is shelf.document("testdorf", "de")
    assert len([statement for statement in queries if "fragment" in statement]) == 0


def test_a_publication_is_seen_after_the_next_look(
    session: Session, region: Region, shelf: Shelf, clock: Clock
) -> None:
    """Readers get the new text at the latest when the time for looking is over."""
    page = live(session, region)
    session.commit()
    assert ["Schule"] == titles(shelf.document("testdorf", "de"))
    revise(session, page, "<p>Neu.</p>", title="Schulen")
    session.commit()
    clock.now += 11
    assert ["Schule"] == titles(shelf.document("testdorf", "de"))
    releasing.publish(session, page, now=NOW)
    session.commit()
    assert ["Schule"] == titles(shelf.document("testdorf", "de"))
    clock.now += 11
    assert ["Schulen"] == titles(shelf.document("testdorf", "de"))


def test_nobody_reads_what_is_not_committed(
    engine: Engine, session: Session, region: Region
) -> None:
    """A publication that is not finished, or fails, never reaches readers; nobody waits for it."""
    session.commit()
    live(session, region)
    shelf = Shelf(engine, 0)
    assert [] == titles(shelf.document("testdorf", "de"))
    session.rollback()
    assert [] == titles(shelf.document("testdorf", "de"))


def test_unknown_places_have_no_document(session: Session, region: Region, shelf: Shelf) -> None:
    """Neither a region nor a language that is not there has one; an empty language has."""
    session.commit()
    assert None is shelf.document("anderswo", "de")
    assert None is shelf.document("testdorf", "so")
    assert [] == titles(shelf.document("testdorf", "uk"))


def test_a_language_that_is_off_has_no_document(
    session: Session, region: Region, shelf: Shelf, clock: Clock
) -> None:
    """Switching a language off is seen at the next look, switching it on again too."""
    live_in_english(session, live(session, region))
    session.commit()
    assert ["School"] == titles(shelf.document("testdorf", "en"))
    for active in (False, True):
        regions.set_visibility(region, "en", active=active, visible=active)
        publication.publish_region(session, region.id, NOW)
        session.commit()
        clock.now += 11
        found = shelf.document("testdorf", "en")
        assert (["School"] if active else None) == (titles(found) if found else None)


def test_regions_are_known(session: Session, region: Region, shelf: Shelf, clock: Clock) -> None:
    """A region is known while it is listed and after it was put away."""
    session.commit()
    assert [True, False] == [shelf.is_known(slug) for slug in ("testdorf", "anderswo")]
    region.status = "archived"
    catalogue.publish_catalogue(session, NOW)
    session.commit()
    clock.now += 11
    assert shelf.is_known("testdorf")
    assert {} == shelf.regions().by_slug
    assert b"[]" == shelf.regions().body


def test_an_empty_database_has_an_empty_list(shelf: Shelf) -> None:
    """Before anything was published there are no regions, and nothing fails."""
    assert b"[]" == shelf.regions().body
    assert None is shelf.document("testdorf", "de")


def test_pages_that_are_not_public_are_told_apart(
    session: Session, region: Region, shelf: Shelf
) -> None:
    """A draft exists for who asks by its number or slug; an archived page's slug is forgotten."""
    draft, archived = begun(session, region, "Entwurf"), live(session, region, "Alt")
    pages.archive(session, archived, now=NOW)
    session.commit()
    assert [True, True, False] == [
        shelf.has_page("testdorf", id_) for id_ in (draft.id, archived.id, 4711)
    ]
    assert [True, False, False] == [
        shelf.knows_slug("testdorf", "de", slug) for slug in ("entwurf", "alt", "nie")
    ]
    assert not shelf.has_page("anderswo", draft.id)
    assert not shelf.knows_slug("testdorf", "en", "entwurf")


def test_stored_bytes_are_joined(session: Session, region: Region, shelf: Shelf) -> None:
    """The array that readers get is the stored bytes, unchanged, between brackets."""
    for title in "AB":
        live(session, region, title)
    session.commit()
    document = shelf.document("testdorf", "de")
    assert document is not None
    assert ["A", "B"] == [page["title"] for page in orjson.loads(join(document.entries))]
    assert b"[]" == join([])
