"""What the screen of one paragraph shows: plain values, put together by `segment_view`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.facts.changed_facts import ChangedFact
from app.domain.machines.sentences import Piece
from app.domain.revisions.word_diff import Stretch
from app.domain.segments.chips import Chip
from app.services.desk.paragraphs.claims import Held
from app.services.desk.paragraphs.comments import Note
from app.services.desk.paragraphs.drafts import Draft
from app.services.desk.paragraphs.undoing import Undoable
from app.services.exports import Claim as Exported
from app.services.pages.paragraph_facts import ParagraphFacts
from app.services.translation.memory.memory import Match


@dataclass(frozen=True)
class Text:
    """A text with codes, and by number what each of them is."""

    coded: str
    chips: Mapping[int, Chip]


@dataclass(frozen=True)
class Fault:
    """What a check found in a text; `may_dismiss` says whether that is a matter of judgement."""

    id: int
    check: str
    level: str  # block | warn
    detail: str
    dismissed_by: str
    may_dismiss: bool


@dataclass(frozen=True)
class Offered:
    """A text that is kept beside what is served: a machine's (`author` is the engine) or a person's."""

    target_id: int
    text: Text
    author: str
    quality: str
    at: datetime
    faults: tuple[Fault, ...]
    may_serve: bool  # no check speaks against giving it to readers as it is


@dataclass(frozen=True)
class TermHint:
    """A term of the glossary that the German uses: what is to be said for it, the first one first, or
    where `mode` is forbid, what must not be said."""

    id: int
    lemma: str
    mode: str  # warn | block | forbid
    wordings: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Neighbour:
    """The paragraph before or after: its German and what is served for it, "" without."""

    segment_id: int
    source: Text
    target: Text
    state: str


@dataclass(frozen=True)
class Step:
    """A page on the way to this one, or this one."""

    id: int
    title: str


@dataclass(frozen=True)
class Reasons:
    """Why a paragraph waits: its queues, the guard words that came or went, and the facts that
    changed, each from what to what ("" where one came or went)."""

    queues: tuple[str, ...]
    guards: tuple[str, ...] = ()
    values: tuple[ChangedFact, ...] = ()


@dataclass(frozen=True)
class Assigned:
    """Who looks after the page in this language, until when."""

    user_id: int
    name: str
    due_on: date | None


@dataclass(frozen=True)
class Machine:
    """The machine's work on this very German: waiting, claimed (it runs), held or done, and why."""

    state: str
    reason: str
    since: datetime


@dataclass(frozen=True)
class SegmentView:
    """All that the screen of one paragraph shows.

    `before` is the German that the served translation answers, where it is another than that of now;
    `diff` leads from it to now. `waiting` is a machine's text for the German of now that is not
    served, `other` a person's that was kept because somebody else was quicker. `undo` is what the
    visitor can take back.
    """

    facts: ParagraphFacts
    content_id: int
    trail: tuple[Step, ...]  # the root first, this page last
    source: Text
    before: Text | None
    diff: tuple[Stretch, ...]
    target: Text
    waiting: Offered | None
    other: Offered | None
    prefill: tuple[Piece, ...]
    memory: tuple[Match, ...]
    terms: tuple[TermHint, ...]
    faults: tuple[Fault, ...]
    comments: tuple[Note, ...]
    claim: Held | None
    draft: Draft | None
    previous: Neighbour | None
    following: Neighbour | None
    reasons: Reasons
    assigned: Assigned | None
    exported: Exported | None
    machine: Machine | None
    undo: Undoable | None

    @property
    def title(self) -> str:
        """The title of the page."""
        return self.trail[-1].title if self.trail else ""
