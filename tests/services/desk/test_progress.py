"""What somebody has decided today."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor, Grant
from app.models import Content, Region
from app.services.desk import carried, progress, queues
from app.services.desk.paragraphs import confirming, deciding, undoing
from app.services.desk.progress import Progress
from app.services.pages import paragraph_facts, releasing
from tests.fixtures.guides import NOW
from tests.services.guide import day, live, live_in_english, revise

AMAL = Actor(1, "Amal", (Grant("translator", "testdorf", ("en",)),))
OLENA = Actor(2, "Olena", (Grant("translator", "testdorf", ("en",)),))
HTML = "<p>Bringen Sie den Pass mit.</p><p>Der Kurs ist am Abend.</p>"


def accept(session: Session, region: Region, page: Content, text: str, who: Actor) -> int:
    """The next paragraph of a page translated; its id."""
    (item, *_) = queues.items(session, region, "en", "new", day(0))
    one = paragraph_facts.one(session, page, item.segment_id, "en")
    deciding.accept(
        session, who, region, "en", one.id, text, made_against=one.source_hash,
        lock_version=one.lock_version, now=day(0),
    )  # fmt: skip
    return one.id


def today(session: Session, region: Region, who: Actor = AMAL, now: datetime = NOW) -> Progress:
    """The progress of the day."""
    return progress.of_today(session, who, region, "en", now)


def test_what_was_translated_counts_until_it_is_taken_back(
    session: Session, region: Region
) -> None:
    """Each paragraph once, of this person, in this language, today."""
    page = live(session, region, html=HTML)
    for text in ("School", "Bring your passport."):
        accept(session, region, page, text, AMAL)
    last = accept(session, region, page, "The course is in the evening.", OLENA)
    assert (Progress(translated=2), Progress(translated=1)) == (
        today(session, region), today(session, region, OLENA),
    )  # fmt: skip
    one = paragraph_facts.one(session, page, last, "en")
    deciding.accept(
        session, OLENA, region, "en", last, "The course is at night.",
        made_against=one.source_hash, lock_version=one.lock_version, now=day(0),
    )  # fmt: skip
    assert Progress(translated=1) == today(session, region, OLENA)
    undoing.undo(session, OLENA, region, "en", last, day(0))
    assert Progress() == today(session, region, OLENA)
    assert Progress() == progress.of_today(session, AMAL, region, "ar", day(0))


def test_ticking_off_many_counts_each_of_them(session: Session, region: Region) -> None:
    """What was confirmed at once is as many decisions as paragraphs, and no translation."""
    page = live(session, region, html="<p>Die Schule ist schön.</p><p>Das Bad ist offen.</p>")
    live_in_english(session, page, html="<p>The school is nice.</p><p>The pool is open.</p>")
    revise(session, page, "<p>Die Schule ist schön!</p><p>Das Bad ist offen!</p>", now=day(1))
    releasing.publish(session, page, now=day(1))
    ids = [item.segment_id for item in queues.items(session, region, "en", "advise", day(1))]
    assert 2 == len(ids)
    confirming.tick_off(session, AMAL, region, "en", ids, day(1))
    assert Progress(confirmed=2) == today(session, region, now=day(1))


def test_what_rules_did_is_taken_back_by_people(session: Session, region: Region) -> None:
    """A carried value that somebody did not want is a decision as well."""
    page = live(session, region, html="<p>Die Gebühr beträgt 10 Euro.</p>")
    live_in_english(session, page, html="<p>The fee is 10 euros.</p>")
    revise(session, page, "<p>Die Gebühr beträgt 12 Euro.</p>", now=day(1))
    releasing.publish(session, page, now=day(1))
    (one,) = carried.listed(session, region, "en", day(0))
    carried.undo(session, AMAL, region, "en", one.move_id, day(1))
    found = today(session, region, now=day(1))
    assert (Progress(taken_back=1), 1) == (found, found.total)


def test_the_day_begins_at_midnight_where_the_region_is(session: Session, region: Region) -> None:
    """By its own clock, in summer and in winter."""
    late = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)  # half past midnight
    assert timedelta(minutes=30) == late - progress.midnight(region, late)
    late = datetime(2026, 12, 1, 22, 30, tzinfo=UTC)  # half past eleven
    assert timedelta(hours=23, minutes=30) == late - progress.midnight(region, late)
    page = live(session, region, html=HTML)
    accept(session, region, page, "School", AMAL)  # at one o'clock in the afternoon
    assert [1, 0] == [
        today(session, region, now=day(0) + timedelta(hours=hours)).total for hours in (10, 11)
    ]
