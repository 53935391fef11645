"""The order of a queue, with paragraphs of all severities and ages."""

from __future__ import annotations

import random
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.machines.urgency import WEIGHT
from app.models import Region, Status
from app.services.desk import queues, walking
from app.services.desk.walking import Spot, Walk
from tests.fixtures.guides import NOW
from tests.services.desk.desk_village import desk

PARAGRAPHS = 30


def test_the_most_urgent_comes_first_whatever_its_severity(
    session: Session, region: Region
) -> None:
    """Severity weight × (1 + age in weeks); the list, the way there and the way back agree on it."""
    desk(session, region, *(f"Absatz über das Thema {number}." for number in range(PARAGRAPHS)))
    chance = random.Random(7)
    rows = session.scalars(select(Status).where(Status.language == "en")).all()
    for row in rows:
        row.severity, row.since = (
            chance.choice(list(WEIGHT)),
            NOW - timedelta(days=chance.choice((0, 1, 7, 20, 100))),
        )
    session.flush()
    wanted = sorted(
        rows,
        key=lambda row: (
            -WEIGHT[row.severity] * (1 + (NOW - row.since) / timedelta(days=7)), row.position,
        ),
    )  # fmt: skip
    order = [row.segment_id for row in wanted]
    found = queues.items(session, region, "en", "new", NOW)
    assert order == [item.segment_id for item in found]
    assert order[10:15] == [
        item.segment_id
        for item in queues.items(session, region, "en", "new", NOW, limit=5, offset=10)
    ]
    walk = Walk(region, "en", "new", NOW)
    there = [walking.after(session, walk, one) for one in order]
    back = [walking.before(session, walk, one) for one in order]
    assert ([*order[1:], order[0]], [None, *order[:-1]]) == (there, back)
    spots = [walking.spot(session, walk, one) for one in order]
    assert [Spot(number, len(order), True) for number in range(len(order))] == spots
