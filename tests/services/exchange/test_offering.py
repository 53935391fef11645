"""What could be exported, in numbers: the same that an export then takes."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.models import Region
from app.services.exchange.offering import Branch, offer
from app.services.exchange.selecting import ONLY, choose
from tests.services.guide import day, live
from tests.services.paragraph_guide import COURSE, edit, english


def test_numbers_are_those_of_the_export(session: Session, region: Region) -> None:
    """For each choice, and for each page with what stands below it."""
    page = english(session, region)
    edit(session, page, COURSE, "Sie brauchen einen Ausweis.", "Ganz neu.", "12 €")
    home = live(session, region, "Wohnen", "<p>Hier.</p>")
    live(session, region, "Miete", "<p>Unten.</p>", home)
    away = live(session, region, "Arbeit", "<p>Dort.</p>")
    away.archived_at = day(1)
    session.flush()
    found = offer(session, region, "en")
    for only in ONLY:
        taken = choose(session, region, "en", only)
        assert sum(len(one.units) for one in taken.pages) == found.counts[only]
    assert ("Wohnen", 0, 4, 4) == tuple(
        getattr(found.branches[1], name) for name in ("title", "depth", "open", "all")
    )
    assert [("1", 0), ("Wohnen", 0), ("Miete", 1)] == [(b.title, b.depth) for b in found.branches]
    assert Branch(page.id, "1", 0, 2, 3) == found.branches[0]
