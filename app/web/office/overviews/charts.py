"""Figures as shapes: where the columns of a chart stand, in parts of a hundred; drawn by templates as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import log

from flask_babel import gettext

from app.services.translation.waits import MACHINE, PEOPLE, Wait, Waits

STEPS = (
    timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(days=7),
    timedelta(days=30),
)  # fmt: skip
"""The lines of the scale, evenly spaced; between two of them it is logarithmic."""

HIGHEST, GAP = 100.0, 0.16
SEEN = 6.0  # the narrowest piece of a bar
MAKERS = (MACHINE, PEOPLE)


@dataclass(frozen=True)
class Column:
    """The wait of one week and maker: from 0 to `half` half of the paragraphs, to `most` nine of ten."""

    maker: str
    x: float
    width: float
    half: float
    most: float
    wait: Wait


@dataclass(frozen=True)
class Week:
    """One week of the chart."""

    start: date
    columns: tuple[Column, ...]


def stacked(shares: Sequence[tuple[str, int]]) -> list[tuple[str, float, float]]:
    """The pieces of a bar that is 100 wide, each with where it begins and how wide it is.

    Little is as wide as it must be to be seen, so that one old paragraph among hundreds is no secret.
    """
    total = sum(number for _, number in shares)
    some = [(state, number) for state, number in shares if number]
    widths = [max(SEEN, 100 * number / total) for _, number in some]
    whole, at, found = sum(widths), 0.0, []
    for (state, _), width in zip(some, widths, strict=True):
        found.append((state, at, 100 * width / whole))
        at += 100 * width / whole
    return found


def height(length: timedelta) -> float:
    """How high a wait reaches: each step of the scale is as high as the others."""
    step = HIGHEST / (len(STEPS) - 1)
    if length <= STEPS[0]:
        return 1.0
    for number, (low, high) in enumerate(pairwise(STEPS)):
        if length <= high:
            return step * (number + log(length / low) / log(high / low))
    return HIGHEST


def weeks(waits: Waits) -> list[Week]:
    """The weeks of a chart that is 100 wide and 100 high, from left to right."""
    room = 100 / max(len(waits.weeks), 1)
    wide = room * (1 - 2 * GAP) / len(MAKERS)
    return [
        Week(
            start,
            tuple(
                Column(
                    who, number * room + room * GAP + place * wide, wide * 0.86,
                    height(found[who].half), height(found[who].most), found[who],
                )
                for place, who in enumerate(MAKERS)
                if who in found
            ),
        )
        for number, (start, found) in enumerate(waits.weeks.items())
    ]  # fmt: skip


def lines() -> Sequence[float]:
    """The heights of the scale's lines, the lowest first."""
    return [HIGHEST * number / (len(STEPS) - 1) for number in range(len(STEPS))]


def scale() -> list[str]:
    """What stands beside those lines."""
    return [
        gettext("1 min"), gettext("1 hour"), gettext("1 day"), gettext("1 week"),
        gettext("1 month"),
    ]  # fmt: skip
