"""The audit trail."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.models import Region
from app.services import events
from tests.fixtures.guides import NOW


def test_deeds_are_told_newest_first(session: Session, region: Region) -> None:
    """A region's trail begins with what was done last, and goes on where a person stopped reading."""
    for number in range(5):
        events.record(session, region.id, "Ada", "page.move", NOW, number=number)
    session.flush()
    first = events.newest(session, region.id, limit=3)
    assert [4, 3, 2] == [event.detail["number"] for event in first]
    rest = events.newest(session, region.id, before=first[-1].id)
    assert [1, 0] == [event.detail["number"] for event in rest]


def test_another_region_sees_none_of_it(session: Session, region: Region) -> None:
    """Deeds belong to their region."""
    events.record(session, region.id, "Ada", "page.move", NOW)
    session.flush()
    assert [] == list(events.newest(session, region.id + 1))
