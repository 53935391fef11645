"""The progress of a day: what a translator has decided since midnight on the region's clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.models import Event, Region

TRANSLATED, CONFIRMED, MACHINE, SETTLED = "translated", "confirmed", "machine", "settled"
DEEDS = {
    "paragraph.save": TRANSLATED,
    "translation.save": TRANSLATED,
    "paragraph.confirm": CONFIRMED,
    "paragraph.take-machine": MACHINE,
    "paragraph.take-mine": SETTLED,
    "paragraph.keep-theirs": SETTLED,
    "paragraph.serve-again": SETTLED,
}
UNDONE = "paragraph.undo"
DECIDED_NOTHING = ("conflict", "gone")  # outcomes of saving after which somebody has to look again


@dataclass(frozen=True)
class Progress:
    """How many paragraphs somebody translated, found still right (one by one or many at once), took
    over from a machine, settled where there were several texts; and how much of rules they took back.

    A paragraph that was decided twice counts once, as what was decided last; what its translator took
    back does not count.
    """

    translated: int = 0
    confirmed: int = 0
    machine: int = 0
    settled: int = 0
    taken_back: int = 0

    @property
    def total(self) -> int:
        """All decisions."""
        return self.translated + self.confirmed + self.machine + self.settled + self.taken_back


def midnight(region: Region, now: datetime) -> datetime:
    """When the day began where the region is."""
    local = now.astimezone(ZoneInfo(region.time_zone))
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def of_today(
    session: Session, who: Actor, region: Region, language: str, now: datetime
) -> Progress:
    """What `who` has decided today in a language; read from the trail."""
    decided: dict[object, str] = {}
    taken_back: set[object] = set()
    for event in _trail(session, who, region, language, midnight(region, now)):
        for segment in _segments(event):
            if event.action != UNDONE:
                decided[segment] = DEEDS[event.action]
                taken_back.discard(segment)
            elif decided.pop(segment, None) is None:
                taken_back.add(segment)
    counted = dict.fromkeys(DEEDS.values(), 0)
    for kind in decided.values():
        counted[kind] += 1
    return Progress(**counted, taken_back=len(taken_back))


def _trail(
    session: Session, who: Actor, region: Region, language: str, since: datetime
) -> Iterator[Event]:
    rows = session.scalars(
        select(Event)
        .where(Event.region_id == region.id, Event.at >= since, Event.language == language)
        .where(Event.actor == who.name, Event.action.in_((*DEEDS, UNDONE)))
        .order_by(Event.id)
    )
    return (row for row in rows if row.detail.get("outcome") not in DECIDED_NOTHING)


def _segments(event: Event) -> list[object]:
    """The paragraphs that a deed was about; where it does not name them, the deed itself stands for one."""
    detail: dict[str, Any] = event.detail
    if "passed" in detail:
        return [int(segment) for segment in detail["passed"]]
    if "segments" in detail:
        return list(detail["segments"])
    return [detail["segment"]] if "segment" in detail else [f"event {event.id}"]
