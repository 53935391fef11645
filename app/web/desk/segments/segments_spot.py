"""A paragraph as an address of the desk names it, and what its page and its lines are written with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import format_date, format_time
from markupsafe import Markup

from app.errors import NotFound
from app.services.desk.queues import QUEUES
from app.web.desk import wanted
from app.web.door import Visit

LARGEST = 2**31 - 1
SWAP = Markup(
    '{}="{}" hx-target="#main" hx-select="#main" hx-swap="outerHTML settle:0" hx-push-url="true"'
)


@dataclass(frozen=True)
class Spot:
    """A paragraph as an address names it: in which language and queue."""

    visit: Visit
    code: str
    queue: str
    segment: int

    def url(self, endpoint: str, **more: Any) -> str:
        """The address of a deed on this paragraph; what was asked of the queue travels with it."""
        return url_for(
            endpoint, region=self.visit.slug, code=self.code, queue=self.queue,
            segment=self.segment, **wanted.asked().query, **more,
        )  # fmt: skip


def check(queue: str) -> None:
    """NotFound unless there is such a queue."""
    if queue not in QUEUES:
        raise NotFound(f"there is no queue {queue!r}")


def spot(visit: Visit, code: str, queue: str, segment: int) -> Spot:
    """A paragraph as the address names it; NotFound where there cannot be such."""
    check(queue)
    if segment > LARGEST:
        raise NotFound(f"paragraph {segment} does not exist")
    return Spot(visit, code, queue, segment)


def helpers(spot: Spot) -> dict[str, Callable[..., Any]]:
    """What templates of a paragraph call: addresses of deeds, and how their answers replace the page."""
    return {
        "here": spot.url,
        "hx": lambda endpoint, **more: SWAP.format("hx-post", spot.url(endpoint, **more)),
        "hx_go": lambda endpoint: SWAP.format("hx-get", spot.url(endpoint)),
        "clock": lambda moment: clock(spot.visit, moment),
        "day": day,
    }


def clock(visit: Visit, moment: datetime) -> str:
    """The time of day on the region's own clock."""
    here = moment.astimezone(ZoneInfo(visit.region.time_zone))
    return str(format_time(here, "short", rebase=False))


def day(when: date) -> str:
    """A day of the calendar."""
    return str(format_date(when, rebase=False))
