"""The ledger of machine translation, and what runs, waits and is held, for people to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Content, EngineState, Job, MachineCall, Region, Revision


@dataclass(frozen=True)
class Line:
    """One request as an accountant reads it; `balance` is what the month had cost after it."""

    id: int
    sent_at: datetime
    month: str
    language: str
    engine: str
    page: str
    texts: int
    reserved: int
    billed: int
    outcome: str
    balance: int


HEADINGS = tuple(field.name for field in fields(Line))


def cells(line: Line) -> Sequence[object]:
    """A line as the cells of a table under HEADINGS."""
    return tuple(vars(line).values())


def lines(session: Session, region: Region, month: str = "") -> list[Line]:
    """All requests of a region, the oldest first, or those of one month ("2026-11")."""
    query = (
        select(MachineCall, Revision.title)
        .join(Content, Content.id == MachineCall.content_id)
        .outerjoin(Revision, Revision.id == Content.published_revision_id)
        .where(MachineCall.region_id == region.id)
        .order_by(MachineCall.id)
    )
    if month:
        query = query.where(MachineCall.month == month)
    found: list[Line] = []
    balance: dict[str, int] = {}
    for call, title in session.execute(query):
        balance[call.month] = balance.get(call.month, 0) + call.billed
        found.append(
            Line(
                call.id, call.sent_at, call.month, call.language, call.engine, title or "",
                call.texts, call.reserved if call.outcome in ("sent", "unknown") else 0,
                call.billed, call.outcome, balance[call.month],
            )
        )  # fmt: skip
    return found


@dataclass(frozen=True)
class Heap:
    """Jobs of one language that are in one state for one reason."""

    language: str
    state: str
    reason: str
    jobs: int
    characters: int
    oldest: datetime


def heaps(session: Session, region: Region | None) -> list[Heap]:
    """What runs, waits and is held, by language, state and reason; done and dropped left out."""
    query = (
        select(
            Job.language, Job.state, Job.reason, func.count(), func.sum(Job.characters),
            func.min(Job.created_at),
        )
        .where(Job.state.in_(("waiting", "claimed", "held")))
        .group_by(Job.language, Job.state, Job.reason)
        .order_by(Job.language, Job.state, Job.reason)
    )  # fmt: skip
    if region is not None:
        query = query.where(Job.region_id == region.id)
    return [Heap(*row) for row in session.execute(query)]


def done(session: Session, region: Region | None) -> int:
    """How many jobs are done."""
    query = select(func.count()).select_from(Job).where(Job.state == "done")
    if region is not None:
        query = query.where(Job.region_id == region.id)
    return session.scalar(query) or 0


def engine_states(session: Session) -> Sequence[EngineState]:
    """What is known of the engines that were ever used."""
    return session.scalars(select(EngineState).order_by(EngineState.engine)).all()
