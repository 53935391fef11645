"""Documents read from the database: only what was written anew is read again."""

from __future__ import annotations

from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.models import Region
from app.services.documents import Document, Wanted, renewed
from app.services.pages import pages, releasing
from tests.fixtures.guides import NOW
from tests.services.guide import live, revise

GERMAN = Wanted("testdorf", "de", "page")


def look(engine: Engine, old: Document | None = None) -> Document:
    """The German document as it is now."""
    with engine.execution_options(read_only=True).connect() as connection:
        found = renewed(connection, GERMAN, old)
    assert found is not None
    return found


def test_what_nobody_wrote_is_not_read_again(
    engine: Engine, session: Session, region: Region
) -> None:
    """After one page was changed, the others' entries are the very ones that were held before."""
    first, second = live(session, region, "Eins"), live(session, region, "Zwei")
    session.commit()
    before = look(engine)
    revise(session, first, "<p>Die Schule ist zu.</p>")
    releasing.publish(session, first, now=NOW)
    session.commit()
    after = look(engine, before)
    assert b"Die Schule ist zu." in after.entries[after.by_id[first.id]].body
    assert after.entries[after.by_id[second.id]] is before.entries[before.by_id[second.id]]


def test_a_document_that_is_the_newest_stays(
    engine: Engine, session: Session, region: Region
) -> None:
    """Looking again without a publication gives the same document."""
    live(session, region)
    session.commit()
    before = look(engine)
    assert look(engine, before) is before


def test_order_and_absence_are_always_those_of_now(
    engine: Engine, session: Session, region: Region
) -> None:
    """Pages that moved stand elsewhere and an archived one is gone, though nothing of them is read."""
    one, two, three = (live(session, region, title) for title in ("Eins", "Zwei", "Drei"))
    session.commit()
    before = look(engine)
    pages.move(session, three, None, now=NOW)
    pages.archive(session, two, now=NOW)
    session.commit()
    after = look(engine, before)
    assert [three.id, one.id] == [entry.content_id for entry in after.entries]
    assert after == look(engine)
