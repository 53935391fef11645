"""Where a page stands: its working copy and what readers have, who did what last, what waits where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.freshness.page_status import worst
from app.domain.revisions.standing import standing
from app.models import (
    Content,
    Event,
    Fragment,
    Head,
    Language,
    Region,
    Revision,
    Status,
    Target,
    Translation,
)
from app.models import Segment as SegmentRow
from app.services import regions, tree
from app.services.overviews.coverage import unseen
from app.services.pages import pages
from app.services.publishing.settings import site

WAITING = ("stale", "missing")
HANDED = ("page.submit", "page.send-back")


@dataclass(frozen=True)
class Mark:
    """A page in a language: its worst state, and how many paragraphs wait there, of how many characters."""

    code: str
    name: str
    direction: str
    state: str
    is_live: bool
    paragraphs: int
    characters: int


@dataclass(frozen=True)
class Handed:
    """That a working copy was handed in or sent back: by whom, when, with which note."""

    action: str
    actor: str
    at: datetime
    note: str


@dataclass(frozen=True)
class Standing:
    """A page as an editor has to see it before touching it.

    `word` is draft, review, live, changed, archived or below archived; `closed` are pages above it that
    readers cannot open, so that they cannot open this one.
    """

    word: str
    live_since: datetime | None
    working: Revision
    published: Revision | None
    handed: Handed | None
    above: tuple[tuple[int, str], ...]
    closed: tuple[tuple[int, str], ...]
    marks: tuple[Mark, ...]

    @property
    def is_changed(self) -> bool:
        """Whether a newer text waits beside the one that readers have."""
        return self.live_since is not None and self.published is not self.working


def of(session: Session, region: Region, content: Content) -> Standing:
    """Where a page stands now."""
    source = pages.translation(session, content, content.source_language)
    assert content.working is not None
    above = _above(session, content)
    word = standing(
        source.state, is_live=source.live_since is not None,
        is_archived=content.archived_at is not None,
        is_below_archived=any(one.archived_at is not None for one in above),
    )  # fmt: skip
    named = [(one.id, one.working.title if one.working else "", one) for one in above]
    return Standing(
        word, source.live_since, content.working, content.published, _handed(session, content),
        tuple((id_, title) for id_, title, _ in named),
        tuple((id_, title) for id_, title, one in named if not _is_open(session, one)),
        tuple(marks(session, region, content)),
    )  # fmt: skip


def _above(session: Session, content: Content) -> list[Content]:
    """The pages above one, the root first."""
    found: list[Content] = []
    parent = tree.page(session, content.id).parent_id
    while parent is not None:
        found.insert(0, session.get_one(Content, parent))
        parent = tree.page(session, parent).parent_id
    return found


def _is_open(session: Session, content: Content) -> bool:
    source = pages.translation(session, content, content.source_language)
    return source.live_since is not None and content.archived_at is None


def last(session: Session, content: Content, *actions: str) -> Event | None:
    """The newest deed of these kinds on a page."""
    wanted = select(Event).where(Event.content_id == content.id, Event.action.in_(actions))
    return session.scalar(wanted.order_by(Event.id.desc()).limit(1))


def address(session: Session, content: Content) -> str:
    """Where readers of its own language find a page in the app; "" while they don't."""
    place = session.scalar(
        select(Fragment.place).where(
            Fragment.content_id == content.id, Fragment.language == content.source_language
        )
    )
    return site(session).webapp_url + str(place["path"]) if place else ""


def _handed(session: Session, content: Content) -> Handed | None:
    row = last(session, content, *HANDED)
    return Handed(row.action, row.actor, row.at, str(row.detail.get("note", ""))) if row else None


def marks(session: Session, region: Region, content: Content) -> list[Mark]:
    """The page in each language that the region translates into; none before it is published."""
    if content.published_revision_id is None:
        return []
    states, entries = _states(session, content), _entries(session, content)
    machine = _machine(session, content)
    return [
        _mark(entry.language, states[entry.language.code], entries, machine)
        for entry in regions.active(region)
        if entry.language.code != content.source_language
    ]


def _mark(
    language: Language, states: Sequence[tuple[str, int, int]], entries: dict[str, tuple[str, bool]],
    machine: set[str],
) -> Mark:  # fmt: skip
    code = language.code
    written, is_live = entries.get(code, ("", False))
    waiting = [(number, length) for name, number, length in states if name in WAITING]
    state = worst(
        {name for name, _, _ in states}, live=is_live, in_review=written == "review",
        machine=code in machine,
    )  # fmt: skip
    return Mark(
        code, language.native_name, language.direction, state, is_live,
        sum(number for number, _ in waiting), sum(length for _, length in waiting),
    )  # fmt: skip


def _states(session: Session, content: Content) -> dict[str, list[tuple[str, int, int]]]:
    """By language: state, paragraphs with words, their characters."""
    rows = session.execute(
        select(Status.language, Status.state, func.count(), func.sum(Status.characters))
        .where(Status.content_id == content.id, Status.characters > 0)
        .group_by(Status.language, Status.state)
    )
    found: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for language, state, number, characters in rows:
        found[language].append((state, number, characters))
    return found


def _entries(session: Session, content: Content) -> dict[str, tuple[str, bool]]:
    rows = session.scalars(select(Translation).where(Translation.content_id == content.id))
    return {row.language: (row.state, row.live_since is not None) for row in rows}


def _machine(session: Session, content: Content) -> set[str]:
    """The languages in which readers get a machine's text that nobody has reviewed."""
    here = Content.id == content.id
    rows = session.scalars(
        select(Target.language)
        .join(Head, Head.target_id == Target.id)
        .join(SegmentRow, SegmentRow.id == Target.segment_id)
        .join(Content, Content.id == SegmentRow.content_id)
        .where(here, unseen(here))
        .distinct()
    )
    return set(rows)
