"""The pages of a region as a translator of one language sees them: an outline, read in three queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.freshness.page_status import FRESH, worst
from app.domain.segments.text_search import searcher
from app.models import Assignment, Content, Page, Region, Revision, Status, User
from app.services.overviews import holdings
from app.services.overviews.glances import WORK
from app.services.overviews.holdings import Held

NEEDS_WORK = "work"
STATES = (
    NEEDS_WORK, "missing", "incomplete", "stale", "in review", "machine", "unverified", "current",
    "hidden",
)  # fmt: skip
LONGEST_TEXT = 200


@dataclass(frozen=True)
class Line:
    """One page in the language: `level` counts from 1, `above` are the titles on the way to it.

    `open` counts paragraphs that are missing or old, `check` those that a person should look at
    (a machine's, imported ones, a spelling that changed). `entry` is the state of the translation's
    working copy, "" if nobody has begun it.
    """

    id: int
    title: str
    level: int
    above: tuple[str, ...]
    section: int
    state: str
    percent: int
    open: int
    check: int
    is_published: bool
    is_live: bool
    entry: str
    assigned_to: int | None
    assignee: str
    due_on: date | None

    @property
    def is_work(self) -> bool:
        """Whether readers wait for somebody here."""
        return self.state in WORK


@dataclass(frozen=True)
class Wanted:
    """What is asked for; all of it must hold. `state` is one of STATES, `section` a page at the root,
    `user` asks for what is assigned to them."""

    text: str = ""
    state: str = ""
    section: int = 0
    user: int = 0

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))


@dataclass
class _Counted:
    """The paragraphs with words of one page."""

    states: set[str]
    characters: int = 0
    fresh: int = 0
    open: int = 0
    check: int = 0
    machine: bool = False


_Assigned = tuple[int, str, date | None]


def read(session: Session, region: Region, language: str) -> list[Line]:
    """All pages that are not archived, in the order of the tree."""
    held = holdings.of_region(session, region)
    counted = _counted(session, region, language)
    assigned = _assigned(session, region, language)
    levels: dict[int, tuple[int, tuple[str, ...], int]] = {}
    found = []
    for page in held.pages.values():
        if page.parent is None:
            place: tuple[int, tuple[str, ...], int] = (1, (), page.id)
        else:
            level, above, section = levels[page.parent]
            place = (level + 1, (*above, held.pages[page.parent].title), section)
        levels[page.id] = place
        found.append(_line(page, place, language, counted.get(page.id), assigned.get(page.id)))
    return found


def _line(
    page: Held,
    place: tuple[int, tuple[str, ...], int],
    language: str,
    counted: _Counted | None,
    assigned: _Assigned | None,
) -> Line:
    here = counted or _Counted(set())
    entry, is_live = page.states.get(language, ""), language in page.live_in
    state = worst(
        here.states, public=page.is_published and page.source_language in page.live_in,
        live=is_live, in_review=entry == "review", machine=here.machine,
    )  # fmt: skip
    percent = 100 * here.fresh // here.characters if here.characters else 100
    user, name, due = assigned or (None, "", None)
    return Line(
        page.id, page.title, *place, state, percent, here.open, here.check,
        page.is_published, is_live, entry, user, name, due,
    )  # fmt: skip


def _counted(session: Session, region: Region, language: str) -> dict[int, _Counted]:
    rows = session.execute(
        select(
            Status.content_id, Status.state, Status.unseen, func.sum(Status.characters),
            func.count(),
        )
        .join(Content, Content.id == Status.content_id)
        .where(Content.region_id == region.id, Status.language == language, Status.characters > 0)
        .group_by(Status.content_id, Status.state, Status.unseen)
    )  # fmt: skip
    found: dict[int, _Counted] = defaultdict(lambda: _Counted(set()))
    for content_id, state, is_unseen, characters, number in rows:
        one = found[content_id]
        one.states.add(state)
        one.characters += characters
        one.fresh += characters if state in FRESH else 0
        one.machine = one.machine or is_unseen
        if state in ("missing", "stale"):
            one.open += number
        elif is_unseen or state != "current":
            one.check += number
    return found


def _assigned(session: Session, region: Region, language: str) -> dict[int, _Assigned]:
    rows = session.execute(
        select(Assignment.content_id, User.id, User.name, User.email, Assignment.due_on)
        .join(User, User.id == Assignment.user_id)
        .join(Content, Content.id == Assignment.content_id)
        .where(Content.region_id == region.id, Assignment.language == language)
    )
    return {
        content_id: (user_id, name or email, due) for content_id, user_id, name, email, due in rows
    }


def find(session: Session, region: Region, lines: Sequence[Line], wanted: Wanted) -> list[Line]:
    """Those of the lines that fit, in their order."""
    found = [line for line in lines if _fits(line, wanted)]
    text = wanted.text.strip()[:LONGEST_TEXT]
    if not text:
        return found
    holding = set(_holding(session, region, text))
    return [line for line in found if line.id in holding]


def _fits(line: Line, wanted: Wanted) -> bool:
    if wanted.state == NEEDS_WORK and not line.is_work:
        return False
    if wanted.state not in ("", NEEDS_WORK, line.state):
        return False
    if wanted.user and line.assigned_to != wanted.user:
        return False
    return wanted.section in (0, line.section)


def _holding(session: Session, region: Region, text: str) -> Iterator[int]:
    """The pages whose published German holds the words, in title or text."""
    holds = searcher(text)
    rows = session.execute(
        select(Page.content_id, Revision.title, Revision.description, Revision.html)
        .join(Content, Content.id == Page.content_id)
        .join(Revision, Revision.id == Content.published_revision_id)
        .where(Page.region_id == region.id)
    )
    for content_id, title, lead, html in rows:
        if holds(f"{title} {lead}", html):
            yield content_id


def sections(lines: Sequence[Line]) -> list[Line]:
    """The pages at the root."""
    return [line for line in lines if line.level == 1]
