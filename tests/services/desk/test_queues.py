"""Queues of the translators' desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.db import open_engine
from app.models import Claim, Content, Region, User
from app.services import regions
from app.services.desk import queues
from app.services.desk.queues import Filter
from app.services.pages import pages, paragraph_facts, paragraphs, releasing
from app.services.pages.takeover import Origin
from app.services.pages.translations import begin, publish
from app.services.segments import statuses
from tests.fixtures.guides import NOW

BY = Origin("human", "translated", "Amal")
TEXTS = ("Rufen Sie an: 0511 123.", "Bringen Sie den Pass mit.", "Der Kurs beginnt um 9 Uhr.")


def page(session: Session, region: Region, *texts: str) -> Content:
    """A live page of these paragraphs."""
    html = "".join(f"<p>{text}</p>" for text in texts)
    made = pages.create(session, region, pages.Draft("Kurse", html), author="Ada", now=NOW)
    releasing.publish(session, made, now=NOW, author="Ada")
    return made


def translate(session: Session, region: Region, content: Content) -> None:
    """Everything of it into English, by a person, and live."""
    begin(session, content, "en", "courses", NOW)
    for item in queues.items(session, region, "en", "new", NOW):
        one = paragraph_facts.one(session, content, item.segment_id, "en")
        text = {"Kurse": "Courses"}.get(one.source_text, f"English: {one.source}")
        paragraphs.save(
            session,
            one.id,
            "en",
            text,
            made_against=one.source_hash,
            lock_version=0,
            by=BY,
            now=NOW,
        )
    publish(session, content, "en", now=NOW)


def revise(session: Session, content: Content, *texts: str) -> None:
    """Another German text, live at once."""
    html = "".join(f"<p>{text}</p>" for text in texts)
    number = content.working.number if content.working else 0
    pages.revise(
        session, content, pages.Draft("Kurse", html), based_on=number, author="Ada", now=NOW
    )
    releasing.publish(session, content, now=NOW, author="Ada")


def test_what_nobody_has_translated_is_new(session: Session, region: Region) -> None:
    """A page without translation waits as a whole, in the order of its paragraphs."""
    page(session, region, *TEXTS)
    counted = queues.counts(session, region, "en", NOW)
    assert {"new": 4} == {name: count for name, count in counted.items() if count}
    found = queues.items(session, region, "en", "new", NOW)
    assert sorted(item.position for item in found) == [item.position for item in found]


def test_what_is_grave_waits_in_a_queue_of_its_own(session: Session, region: Region) -> None:
    """A prohibition that came waits under now, another wording under changed."""
    content = page(session, region, *TEXTS)
    translate(session, region, content)
    assert not any(queues.counts(session, region, "en", NOW).values())
    revise(
        session, content, TEXTS[0], "Bringen Sie den Pass nicht mit.",
        "Der Unterricht findet in einem ganz anderen Haus statt als bisher.",
    )  # fmt: skip
    counted = queues.counts(session, region, "en", NOW)
    assert (1, 1) == (counted["now"], counted["changed"] + counted["new"])
    assert ["critical"] == [item.klass for item in queues.items(session, region, "en", "now", NOW)]


def test_what_waits_longer_comes_first(session: Session, region: Region) -> None:
    """Of two equally grave paragraphs the older one is the more urgent."""
    first = page(session, region, "Ein alter Absatz mit Wörtern.")
    later = pages.create(
        session, region, pages.Draft("Später", "<p>Ein neuer Absatz.</p>"), author="Ada",
        now=NOW + timedelta(days=20),
    )  # fmt: skip
    releasing.publish(session, later, now=NOW + timedelta(days=20), author="Ada")
    found = queues.items(session, region, "en", "new", NOW + timedelta(days=21))
    assert [first.id, first.id, later.id, later.id] == [item.content_id for item in found]


def test_filters_narrow_a_queue(session: Session, region: Region) -> None:
    """By section, by words, by age."""
    one, other = page(session, region, *TEXTS), page(session, region, "Das Bad ist offen.")
    count = lambda wanted: queues.counts(session, region, "en", NOW, wanted)["new"]  # noqa: E731
    assert 2 == count(Filter(pages=(other.id,)))
    assert 1 == count(Filter(words="pass bringen"))
    assert 0 == count(Filter(days=3))
    assert 0 == count(Filter(assigned_to=1))
    assert one.id != other.id


def test_what_somebody_else_has_open_is_not_offered_next(session: Session, region: Region) -> None:
    """A claim keeps a paragraph away from others until it ends, and from nobody's list."""
    page(session, region, *TEXTS)
    people = [
        User(email=f"{n}@example.org", name=n, fs_uniquifier=n, created_at=NOW) for n in ("a", "b")
    ]
    session.add_all(people)
    session.flush()
    first = queues.next_item(session, region, "en", "new", NOW, user_id=people[1].id)
    assert first is not None
    session.add(
        Claim(
            segment_id=first.segment_id, language="en", user_id=people[0].id, since=NOW,
            until=NOW + timedelta(minutes=15),
        )
    )  # fmt: skip
    session.flush()
    mine = queues.next_item(session, region, "en", "new", NOW, user_id=people[0].id)
    theirs = queues.next_item(session, region, "en", "new", NOW, user_id=people[1].id)
    later = queues.next_item(
        session, region, "en", "new", NOW + timedelta(minutes=16), user_id=people[1].id
    )
    found = [one.segment_id == first.segment_id for one in (mine, theirs, later) if one]
    assert [True, False, True] == found


def test_two_texts_for_one_paragraph_wait_as_a_conflict(session: Session, region: Region) -> None:
    """Who was slower finds their text in the queue of conflicts."""
    content = page(session, region, "Das Bad ist offen.")
    translate(session, region, content)
    item = queues.items(session, region, "en", "conflicts", NOW)
    assert [] == list(item)
    one = paragraph_facts.of_content(session, content, "en")[1]
    saved = paragraphs.save(
        session, one.id, "en", "Another text.", made_against=one.source_hash, lock_version=0, by=BY,
        now=NOW,
    )  # fmt: skip
    assert "conflict" == saved.outcome
    assert [one.id] == [i.segment_id for i in queues.items(session, region, "en", "conflicts", NOW)]


@pytest.fixture
def hannover(demo_url: str) -> Iterator[tuple[Session, Region]]:
    """The demo guide."""
    engine = open_engine(demo_url)
    with Session(engine) as session:
        yield session, regions.get(session, "hannover")
    engine.dispose()


def test_queues_of_the_demo_guide_agree_with_its_status(hannover: tuple[Session, Region]) -> None:
    """What waits as now, changed and new is what the status calls stale and missing."""
    session, region = hannover
    counted = queues.counts(session, region, "tr", NOW)
    line = statuses.of_region(session, region, ["tr"])[0]
    stale = sum(len(page.status.by_state.get("stale", ())) for page in line.pages)
    missing = sum(len(page.status.by_state.get("missing", ())) for page in line.pages)
    assert stale == counted["now"] + counted["changed"] > 0
    assert missing == counted["new"]
