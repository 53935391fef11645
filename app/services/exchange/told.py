"""The rows of an import as people and programs are told of them: values that outlive the session."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from app.domain.exchange.row_states import STATES
from app.domain.revisions.word_diff import Stretch
from app.domain.segments.chips import Chip, chips
from app.domain.segments.segmentation import Segment
from app.services.exchange.rows import Preview, Row


@dataclass(frozen=True)
class Told:
    """What comes of one paragraph of a file, and why.

    `german` is the source text that was sent, `german_now` what stands in the page ("" if it is gone),
    `text` the file's, `online` what readers got before; all coded. `chips` are the codes of what was
    sent, `chips_now` those of now. `page` is None where the unit belongs to none; `where` is the way to
    it. `is_served`: readers get the file's text.
    """

    unit: str
    state: str
    reason: str
    problems: tuple[str, ...]
    is_served: bool
    page: int | None
    where: str
    german: str
    german_now: str
    text: str
    online: str
    diff: tuple[Stretch, ...]
    chips: tuple[Chip, ...] = ()
    chips_now: tuple[Chip, ...] = ()


@dataclass(frozen=True)
class Account:
    """A file's rows with what is to be said of the whole; see Preview."""

    format: str
    export: str
    rows: tuple[Told, ...]
    absent: int = 0
    is_late: bool = False
    ignored: int = 0

    def counts(self) -> dict[str, int]:
        """How many rows are in each state."""
        counted = Counter(row.state for row in self.rows)
        return {state: counted[state] for state in STATES}

    def of(self, states: Iterable[str]) -> tuple[Told, ...]:
        """The rows in one of these states; all of them if none is named."""
        wanted = set(states)
        return tuple(row for row in self.rows if not wanted or row.state in wanted)


def account(found: Preview) -> Account:
    """What is told of a file that was looked at, or taken over."""
    rows = tuple(map(told, found.rows))
    return Account(found.format, found.export, rows, found.absent, found.is_late, found.ignored)


def told(row: Row) -> Told:
    """One row."""
    place, decision = row.place, row.decision
    if place is None:
        return Told(row.unit, row.state, "", (), False, None, "", "", "", row.text, "", ())
    now = place.now.segment if place.now else None
    return Told(
        row.unit, row.state, decision.reason, decision.problems, decision.serve,
        place.content_id, row.where, place.source.coded, now.coded if now else "", row.text,
        row.online, row.diff, _chips(place.source), _chips(now or place.source),
    )  # fmt: skip


def _chips(segment: Segment) -> tuple[Chip, ...]:
    return tuple(chips(segment.codes).values())


def to_json(found: Account) -> dict[str, Any]:
    """The account as it is kept."""
    return asdict(found)


def from_json(kept: Mapping[str, Any]) -> Account:
    """The account that was kept."""
    return Account(**{**kept, "rows": tuple(map(_row, kept["rows"]))})


def _row(kept: Mapping[str, Any]) -> Told:
    read = {
        "problems": tuple(kept["problems"]),
        "diff": tuple(Stretch(**one) for one in kept["diff"]),
        "chips": tuple(Chip(**one) for one in kept["chips"]),
        "chips_now": tuple(Chip(**one) for one in kept["chips_now"]),
    }
    return Told(**{**kept, **read})
