"""What a file comes to: its rows, each with a state, and what is to be said of the whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from app.domain.exchange.row_states import STATES, Decision
from app.domain.revisions.word_diff import Stretch
from app.services.exchange.places import Place


@dataclass(frozen=True)
class Row:
    """One paragraph of a file: what it says, what is online, and what comes of it.

    `where` is the way to its page; `diff` leads from the source that the text answers to that of
    now, where they differ.
    """

    unit: str
    text: str
    decision: Decision
    place: Place | None = None
    where: str = ""
    diff: tuple[Stretch, ...] = ()

    @property
    def state(self) -> str:
        """One of the row states."""
        return self.decision.state

    @property
    def online(self) -> str:
        """What readers get for the paragraph now, as coded text."""
        return self.place.online.text if self.place and self.place.online else ""


@dataclass(frozen=True)
class Preview:
    """A file looked at: its rows in their order, and how many paragraphs it was sent but lacks.

    `export` is its key, "" for files that are found by their source texts; `is_late` says that its
    claim had ended; `ignored` counts texts in other languages.
    """

    region: str
    language: str
    format: str
    export: str
    rows: tuple[Row, ...]
    absent: int = 0
    is_late: bool = False
    ignored: int = 0

    def counts(self) -> dict[str, int]:
        """How many rows are in each state."""
        counted = Counter(row.state for row in self.rows)
        return {state: counted[state] for state in STATES}
