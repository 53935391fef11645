"""What rules carried, and how a person takes it back."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor, Grant
from app.domain.facts.changed_facts import ChangedFact
from app.errors import Conflict, NotAllowed, NotFound
from app.models import Content, Event, Head, Region, Target
from app.services.desk import carried
from app.services.pages import releasing
from tests.services.guide import day, live, live_in_english, revise

TEN = "<p>Die Gebühr beträgt 10 Euro.</p>"
TWELVE = "<p>Die Gebühr beträgt 12 Euro.</p>"
ENGLISH = "<p>The fee is 10 euros.</p>"
AMAL = Actor(7, "Amal", (Grant("translator", "testdorf", ("en",)),))


def fee(session: Session, region: Region) -> Content:
    """A page whose fee became another; English followed by rule, on the first day."""
    page = live(session, region, html=TEN)
    live_in_english(session, page, html=ENGLISH)
    revise(session, page, TWELVE, now=day(1))
    releasing.publish(session, page, now=day(1))
    return page


def served(session: Session, segment_id: int) -> str:
    """What readers of English get for a paragraph."""
    head = session.get_one(Head, (segment_id, "en"), populate_existing=True)
    return session.get_one(Target, head.target_id).coded


def test_a_carried_value_is_told_from_before_to_after(session: Session, region: Region) -> None:
    """Which sum became which, and both English texts."""
    page = fee(session, region)
    (one,) = carried.listed(session, region, "en", day(0))
    assert (page.id, "Schule", "value", day(1)) == (one.content_id, one.title, one.klass, one.at)
    assert (ChangedFact("money", "10 Euro", "12 Euro"),) == one.facts
    assert ("The fee is 10 euros.", "The fee is 12 euros.") == (one.before, one.after)
    assert ["10"] == [stretch.text for stretch in one.diff if stretch.kind == "gone"]
    assert (False, True) == (one.taken_back, one.can_undo)


def test_links_and_phone_numbers_travel_by_rule_too(session: Session, region: Region) -> None:
    """An address behind a link and a number in the text are told like sums are."""
    page = live(session, region, html='<p>Rufen Sie <a href="/alt">hier</a> an: 0511 168 0.</p>')
    live_in_english(session, page, html='<p>Call <a href="/alt">here</a>: 0511 168 0.</p>')
    revise(
        session, page, '<p>Rufen Sie <a href="/neu">hier</a> an: 0511 168 22.</p>', now=day(1)
    )  # fmt: skip
    releasing.publish(session, page, now=day(1))
    (one,) = carried.listed(session, region, "en", day(0))
    assert [("tel", "0511 168 0", "0511 168 22"), ("link", "/alt", "/neu")] == [
        (fact.kind, fact.old, fact.new) for fact in one.facts
    ]


def test_what_is_older_or_of_another_language_is_not_listed(
    session: Session, region: Region
) -> None:
    """The list begins when it is asked to, and keeps to one language."""
    fee(session, region)
    assert (1, 0, 0) == (
        carried.count(session, region, "en", day(1)), carried.count(session, region, "en", day(2)),
        carried.count(session, region, "ar", day(0)),
    )  # fmt: skip
    assert [] == carried.listed(session, region, "en", day(2))


def test_a_translator_takes_back_what_a_rule_did(session: Session, region: Region) -> None:
    """The text from before is served, the line says so, and the trail knows who it was."""
    fee(session, region)
    (one,) = carried.listed(session, region, "en", day(0))
    assert one.segment_id == carried.undo(session, AMAL, region, "en", one.move_id, day(2))
    assert "The fee is 10 euros." == served(session, one.segment_id)
    (after,) = carried.listed(session, region, "en", day(0))
    assert (True, False) == (after.taken_back, after.can_undo)
    event = session.scalars(select(Event).where(Event.action == "paragraph.undo")).one()
    assert ("Amal", "en", one.content_id) == (event.actor, event.language, event.content_id)
    with pytest.raises(Conflict):
        carried.undo(session, AMAL, region, "en", one.move_id, day(3))


def test_only_rules_of_this_language_can_be_taken_back_here(
    session: Session, region: Region
) -> None:
    """Not in a language that is not one's own, not another's work, not what does not exist."""
    fee(session, region)
    (one,) = carried.listed(session, region, "en", day(0))
    with pytest.raises(NotAllowed):
        carried.undo(session, AMAL, region, "ar", one.move_id, day(2))
    anybody = Actor(8, "Ada", (Grant("editor", "testdorf"),))
    for language, move in (("ar", one.move_id), ("en", 1), ("en", 9999)):
        with pytest.raises(NotFound):
            carried.undo(session, anybody, region, language, move, day(2))
    assert "The fee is 12 euros." == served(session, one.segment_id)
