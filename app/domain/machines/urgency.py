"""How urgent a piece of work is."""

from __future__ import annotations

from datetime import timedelta
from math import log2

WEIGHT = {0: 0.5, 1: 1.0, 2: 2.0, 3: 5.0, 4: 8.0}
ROLLOUT = 1000.0


def priority(severity: int, readers: int, age: timedelta) -> float:
    """Severity weight × log2(2 + readers) × (1 + age in days ÷ 7); larger is sooner."""
    days = max(0.0, age / timedelta(days=1))
    return WEIGHT[severity] * log2(2 + max(0, readers)) * (1 + days / 7)


def ahead(place: int, languages: int) -> float:
    """What a rollout adds to the priority of its work: the more, the earlier a language (by its place
    from 0 among so many) is to arrive. More than age alone ever brings."""
    return ROLLOUT * (languages - place)
