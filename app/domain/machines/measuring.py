"""Figures for reports: percentiles, shares and means that know when there is nothing to tell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from math import ceil
from typing import Protocol, Self, TypeVar


class Ordered(Protocol):
    """Anything that can be sorted."""

    def __lt__(self, other: Self, /) -> bool: ...


Value = TypeVar("Value", bound=Ordered)


def nearest_rank(values: Iterable[Value], percent: int) -> Value | None:
    """The smallest value that at least `percent` of all do not exceed; None if there is none."""
    ordered = sorted(values)
    if not ordered:
        return None
    return ordered[max(ceil(percent * len(ordered) / 100), 1) - 1]


def ratio(part: float, whole: float) -> float | None:
    """How often `whole` goes into `part`; None if there is no whole."""
    return part / whole if whole else None


def weighted(values: Iterable[tuple[float, float]]) -> float | None:
    """The mean of (value, weight); None if nothing weighs anything."""
    pairs = list(values)
    return ratio(sum(value * weight for value, weight in pairs), sum(w for _, w in pairs))


def duration(length: timedelta) -> str:
    """A time in two units at most: "45 s", "12 min", "3 h 5 min", "2 d 4 h"."""
    seconds = round(length.total_seconds())
    for size, name, part, smaller in ((86_400, "d", 3_600, "h"), (3_600, "h", 60, "min")):
        if seconds >= size:
            rest = seconds % size // part
            return f"{seconds // size} {name}" + (f" {rest} {smaller}" if rest else "")
    return f"{seconds // 60} min" if seconds >= 60 else f"{seconds} s"
