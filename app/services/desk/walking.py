"""Walking through a queue: where a paragraph stands in it, and which comes after it or before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, func, literal, select
from sqlalchemy.orm import Session

from app.models import Region, Status
from app.services.desk import narrowing
from app.services.desk.narrowing import EVERYTHING, Filter
from app.services.desk.rungs import RUNGS, Key, Mark, in_order

PLACE = (
    Status.severity, Status.since, Status.content_id, Status.position, Status.segment_id,
)  # fmt: skip


@dataclass(frozen=True)
class Walk:
    """A queue as one walks through it: whose language, which queue, what of it, by which clock."""

    region: Region
    language: str
    queue: str
    now: datetime
    wanted: Filter = EVERYTHING


@dataclass(frozen=True)
class Spot:
    """Where a paragraph stands in a queue: so many before it, so many in all; it may have left."""

    before: int
    total: int
    is_in: bool


def spot(session: Session, walk: Walk, segment_id: int) -> Spot:
    """Where a paragraph stands in the order of its queue."""
    mark = _mark(session, walk, segment_id)
    own = _counted(walk, Status.segment_id == segment_id)
    before: list[ColumnElement[int]] = [literal(0)]
    if mark is not None and walk.queue in RUNGS:
        rungs = RUNGS[walk.queue]
        before = [_counted(walk, rung.holds(), mark.is_after(rung, walk.now)) for rung in rungs]
    total, is_in, *several = session.execute(select(_counted(walk), own, *before)).one()
    if mark is not None and walk.queue not in RUNGS:
        most = mark.key(walk.now)
        several = [key < most for key, _ in _keys(session, _walked(select(*PLACE), walk), walk)]
    return Spot(sum(several), total, bool(is_in))


def _counted(walk: Walk, *which: ColumnElement[bool]) -> ColumnElement[int]:
    """How many paragraphs of a queue there are of which this holds."""
    counted = _walked(select(func.count()), walk).where(*which)
    return cast("Select[int]", counted).scalar_subquery()


def after(
    session: Session, walk: Walk, segment_id: int, *, user_id: int | None = None
) -> int | None:
    """The paragraph that comes next, from the beginning again after the last one; None if no other
    is left. With `user_id`, those that somebody else has open are passed over."""
    mark = _mark(session, walk, segment_id)
    found = _first(session, walk, segment_id, mark, user_id) if mark else None
    return found or _first(session, walk, segment_id, None, user_id)


def _first(
    session: Session, walk: Walk, segment_id: int, mark: Mark | None, user_id: int | None
) -> int | None:
    """The first paragraph behind a place, or of all, other than the one named."""
    query = _walked(select(*PLACE), walk).where(Status.segment_id != segment_id)
    if user_id is not None:
        query = query.where(narrowing.is_free(walk.language, user_id, walk.now))
    found: list[tuple[Key, int]] = []
    for rung in RUNGS.get(walk.queue, ()):
        on_it = query.where(rung.holds()).order_by(*in_order()).limit(1)
        if mark is not None:
            on_it = on_it.where(mark.is_before(rung, walk.now))
        found += _keys(session, on_it, walk)
    if walk.queue not in RUNGS:
        least = mark.key(walk.now) if mark else None
        found = [one for one in _keys(session, query, walk) if least is None or one[0] > least]
    return min(found)[1] if found else None


def before(session: Session, walk: Walk, segment_id: int) -> int | None:
    """The paragraph that stands before this one; None at the beginning."""
    mark = _mark(session, walk, segment_id)
    if mark is None:
        return None
    query = _walked(select(*PLACE), walk)
    found: list[tuple[Key, int]] = []
    for rung in RUNGS.get(walk.queue, ()):
        on_it = query.where(rung.holds(), mark.is_after(rung, walk.now))
        backwards = [column.desc() for column in in_order()]
        found += _keys(session, on_it.order_by(*backwards).limit(1), walk)
    if walk.queue not in RUNGS:
        most = mark.key(walk.now)
        found = [one for one in _keys(session, query, walk) if one[0] < most]
    return max(found)[1] if found else None


def _keys(session: Session, query: Select[*tuple[Any, ...]], walk: Walk) -> list[tuple[Key, int]]:
    """The places of what a query of PLACE finds, each with its paragraph."""
    return [(mark.key(walk.now), segment_id) for mark, segment_id in _places(session, query)]


def _places(session: Session, query: Select[*tuple[Any, ...]]) -> Iterator[tuple[Mark, int]]:
    for row in session.execute(query):
        yield Mark(row.severity, row.since, row.content_id, row.position), row.segment_id


def _walked(query: Select[*tuple[Any, ...]], walk: Walk) -> Select[*tuple[Any, ...]]:
    return narrowing.walked(query, walk.region, walk.language, walk.queue, walk.now, walk.wanted)


def _mark(session: Session, walk: Walk, segment_id: int) -> Mark | None:
    row = session.execute(
        select(Status.severity, Status.since, Status.content_id, Status.position).where(
            Status.segment_id == segment_id, Status.language == walk.language,
            Status.region_id == walk.region.id,
        )
    ).first()  # fmt: skip
    return Mark(*row) if row else None
