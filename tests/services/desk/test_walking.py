"""Walking through a queue of the desk."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from app.models import Claim, Region, User
from app.services.desk import queues, walking
from app.services.desk.queues import Filter
from app.services.desk.walking import Spot, Walk
from tests.fixtures.guides import NOW
from tests.services.desk.test_queues import TEXTS, page, revise, translate

LATER = NOW + timedelta(days=9, hours=5)


def order(session: Session, walk: Walk) -> list[int]:
    """The paragraphs of a queue as its list shows them."""
    found = queues.items(session, walk.region, walk.language, walk.queue, walk.now, walk.wanted)
    return [item.segment_id for item in found]


def test_a_walk_meets_each_paragraph_once_in_the_order_of_the_list(
    session: Session, region: Region
) -> None:
    """There and back, over several pages; after the last one it begins again."""
    for _ in range(2):
        page(session, region, *TEXTS)
    walk = Walk(region, "en", "new", LATER)
    listed = order(session, walk)
    there = [walking.after(session, walk, one) for one in listed]
    back = [walking.before(session, walk, one) for one in listed]
    assert (8, [*listed[1:], listed[0]], [None, *listed[:-1]]) == (len(listed), there, back)


def test_a_walk_knows_where_it_is(session: Session, region: Region) -> None:
    """So many before, so many in all; a filter counts what it lets through."""
    content = page(session, region, *TEXTS)
    other = page(session, region, "Das Bad ist offen.")
    walk = Walk(region, "en", "new", LATER)
    listed = order(session, walk)
    spots = [walking.spot(session, walk, one) for one in listed]
    assert [Spot(number, 6, True) for number in range(6)] == spots
    narrow = Walk(region, "en", "new", LATER, Filter(pages=(other.id,)))
    assert Spot(0, 2, False) == walking.spot(session, narrow, listed[0])
    assert content.id < other.id


def test_what_left_the_queue_still_has_its_place_in_the_order(
    session: Session, region: Region
) -> None:
    """Whoever decided on a paragraph goes on behind it, not at the beginning."""
    content = page(session, region, *TEXTS)
    listed = order(session, Walk(region, "en", "new", NOW))
    translate(session, region, content)
    revise(
        session,
        content,
        "Rufen Sie nie an: 0511 123.",
        TEXTS[1],
        "Der Kurs beginnt nicht um 9 Uhr.",
    )
    walk = Walk(region, "en", "now", NOW)
    waiting = order(session, walk)
    assert [listed[1], listed[3]] == waiting
    assert Spot(2, 2, False) == walking.spot(session, walk, listed[2])
    assert waiting[0] == walking.after(session, walk, listed[2])


def test_what_somebody_else_has_open_is_passed_over(session: Session, region: Region) -> None:
    """By those who want to go on with work, until the claim ends."""
    page(session, region, *TEXTS)
    people = [
        User(email=f"{n}@example.org", name=n, fs_uniquifier=n, created_at=NOW) for n in ("a", "b")
    ]
    session.add_all(people)
    session.flush()
    mine, theirs = people[0].id, people[1].id
    walk = Walk(region, "en", "new", NOW)
    listed = order(session, walk)
    until = NOW + timedelta(minutes=15)
    session.add(Claim(segment_id=listed[1], language="en", user_id=theirs, since=NOW, until=until))
    session.flush()
    assert listed[2] == walking.after(session, walk, listed[0], user_id=mine)
    assert listed[1] == walking.after(session, walk, listed[0], user_id=theirs)
    later = Walk(region, "en", "new", until)
    assert listed[1] == walking.after(session, later, listed[0], user_id=mine)


def test_an_empty_queue_leads_nowhere(session: Session, region: Region) -> None:
    """Neither does a paragraph that no longer stands anywhere."""
    content = page(session, region, TEXTS[0])
    first, second = order(session, Walk(region, "en", "new", NOW))
    translate(session, region, content)
    walk = Walk(region, "en", "new", NOW)
    assert (None, None) == (
        walking.after(session, walk, first), walking.before(session, walk, second)
    )  # fmt: skip
    revise(session, content, "Etwas ganz Anderes steht hier, das nie übersetzt wurde.")
    assert Spot(0, len(order(session, walk)), False) == walking.spot(session, walk, second)
