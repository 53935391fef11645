"""How long readers waited for fresh paragraphs, week by week and language by language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.domain.machines.measuring import nearest_rank
from app.models import Region
from app.services.translation import renewals
from app.services.translation.renewals import Renewal

MACHINE, PEOPLE = "machine", "people"
WEEK = timedelta(days=7)
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Wait:
    """Paragraphs that became fresh, the time in which half of them did, and nine of ten."""

    paragraphs: int
    half: timedelta
    most: timedelta


@dataclass(frozen=True)
class Waits:
    """By the Monday of each week and who did it (machine, with memory and rules; people), the oldest
    week first and empty ones among them; and by language, severity of the change and who."""

    weeks: Mapping[date, Mapping[str, Wait]]
    languages: Mapping[tuple[str, int, str], Wait]


def of_region(session: Session, region: Region, now: datetime, weeks: int = 12) -> Waits:
    """The waits that ended in the last weeks, this one among them, by the region's calendar."""
    zone = ZoneInfo(region.time_zone)
    this = _monday(now.astimezone(zone).date())
    first = this - (weeks - 1) * WEEK
    since = datetime(first.year, first.month, first.day, tzinfo=zone)
    ended = [
        (one, one.waited)
        for one in renewals.of_region(session, region.id, since)
        if one.waited is not None and one.is_fresh
    ]
    by_week = _waits(
        ((_monday(one.at.astimezone(zone).date()), _maker(one)), waited) for one, waited in ended
    )
    return Waits(
        {
            week: {who: by_week[week, who] for who in (MACHINE, PEOPLE) if (week, who) in by_week}
            for week in (first + n * WEEK for n in range(weeks))
        },
        dict(
            sorted(
                _waits(((one.language, one.severity, _maker(one)), w) for one, w in ended).items()
            )
        ),
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _maker(one: Renewal) -> str:
    return PEOPLE if one.maker == "human" else MACHINE


def _waits(pairs: Iterable[tuple[Key, timedelta]]) -> dict[Key, Wait]:
    found: dict[Key, list[timedelta]] = defaultdict(list)
    for key, waited in pairs:
        found[key].append(waited)
    return {key: _wait(values) for key, values in found.items()}


def _wait(values: list[timedelta]) -> Wait:
    half, most = nearest_rank(values, 50), nearest_rank(values, 90)
    assert half is not None
    assert most is not None
    return Wait(len(values), half, most)
