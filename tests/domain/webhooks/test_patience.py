"""How often a message is tried."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from app.domain.webhooks.patience import next_try

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_pauses_grow_until_three_days_are_over() -> None:
    """From a minute to a day, then it is given up."""
    at: datetime | None = NOW
    tries: list[datetime] = []
    while at is not None:
        tries.append(at)
        at = next_try(NOW, len(tries), at)
    pauses = [b - a for a, b in pairwise(tries)]
    assert pauses == sorted(pauses)
    assert timedelta(minutes=1) == pauses[0]
    assert timedelta(days=1) < tries[-1] - NOW <= timedelta(days=3)
    assert 8 <= len(tries) <= 12
