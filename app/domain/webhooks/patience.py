"""How often a message is tried, and when it is given up."""

from datetime import datetime, timedelta

GIVE_UP = timedelta(days=3)
PAUSES = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 3 * 60, 6 * 60, 12 * 60, 24 * 60)
)


def next_try(begun: datetime, tries: int, now: datetime) -> datetime | None:
    """When to try again after `tries` that failed; None when three days are over."""
    at = now + PAUSES[min(tries, len(PAUSES)) - 1]
    return at if at <= begun + GIVE_UP else None
