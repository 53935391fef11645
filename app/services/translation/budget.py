"""Money in characters: reserved before a call, settled after it; changed by conditional updates only."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, or_, select, true, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.models import Budget, MachineCall, Region

KEPT_BACK = 10  # one part in so many is for urgent work only
URGENT = 3  # from this severity on


def month_of(now: datetime) -> str:
    """The month that a call is booked in, by UTC: "2026-11"."""
    return now.astimezone(UTC).strftime("%Y-%m")


def _ensure(session: Session, region_id: int, month: str) -> None:
    known = select(Budget.month).where(Budget.region_id == region_id, Budget.month == month)
    if session.scalar(known):
        return
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(Budget).on_conflict_do_nothing(index_elements=["region_id", "month"])
    limit = select(Region.monthly_limit).where(Region.id == region_id)
    row = {"region_id": region_id, "month": month, "limit": session.scalar(limit)}
    session.execute(statement, row | {"reserved": 0, "spent": 0})


def reserve(
    session: Session, region_id: int, characters: int, severity: int, now: datetime
) -> bool:
    """Hold `characters` of this month's budget; False (and nothing held) if they are not there."""
    month = month_of(now)
    _ensure(session, region_id, month)
    limit = select(Region.monthly_limit).where(Region.id == region_id).scalar_subquery()
    kept_back = 0 if severity >= URGENT else (limit + KEPT_BACK - 1) // KEPT_BACK
    fits: ColumnElement[bool] = or_(
        limit.is_(None), Budget.spent + Budget.reserved + characters <= limit - kept_back
    )
    done = session.execute(
        update(Budget)
        .where(Budget.region_id == region_id, Budget.month == month)
        .where(fits if characters else true())
        .values(reserved=Budget.reserved + characters)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def left(session: Session, region_id: int, severity: int, now: datetime) -> int:
    """What a limited region may still reserve this month for work of a severity; nobody else can
    reserve any until the transaction ends."""
    key = (region_id, month_of(now))
    row = session.get_one(Budget, key, populate_existing=True, with_for_update=True)
    limit = session.scalar(select(Region.monthly_limit).where(Region.id == region_id)) or 0
    kept_back = 0 if severity >= URGENT else (limit + KEPT_BACK - 1) // KEPT_BACK
    return max(0, limit - kept_back - row.spent - row.reserved)


def settle(session: Session, call: MachineCall, outcome: str, billed: int, now: datetime) -> bool:
    """Close a call once: its reservation goes, what was billed is spent.

    `unknown` keeps the reservation until it is compared with the provider's usage. False if somebody
    closed it before.
    """
    before = ("sent",) if outcome == "unknown" else ("sent", "unknown")
    closed = session.execute(
        update(MachineCall)
        .where(MachineCall.id == call.id, MachineCall.outcome.in_(before))
        .values(outcome=outcome, billed=billed, settled_at=now)
        .execution_options(synchronize_session=False)
    )
    if not closed.rowcount:  # type: ignore[attr-defined]
        return False
    if outcome != "unknown":
        session.execute(
            update(Budget)
            .where(Budget.region_id == call.region_id, Budget.month == call.month)
            .values(reserved=Budget.reserved - call.reserved, spent=Budget.spent + billed)
            .execution_options(synchronize_session=False)
        )
    session.expire(call)
    return True


def balance(session: Session, region_id: int, now: datetime) -> tuple[int, int, int | None]:
    """This month's (spent, reserved, limit) in characters."""
    row = session.get(Budget, (region_id, month_of(now)), populate_existing=True)
    limit = session.scalar(select(Region.monthly_limit).where(Region.id == region_id))
    return (row.spent, row.reserved, limit) if row else (0, 0, limit)
