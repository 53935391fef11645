"""The provider's own count beside ours: what became of calls that nobody answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.domain.machines.settlement import charged
from app.errors import TranslationFailed
from app.models import MachineCall
from app.services.translation import budget, engines
from app.services.translation.engines import Engines

Open = Callable[[], AbstractContextManager[Session]]


def compare_all(transaction: Open, found: Engines, clock: Callable[[], datetime]) -> int:
    """Ask each paid engine for its usage and settle unknown calls by it; how many were settled."""
    settled = 0
    for name, engine in found.items():
        if not engine.paid:
            continue
        asked = clock()
        try:
            counted = engine.usage()
        except TranslationFailed:
            continue
        if counted is not None:
            with transaction() as session:
                settled += compare(session, name, counted.used, clock(), asked)
    return settled


def begin(session: Session, name: str, used: int, now: datetime) -> None:
    """Note what the provider had counted before we sent it anything."""
    row = engines.state(session, name)
    if row.usage is None:
        row.usage, row.usage_at = used, now
        session.flush()


def compare(
    session: Session, name: str, used: int, now: datetime, asked: datetime | None = None
) -> int:
    """Settle the unknown calls of an engine by what its provider has counted since the last look;
    how many were settled.

    `asked` is when the provider was asked; nothing is compared if a call was under way between then
    and now, for nobody knows whether it is in the count. Counted exactly our answered calls: the
    unknown ones were not billed. Counted some of those too: they were, if it can't be others.
    """
    row = engines.state(session, name)
    before, since = row.usage, row.usage_at
    if _under_way(session, name, asked or now):
        return 0
    calls = _unknown(session, name)
    row.usage, row.usage_at = used, now
    if before is None or since is None or used < before or not calls:
        return 0
    extra = used - before - _answered(session, name, since)
    prices = [((call.region_id, call.month), call.reserved) for call in calls]
    paid = charged(prices, extra)
    if paid is None:
        row.usage, row.usage_at = before, since  # look again when more is known
        return 0
    for place, call in enumerate(calls):
        outcome = "ok" if place in paid else "refused"
        budget.settle(session, call, outcome, call.reserved if place in paid else 0, now)
    return len(calls)


def _under_way(session: Session, name: str, asked: datetime) -> bool:
    """Whether a call of the engine waits for its answer, or has waited for it since `asked`."""
    found = session.scalar(
        select(MachineCall.id)
        .where(MachineCall.engine == name, MachineCall.outcome != "unknown")
        .where(or_(MachineCall.settled_at.is_(None), MachineCall.settled_at > asked))
        .limit(1)
    )
    return found is not None


def _unknown(session: Session, name: str) -> Sequence[MachineCall]:
    return session.scalars(
        select(MachineCall)
        .where(MachineCall.engine == name, MachineCall.outcome == "unknown")
        .order_by(MachineCall.id)
    ).all()


def _answered(session: Session, name: str, since: datetime) -> int:
    return (
        session.scalar(
            select(func.coalesce(func.sum(MachineCall.billed), 0)).where(
                MachineCall.engine == name,
                MachineCall.outcome == "ok",
                MachineCall.settled_at > since,
            )
        )
        or 0
    )
