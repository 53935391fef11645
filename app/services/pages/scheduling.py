"""Scheduling: a revision is published at its time, and a page leaves its readers at its time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, aliased

from app.errors import Conflict, Invalid, NotFound
from app.models import Content, Revision, Schedule, Translation
from app.services import events, tree
from app.services.pages import histories, pages

TRYING = ("", "failed")  # the reasons with which publishing is tried; others wait for a person
PARTS = ("publish", "expiry")


@dataclass(frozen=True)
class Plan:
    """What is to happen to a page: `number` is published at `publish_at`, it leaves at `expires_at`.

    `newest` is the working copy's number, `published` that of what readers have, or had until the page
    was withdrawn (0: nothing yet). `reason` says why publishing did not happen when it was due.
    """

    content_id: int
    title: str
    number: int
    newest: int
    published: int
    is_out: bool  # whether readers have the page now
    publish_at: datetime | None
    expires_at: datetime | None
    minor: tuple[int, ...]
    author: str
    at: datetime
    reason: str

    @property
    def is_behind(self) -> bool:
        """Whether a newer text was saved than the one that will be published."""
        return self.publish_at is not None and self.newest > self.number

    @property
    def is_overtaken(self) -> bool:
        """Whether readers have a newer text already, so that this one will not be published."""
        return self.publish_at is not None and self.published > self.number

    @property
    def is_needless(self) -> bool:
        """Whether readers have this very text already."""
        return self.publish_at is not None and self.is_out and self.published == self.number


def of(session: Session, content: Content) -> Plan | None:
    """What is planned for a page, if anything."""
    found = _plans(session, Schedule.content_id == content.id)
    return found[0] if found else None


def of_region(session: Session, region_id: int) -> list[Plan]:
    """What is planned for the pages of a region, what comes next first."""
    found = _plans(session, Content.region_id == region_id)
    return sorted(found, key=_first)


def _first(plan: Plan) -> datetime:
    return min(moment for moment in (plan.publish_at, plan.expires_at) if moment is not None)


def _plans(session: Session, which: ColumnElement[bool]) -> list[Plan]:
    planned, working, live = aliased(Revision), aliased(Revision), aliased(Revision)
    rows = session.execute(
        select(
            Schedule, working.title, planned.number, working.number, live.number,
            Translation.live_since.is_not(None),
        )
        .join(Content, Content.id == Schedule.content_id)
        .join(working, working.id == Content.working_revision_id)
        .outerjoin(planned, planned.id == Schedule.revision_id)
        .outerjoin(live, live.id == Content.published_revision_id)
        .join(
            Translation,
            (Translation.content_id == Content.id)
            & (Translation.language == Content.source_language),
        )
        .where(which)
    )  # fmt: skip
    return [
        Plan(
            row.content_id, title, number or 0, newest, shown or 0, is_out, row.publish_at,
            row.expires_at, tuple(row.minor), row.author, row.at, row.reason,
        )
        for row, title, number, newest, shown, is_out in rows
    ]  # fmt: skip


def publish_later(
    session: Session,
    content: Content,
    number: int,
    at: datetime,
    *,
    minor: Collection[int] = (),
    by: str,
    now: datetime,
) -> None:
    """Let readers have revision `number` at an instant to come; a plan there was is replaced.

    `minor` are the segments whose change is declared to need no new translation. Invalid if the
    instant is over or the page would leave before it came; Conflict if readers have a newer text.
    """
    row = _begin(session, content, by, now)
    wanted = histories.revision(session, content, number)
    _check_time("publish_at", at, now)
    _check_order(session, content, at, row.expires_at)
    live = content.published
    if live is not None and live.number > number:
        raise Conflict(f"page {content.id}: readers have revision {live.number} already")
    row.revision_id, row.publish_at, row.minor = wanted.id, at, sorted(set(minor))
    row.reason = ""
    _keep(session, row)
    _tell(session, content, "page.schedule", by, now, revision=number, planned=at.isoformat())


def take_newer(session: Session, content: Content, number: int, *, by: str, now: datetime) -> None:
    """Let the plan publish revision `number` instead, at the time it has; NotFound without a plan."""
    plan = of(session, content)
    if plan is None or plan.publish_at is None:
        raise NotFound(f"page {content.id} has no planned publication")
    if number < plan.number:
        raise Invalid(f"revision {number} is older than the planned one, {plan.number}")
    at = max(plan.publish_at, now)
    row = _begin(session, content, by, now)
    row.revision_id, row.reason = histories.revision(session, content, number).id, ""
    _keep(session, row)
    _tell(session, content, "page.schedule", by, now, revision=number, planned=at.isoformat())


def expire_later(
    session: Session, content: Content, at: datetime, *, by: str, now: datetime
) -> None:
    """Take the page away from all readers at an instant to come; Invalid if it is over already, or if
    the page would leave before it came."""
    row = _begin(session, content, by, now)
    _check_time("expires_at", at, now)
    _check_order(session, content, row.publish_at, at)
    row.expires_at = at
    _keep(session, row)
    _tell(session, content, "page.plan-end", by, now, planned=at.isoformat())


def cancel(session: Session, content: Content, part: str, *, by: str, now: datetime) -> None:
    """Give up the planned publication or expiry; NotFound if there is none (any more)."""
    if part not in PARTS:
        raise Invalid(f"part {part!r}: {' or '.join(PARTS)}")
    tree.lock(session, content.region_id)
    row = locked(session, content.id)
    if row is None or (row.publish_at if part == "publish" else row.expires_at) is None:
        raise NotFound(f"page {content.id} has no planned {part}")
    finish(session, row, part)
    _tell(session, content, "page.unschedule", by, now, part=part)


def finish(session: Session, row: Schedule, part: str) -> None:
    """Take one part out of a plan, and the plan away with its last one."""
    if part == "publish":
        row.publish_at, row.revision_id, row.minor, row.reason = None, None, [], ""
    else:
        row.expires_at = None
    if row.publish_at is None and row.expires_at is None:
        session.delete(row)
    session.flush()


def locked(session: Session, content_id: int) -> Schedule | None:
    """The plan of a page as it is now; nobody else changes it until the transaction ends."""
    return session.get(Schedule, content_id, populate_existing=True, with_for_update=True)


def due(session: Session, now: datetime) -> Sequence[int]:
    """The contents to which something is to happen by now."""
    publishing = and_(Schedule.publish_at <= now, Schedule.reason.in_(TRYING))
    wanted = select(Schedule.content_id).where(or_(publishing, Schedule.expires_at <= now))
    return session.scalars(wanted.order_by(Schedule.content_id)).all()


def _begin(session: Session, content: Content, by: str, now: datetime) -> Schedule:
    tree.lock(session, content.region_id)
    row = locked(session, content.id) or Schedule(content_id=content.id, minor=[], reason="")
    row.author, row.at = by, now
    session.refresh(content, ["published_revision_id", "published"])
    return row


def _keep(session: Session, row: Schedule) -> None:
    session.add(row)
    session.flush()


def _check_time(field: str, at: datetime, now: datetime) -> None:
    if at <= now:
        raise Invalid(f"{field}: {at.isoformat()} is over already")


def _check_order(
    session: Session, content: Content, comes: datetime | None, goes: datetime | None
) -> None:
    """A page that readers do not have can't leave them before it comes."""
    if comes is None or goes is None or comes < goes:
        return
    if comes == goes or not is_live(session, content):
        raise Invalid(f"expires_at: {goes.isoformat()} is not after {comes.isoformat()}")


def is_live(session: Session, content: Content) -> bool:
    """Whether readers of the source language have the page."""
    return pages.translation(session, content, content.source_language).live_since is not None


def _tell(
    session: Session, content: Content, action: str, by: str, now: datetime, **detail: Any
) -> None:
    events.record(
        session, content.region_id, by, action, now, content_id=content.id,
        language=content.source_language, **detail,
    )  # fmt: skip
