"""A walk through a queue: how far one has come and what one decided last, as the visitor's cookie keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import session as cookie
from werkzeug.wrappers import Response

from app.services.desk import walking
from app.services.desk.walking import Walk
from app.web.desk import wanted
from app.web.desk.layout import back_to
from app.web.door import Visit

KEY = "desk-walk"
MOST = 20  # decisions that can be taken back one after the other


@dataclass(frozen=True)
class Step:
    """A paragraph that was decided on, and the queue in which that was."""

    queue: str
    segment: int


@dataclass(frozen=True)
class Run:
    """What somebody did in a queue since they began there, the last decision last."""

    done: int = 0
    past: Sequence[Step] = ()

    @property
    def last(self) -> Step | None:
        """The last decision."""
        return self.past[-1] if self.past else None


@dataclass(frozen=True)
class Place:
    """The number of a paragraph in its queue, what has been done counted in; 0 where it does not wait."""

    number: int
    total: int


def walk(visit: Visit, code: str, queue: str) -> Walk:
    """The queue as it is asked for in the address."""
    narrowed = wanted.as_filter(visit, wanted.asked())
    return Walk(visit.region, code, queue, visit.now, narrowed)


def run(visit: Visit, code: str, queue: str) -> Run:
    """What was done in this queue; decisions of other queues of the language can be taken back too."""
    kept = _kept(visit, code)
    past = tuple(Step(*one) for one in kept["past"])
    return Run(kept["done"] if kept["queue"] == queue else 0, past)


def begin(visit: Visit, code: str, queue: str) -> None:
    """Count anew in a queue that is begun."""
    cookie[KEY] = _kept(visit, code) | {"queue": queue, "done": 0}


def decided(visit: Visit, code: str, queue: str, segment: int) -> None:
    """Remember a decision."""
    before = run(visit, code, queue)
    past = [*((one.queue, one.segment) for one in before.past), (queue, segment)][-MOST:]
    cookie[KEY] = _kept(visit, code) | {"queue": queue, "done": before.done + 1, "past": past}


def taken_back(visit: Visit, code: str, queue: str, segment: int) -> None:
    """Forget a decision that was taken back."""
    before = run(visit, code, queue)
    past = [(one.queue, one.segment) for one in before.past if one.segment != segment]
    done = max(0, before.done - 1)
    cookie[KEY] = _kept(visit, code) | {"queue": queue, "done": done, "past": past}


def place(visit: Visit, here: Walk, segment: int, done: int) -> Place:
    """Where a paragraph stands."""
    spot = walking.spot(visit.session, here, segment)
    number = done + spot.before + 1 if spot.is_in else 0
    return Place(number, done + spot.total)


def onward(visit: Visit, code: str, queue: str, segment: int) -> int | None:
    """What comes after a paragraph, as far as nobody else has it open."""
    here = walk(visit, code, queue)
    return walking.after(visit.session, here, segment, user_id=visit.who.id)


def go(visit: Visit, code: str, queue: str, segment: int | None) -> Response:
    """To a paragraph of the queue; without one, to its end. What was asked of it travels along."""
    asked = wanted.asked().query
    if segment is None:
        return back_to("segments.end", visit, code, queue=queue, **asked)
    return back_to("segments.show", visit, code, queue=queue, segment=segment, **asked)


def _kept(visit: Visit, code: str) -> dict[str, Any]:
    at = f"{visit.slug}/{code}"
    kept = cookie.get(KEY)
    if isinstance(kept, dict) and kept.get("at") == at:
        return kept
    return {"at": at, "queue": "", "done": 0, "past": []}
