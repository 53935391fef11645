"""What machine translation costs a region this month, and what it will have cost at its end."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Budget, Job, Region
from app.services.translation.budget import KEPT_BACK, month_of


@dataclass(frozen=True)
class Money:
    """A month's characters: spent, reserved for calls that are under way, and waiting to be sent.

    `forecast` is what the month will have cost if it goes on as it has since the last one began;
    `usable` is what may still be sent of ordinary work, None without a limit.
    """

    month: str
    spent: int
    reserved: int
    waiting: int
    forecast: int
    limit: int | None

    @property
    def usable(self) -> int | None:
        """What is left after the tenth that is kept back for urgent work."""
        if self.limit is None:
            return None
        kept_back = (self.limit + KEPT_BACK - 1) // KEPT_BACK
        return max(0, self.limit - kept_back - self.spent - self.reserved)

    @property
    def is_short(self) -> bool:
        """Whether the month's limit will not do."""
        return self.limit is not None and self.forecast > self.limit


def of_region(session: Session, region: Region, now: datetime) -> Money:
    """The money of the month that `now` lies in; months are counted by UTC."""
    here = now.astimezone(UTC)
    before = here.replace(day=1) - timedelta(days=1)
    months = (month_of(here), month_of(before))
    booked = {
        row.month: row
        for row in session.scalars(
            select(Budget).where(Budget.region_id == region.id, Budget.month.in_(months))
        )
    }
    this, last = booked.get(months[0]), booked.get(months[1])
    spent, reserved = (this.spent, this.reserved) if this else (0, 0)
    waiting = _waiting(session, region)
    days = here.day + (before.day if last else 0)
    pace = (spent + (last.spent if last else 0)) / days
    left = monthrange(here.year, here.month)[1] - here.day
    forecast = spent + reserved + waiting + round(pace * left)
    return Money(months[0], spent, reserved, waiting, forecast, region.monthly_limit)


def _waiting(session: Session, region: Region) -> int:
    """The characters of the work that is to be sent as soon as it can be."""
    wanted = select(func.sum(Job.characters)).where(Job.region_id == region.id)
    return session.scalar(wanted.where(Job.state == "waiting")) or 0
