"""The order of a queue, rung by rung: paragraphs of one state and severity wait in the order in which
they came, so that a database finds the first of each rung in an index, however many wait."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from app.domain.machines.urgency import WEIGHT
from app.models import Status
from app.services.segments.moves import WAITING

GRAVE = 3  # severity from which on an old text may say something wrong
STATES = ("stale", "missing", "unverified", "advise", "current")
SEEN_BY_READERS = ("current", "advise")
"""The states in which a machine's text is what readers get."""
SEVEN_DAYS = timedelta(days=7)
Key = tuple[float, int, int]


@dataclass(frozen=True)
class Rung:
    """Paragraphs in one state, of one severity."""

    state: str
    severity: int

    def holds(self) -> ColumnElement[bool]:
        """Whether a paragraph is on this rung."""
        return and_(Status.state == self.state, Status.severity == self.severity)


def _rungs(states: Iterable[str], severities: Iterable[int] = tuple(WEIGHT)) -> tuple[Rung, ...]:
    several = tuple(severities)
    return tuple(Rung(state, severity) for state in states for severity in several)


RUNGS = {
    "now": _rungs(["stale"], [one for one in WEIGHT if one >= GRAVE]),
    "changed": _rungs(["stale"], [one for one in WEIGHT if one < GRAVE]),
    "new": _rungs(["missing"]),
    "machine": _rungs([*SEEN_BY_READERS, *WAITING]),
    "unverified": _rungs(["unverified"]),
    "advise": _rungs(["advise"]),
}
"""The rungs of each queue that is one by its states; the others are lists of their own."""


def is_from_machine(state: str, unseen: bool, offered: bool) -> bool:
    """Whether a machine's text that nobody has looked at is served, or is offered for what is lacking."""
    return offered or (unseen and state in SEEN_BY_READERS)


def from_machine() -> ColumnElement[bool]:
    """The same as a question to the database."""
    return or_(Status.offered, and_(Status.unseen, Status.state.in_(SEEN_BY_READERS)))


@dataclass(frozen=True)
class Mark:
    """The place of a paragraph in the order, whether it is in a queue or not."""

    severity: int
    since: datetime
    content_id: int
    position: int

    def key(self, now: datetime) -> Key:
        """What the order goes by: the most urgent first, then page by page."""
        return -urgency(self.severity, self.since, now), self.content_id, self.position

    def is_before(self, rung: Rung, now: datetime) -> ColumnElement[bool]:
        """Whether a paragraph on a rung comes after this place."""
        at = self._since(rung, now)
        same = or_(
            Status.content_id > self.content_id,
            and_(Status.content_id == self.content_id, Status.position > self.position),
        )
        return and_(Status.since >= at, or_(Status.since > at, same))

    def is_after(self, rung: Rung, now: datetime) -> ColumnElement[bool]:
        """Whether a paragraph on a rung comes before this place."""
        at = self._since(rung, now)
        same = or_(
            Status.content_id < self.content_id,
            and_(Status.content_id == self.content_id, Status.position < self.position),
        )
        return and_(Status.since <= at, or_(Status.since < at, same))

    def _since(self, rung: Rung, now: datetime) -> datetime:
        """Since when a paragraph of a rung would have waited to be as urgent as this one."""
        if rung.severity == self.severity:
            return self.since
        share = WEIGHT[self.severity] / WEIGHT[rung.severity]
        return now - SEVEN_DAYS * (share * _grown(self.since, now) - 1)


def urgency(severity: int, since: datetime, now: datetime) -> float:
    """Severity weight × (1 + age in days ÷ 7), as long as nobody counts readers."""
    return WEIGHT[severity] * _grown(since, now)


def _grown(since: datetime, now: datetime) -> float:
    return 1 + (now - since) / SEVEN_DAYS


def in_order() -> tuple[ColumnElement[Any], ...]:
    """The order of the paragraphs on one rung."""
    return Status.since.expression, Status.content_id.expression, Status.position.expression
