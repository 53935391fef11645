"""Assignments: who looks after which page in a language, until which day."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, case, delete, func, select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor, Grant, may
from app.errors import Invalid, NotAllowed, NotFound
from app.models import Assignment, Content, Region, Revision, Status, User
from app.models import Grant as GrantRow
from app.services import access, events, tree
from app.services.overviews import holdings

OPEN = ("stale", "missing", "unverified", "advise")
"""States in which a paragraph of an assigned page has something to do for a person."""


@dataclass(frozen=True)
class Person:
    """Somebody who may translate a language here."""

    id: int
    name: str


@dataclass(frozen=True)
class Assigned:
    """A page that somebody looks after in a language, and how many of its paragraphs wait."""

    content_id: int
    title: str
    user_id: int
    name: str
    due_on: date | None
    author: str
    at: datetime
    waiting: int

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed and something still waits."""
        return self.due_on is not None and self.due_on < today and self.waiting > 0


def people(session: Session, region: Region, language: str) -> list[Person]:
    """Who may translate a language of the region, by name."""
    rows = session.execute(
        select(User.id, User.name, User.email, GrantRow.role, GrantRow.languages)
        .join(GrantRow, GrantRow.user_id == User.id)
        .where(User.active, (GrantRow.region_id == region.id) | GrantRow.region_id.is_(None))
    )
    found = {
        user_id: name or email
        for user_id, name, email, role, languages in rows
        if may(_with_role(user_id, role, languages), "translate", "", language)
    }
    known = [Person(user_id, name) for user_id, name in found.items()]
    return sorted(known, key=lambda one: (one.name.casefold(), one.id))


def _with_role(user_id: int, role: str, languages: Sequence[str]) -> Actor:
    """Somebody with this role alone, wherever it holds."""
    return Actor(user_id, "", (Grant(role, "", tuple(languages)),))


def give(
    session: Session,
    who: Actor,
    region: Region,
    language: str,
    content_id: int,
    user_id: int,
    now: datetime,
    *,
    due_on: date | None = None,
    today: date | None = None,
    section: bool = False,
) -> int:
    """Let somebody look after a page, or with `section` after everything below it too; how many pages.

    Translators may take what nobody has; those who may publish give to anybody who may translate.
    """
    access.check(who, "translate", region.slug, language)
    if due_on is not None and today is not None and due_on < today:
        raise Invalid(f"{due_on} has passed already", "due_on", "past")
    if user_id not in {one.id for one in people(session, region, language)}:
        raise NotFound(f"nobody with number {user_id} translates {language!r} here")
    tree.lock(session, region.id)
    ids = _pages(session, region, content_id, section)
    known = {row.content_id: row for row in _rows(session, language, ids)}
    if not may(who, "publish", region.slug):
        ids = _free(who, user_id, ids, known, region)
    for page in ids:
        _set(session, known.get(page), page, language, user_id, due_on, who.name, now)
    session.flush()
    _record(session, region, who, "translation.assign", content_id, language, len(ids), now)
    return len(ids)


def _set(
    session: Session,
    row: Assignment | None,
    content_id: int,
    language: str,
    user_id: int,
    due_on: date | None,
    author: str,
    now: datetime,
) -> None:
    if row is None:
        row = Assignment(content_id=content_id, language=language)
        session.add(row)
    row.user_id, row.due_on, row.author, row.at = user_id, due_on, author, now


def _free(
    who: Actor, user_id: int, ids: list[int], known: Mapping[int, Assignment], region: Region
) -> list[int]:
    """What a translator may take for themselves; NotAllowed if that is nothing, or for somebody else."""
    others = {page for page, row in known.items() if row.user_id != who.id}
    free = [page for page in ids if page not in others]
    if user_id != who.id or not free:
        raise NotAllowed(f"{who.name} may not give work to others in region {region.slug!r}")
    return free


def take_back(
    session: Session,
    who: Actor,
    region: Region,
    language: str,
    content_id: int,
    now: datetime,
    *,
    section: bool = False,
) -> int:
    """Let nobody look after a page any more, or a section; how many pages. Whoever may publish takes
    work from anybody, others give back their own."""
    access.check(who, "translate", region.slug, language)
    ids = _pages(session, region, content_id, section)
    rows = _rows(session, language, ids)
    may_all = may(who, "publish", region.slug)
    gone = [row.id for row in rows if may_all or row.user_id == who.id]
    if rows and not gone:
        raise NotAllowed(f"{who.name} may not take work from others in region {region.slug!r}")
    session.execute(delete(Assignment).where(Assignment.id.in_(gone)))
    if gone:
        _record(session, region, who, "translation.unassign", content_id, language, len(gone), now)
    return len(gone)


def _pages(session: Session, region: Region, content_id: int, section: bool) -> list[int]:
    """The page, with what is below it, as far as its German is published."""
    held = holdings.of_region(session, region, languages=False)
    if content_id not in held.pages:
        raise NotFound(f"page {content_id} does not exist in region {region.slug!r}")
    pages = held.section(content_id) if section else [held.pages[content_id]]
    ids = [page.id for page in pages if page.is_published]
    if not ids:
        raise Invalid(f"page {content_id} is not published yet", "page", "unpublished")
    return ids


def _rows(session: Session, language: str, ids: Collection[int]) -> Sequence[Assignment]:
    return session.scalars(
        select(Assignment).where(Assignment.language == language, Assignment.content_id.in_(ids))
    ).all()


def _record(
    session: Session,
    region: Region,
    who: Actor,
    action: str,
    content_id: int,
    language: str,
    count: int,
    now: datetime,
) -> None:
    events.record(
        session, region.id, who.name, action, now, content_id=content_id, language=language,
        pages=count,
    )  # fmt: skip


def of_region(
    session: Session, region: Region, language: str, *, user_id: int | None = None
) -> list[Assigned]:
    """What is assigned in a language, or to one person: what is due first at the top, what has no
    day last."""
    waiting = func.coalesce(func.sum(case((_waits(), 1), else_=0)), 0)
    query = (
        select(
            Assignment.content_id, Revision.title, User.id, User.name, User.email,
            Assignment.due_on, Assignment.author, Assignment.at, waiting,
        )
        .join(Content, Content.id == Assignment.content_id)
        .join(Revision, Revision.id == Content.published_revision_id)
        .join(User, User.id == Assignment.user_id)
        .outerjoin(
            Status,
            (Status.content_id == Content.id) & (Status.language == Assignment.language),
        )
        .where(Content.region_id == region.id, Content.archived_at.is_(None))
        .where(Assignment.language == language)
        .group_by(Assignment.id, Revision.title, User.id, User.name, User.email)
        .order_by(Assignment.due_on.is_(None), Assignment.due_on, Assignment.id)
    )  # fmt: skip
    if user_id is not None:
        query = query.where(Assignment.user_id == user_id)
    return [
        Assigned(page, title, who, name or email, due_on, author, at, int(open_))
        for page, title, who, name, email, due_on, author, at, open_ in session.execute(query)
    ]


def _waits() -> ColumnElement[bool]:
    return Status.state.in_(OPEN) & (Status.characters > 0)
