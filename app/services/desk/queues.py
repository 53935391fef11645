"""Queues: what waits for a translator in one language, in the order in which it matters, and why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from app.models import Claim, Content, Occurrence, Region, Status
from app.services.desk.narrowing import EVERYTHING, LISTS, QUEUES, Filter, is_free, narrowed, walked
from app.services.desk.rungs import GRAVE, RUNGS, Key, Mark, Rung, in_order, is_from_machine

__all__ = ["EVERYTHING", "GRAVE", "QUEUES", "Filter", "Item", "counts", "items", "next_item"]

COLUMNS = (
    Status.segment_id, Status.content_id, Status.position, Status.state, Status.klass,
    Status.severity, Status.since,
)  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One paragraph in a queue, with what put it there."""

    segment_id: int
    content_id: int
    position: int
    source: str  # coded
    state: str
    klass: str
    severity: int
    since: datetime
    claimed_by: int | None  # a user who has it open now


def counts(
    session: Session, region: Region, language: str, now: datetime, wanted: Filter = EVERYTHING
) -> dict[str, int]:
    """How many paragraphs wait in each queue; one may wait in several."""
    kinds = (Status.state, Status.severity, Status.unseen, Status.offered)
    here = select(*kinds, func.count()).where(Status.region_id == region.id)
    grouped = narrowed(here, region, language, now, wanted)
    found = dict.fromkeys(QUEUES, 0)
    for state, severity, unseen, offered, number in session.execute(grouped.group_by(*kinds)):
        written = is_from_machine(state, unseen, offered)
        for name, rungs in RUNGS.items():
            if Rung(state, severity) in rungs and (written or name != "machine"):
                found[name] += number
    for name in LISTS:
        query = walked(select(func.count()), region, language, name, now, wanted)
        found[name] = session.scalar(query) or 0
    return found


def items(
    session: Session,
    region: Region,
    language: str,
    queue: str,
    now: datetime,
    wanted: Filter = EVERYTHING,
    *,
    but: Collection[int] = (),
    user_id: int | None = None,
    limit: int = 50,
    offset: int = 0,
) -> Sequence[Item]:
    """The paragraphs of a queue, the most urgent first.

    Urgency is severity weight × (1 + age in days ÷ 7), as long as nobody counts readers. `but` leaves
    segments out; with `user_id` those too that somebody else has open.
    """
    query = walked(select(*COLUMNS), region, language, queue, now, wanted)
    if but:
        query = query.where(Status.segment_id.not_in(but))
    if user_id is not None:
        query = query.where(is_free(language, user_id, now))
    rows = _first(session, query, queue, now, offset + limit)[offset:]
    segments = [row.segment_id for row in rows]
    texts, held = _texts(session, segments), _claimed(session, segments, language, now)
    return [
        Item(
            row.segment_id, row.content_id, row.position, texts.get(row.segment_id, ""), row.state,
            row.klass, row.severity, row.since, held.get(row.segment_id),
        )
        for row in rows
    ]  # fmt: skip


def _first(
    session: Session, query: Select[*tuple[Any, ...]], queue: str, now: datetime, number: int
) -> list[Row[Any]]:
    """The most urgent paragraphs that a query of COLUMNS finds, so many of them."""
    found: list[Row[Any]] = []
    for rung in RUNGS.get(queue, ()):
        on_it = query.where(rung.holds()).order_by(*in_order()).limit(number)
        found += session.execute(on_it).all()
    if queue not in RUNGS:
        found += session.execute(query).all()

    def key(row: Row[Any]) -> Key:
        return Mark(row.severity, row.since, row.content_id, row.position).key(now)

    return sorted(found, key=key)[:number]


def _texts(session: Session, segments: Collection[int]) -> dict[int, str]:
    """The published German of paragraphs."""
    if not segments:
        return {}
    rows = session.execute(
        select(Occurrence.segment_id, Occurrence.coded)
        .join(Content, Content.published_revision_id == Occurrence.revision_id)
        .where(Occurrence.segment_id.in_(segments))
    )
    return dict(iter(rows))


def _claimed(
    session: Session, segments: Collection[int], language: str, now: datetime
) -> dict[int, int]:
    rows = session.execute(
        select(Claim.segment_id, Claim.user_id).where(
            Claim.segment_id.in_(segments), Claim.language == language, Claim.until > now
        )
    )
    return dict(iter(rows))


def next_item(
    session: Session,
    region: Region,
    language: str,
    queue: str,
    now: datetime,
    wanted: Filter = EVERYTHING,
    *,
    but: Collection[int] = (),
    user_id: int | None = None,
) -> Item | None:
    """What to open next, if anything is left."""
    found = items(session, region, language, queue, now, wanted, but=but, user_id=user_id, limit=1)
    return found[0] if found else None
