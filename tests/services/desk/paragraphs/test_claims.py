"""Claims: who has a paragraph open."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from app.models import Region
from app.services.desk.paragraphs import claims
from tests.fixtures.guides import NOW
from tests.services.desk.desk_village import desk

SOON = NOW + timedelta(minutes=10)
MUCH_LATER = NOW + timedelta(minutes=16)


def test_who_comes_first_has_it_until_it_ends(session: Session, region: Region) -> None:
    """The second one is told who has it; after a quarter of an hour it is free."""
    village = desk(session, region)
    segment = village.segment(2)
    assert claims.take(session, village.amal, segment, "en", NOW).is_mine
    held = claims.take(session, village.bela, segment, "en", SOON)
    assert ("Amal", False, NOW) == (held.name, held.is_mine, held.since)
    held = claims.take(session, village.bela, segment, "en", MUCH_LATER)
    assert ("Bela", True, MUCH_LATER) == (held.name, held.is_mine, held.since)


def test_going_on_makes_it_last(session: Session, region: Region) -> None:
    """Whoever has it keeps it for another quarter of an hour, since when they began."""
    village = desk(session, region)
    segment = village.segment(2)
    claims.take(session, village.amal, segment, "en", NOW)
    held = claims.take(session, village.amal, segment, "en", SOON)
    assert (NOW, SOON + timedelta(minutes=claims.MINUTES)) == (held.since, held.until)
    assert not claims.take(session, village.bela, segment, "en", MUCH_LATER).is_mine


def test_it_can_be_taken_over_and_the_other_sees_it(session: Session, region: Region) -> None:
    """Taking over is allowed; the first one cannot close what is no longer theirs."""
    village = desk(session, region)
    segment = village.segment(2)
    claims.take(session, village.amal, segment, "en", NOW)
    assert claims.take(session, village.bela, segment, "en", SOON, over=True).is_mine
    claims.release(session, village.amal, segment, "en")
    assert "Bela" == claims.of(session, [segment], "en", SOON)[segment].name
    claims.release(session, village.bela, segment, "en")
    assert {} == claims.of(session, [segment], "en", SOON)


def test_another_language_is_another_claim(session: Session, region: Region) -> None:
    """Two languages of one paragraph are open at once."""
    village = desk(session, region)
    segment = village.segment(2)
    claims.take(session, village.amal, segment, "en", NOW)
    assert claims.take(session, village.bela, segment, "ar", NOW).is_mine
