"""What a clock on the wall of a region shows, and which instants that may be."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def instants(shown: datetime, zone: str) -> tuple[datetime, ...]:
    """The instants at which clocks in `zone` show this time (naive), in UTC, the earlier one first.

    None in the hour that is left out in spring, two in the hour that comes twice in autumn.
    """
    both = (shown.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1))
    return tuple(sorted({moment for moment in both if on_the_wall(moment, zone) == shown}))


def on_the_wall(moment: datetime, zone: str) -> datetime:
    """What clocks in `zone` show at an instant, without a zone of its own."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def day_of(moment: datetime, zone: str) -> date:
    """The date that calendars in `zone` show at an instant."""
    return on_the_wall(moment, zone).date()
