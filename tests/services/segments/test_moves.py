"""Head moves: each time another translation comes to be served is written down."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Head, HeadMove, Region, Status, Target
from app.services.pages import releasing
from tests.fixtures.guides import NOW
from tests.services.guide import day, live, live_in_english, revise, translate

FEE = "<p>Die Gebühr beträgt 10 Euro.</p>"
DEARER = "<p>Die Gebühr beträgt 12 Euro.</p>"


def moves(session: Session) -> list[HeadMove]:
    """All moves in their order."""
    return list(session.scalars(select(HeadMove).order_by(HeadMove.id)))


def test_each_first_translation_is_a_move(session: Session, region: Region) -> None:
    """A translated page moves one head for its title and one for its paragraph, by the translator."""
    page = live(session, region)
    translate(session, page)
    found = moves(session)
    assert 2 == len(found)
    assert {(None, "translator@stadt.example", NOW)} == {
        (move.from_target_id, move.actor, move.at) for move in found
    }
    assert set(session.scalars(select(Head.target_id))) == {move.to_target_id for move in found}


def test_a_first_translation_ends_a_wait(session: Session, region: Region) -> None:
    """What was missing since it was published has been waited for since then."""
    page = live(session, region)
    translate(session, page)
    assert [(2, NOW), (2, NOW)] == [(m.severity, m.stale_since) for m in moves(session)]


def test_a_published_translation_is_noted_as_current(session: Session, region: Region) -> None:
    """Once a person's translation is published, nothing in the cache says that it is missing."""
    page = live(session, region)
    live_in_english(session, page)
    states = session.scalars(select(Status.state).where(Status.language == "en"))
    assert ["current", "current"] == list(states)


def test_a_carried_value_is_a_move_by_a_rule(session: Session, region: Region) -> None:
    """The rule is named with the class of the change; nobody waited."""
    page = live(session, region, html=FEE)
    live_in_english(session, page, html="<p>The fee is 10 euros.</p>")
    before = len(moves(session))
    revise(session, page, DEARER, now=day(1))
    releasing.publish(session, page, now=day(1))
    (move,) = moves(session)[before:]
    assert ("rule", "value", None, day(1)) == (move.actor, move.klass, move.stale_since, move.at)
    old = session.get_one(Target, move.from_target_id)
    new = session.get_one(Target, move.to_target_id)
    assert ("The fee is 10 euros.", "The fee is 12 euros.") == (old.coded, new.coded)


def test_a_restored_translation_is_a_move_of_today(session: Session, region: Region) -> None:
    """An old target that is served again moves at the time of serving, not of its making."""
    page = live(session, region, html=FEE)
    live_in_english(session, page, html="<p>The fee is 10 euros.</p>")
    for number, html in ((1, DEARER), (2, FEE)):
        revise(session, page, html, now=day(number))
        releasing.publish(session, page, now=day(number))
    last = moves(session)[-1]
    assert (day(2), "rule") == (last.at, last.actor)
    assert NOW == session.get_one(Target, last.to_target_id).at
