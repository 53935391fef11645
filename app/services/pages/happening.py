"""Happening: what was planned for now is done, once, by whichever worker comes first."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.models import Content, Revision, Schedule
from app.services import events, tree
from app.services.pages import pages, releasing, scheduling, withdrawing

ACTOR = "schedule"


def carry_out(session: Session, content_id: int, now: datetime) -> list[str]:
    """Do what is due to a page, in the order of its times: "publish", "expiry"; what was done.

    Of two workers at once the second finds nothing to do. Publishing that can't be stays planned
    with its reason, and waits for a person.
    """
    content = pages.get(session, content_id)
    tree.lock(session, content.region_id)
    row = scheduling.locked(session, content_id)
    if row is None:
        return []
    session.refresh(content)
    steps = {"publish": row.publish_at, "expiry": row.expires_at}
    parts = sorted((at, part) for part, at in steps.items() if at is not None and at <= now)
    return [part for _, part in parts if _step(session, content, row, part, now)]


def _step(session: Session, content: Content, row: Schedule, part: str, now: datetime) -> bool:
    if part == "expiry":
        withdrawing.everywhere(session, content, by=ACTOR, now=now)
        scheduling.finish(session, row, part)
        return True
    if row.reason not in scheduling.TRYING:
        return False
    revision = session.get_one(Revision, row.revision_id)
    if obstacle := _obstacle(content, revision):
        _explain(session, content, row, obstacle, now)
        return False
    _publish(session, content, row, revision, now)
    scheduling.finish(session, row, part)
    return True


def _obstacle(content: Content, revision: Revision) -> str:
    """Why a revision must not be published now; "" if nothing speaks against it."""
    if content.archived_at is not None:
        return "archived"
    live = content.published
    return "overtaken" if live is not None and live.number > revision.number else ""


def _publish(
    session: Session, content: Content, row: Schedule, revision: Revision, now: datetime
) -> None:
    was_away = not scheduling.is_live(session, content)
    releasing.publish(
        session, content, now=now, author=row.author, minor=row.minor, revision=revision
    )
    back = withdrawing.bring_back(session, content, now) if was_away else []
    events.record(
        session, content.region_id, ACTOR, "page.publish", now, content_id=content.id,
        language=content.source_language, revision=revision.number, languages=back,
        planned_by=row.author,
    )  # fmt: skip


def fail(session: Session, content_id: int, said: str, now: datetime) -> None:
    """Keep why something that was due broke; it is tried again."""
    content = pages.get(session, content_id)
    tree.lock(session, content.region_id)
    row = scheduling.locked(session, content_id)
    if row is not None and not row.reason:
        _explain(session, content, row, "failed", now, said)


def _explain(
    session: Session, content: Content, row: Schedule, reason: str, now: datetime, said: str = ""
) -> None:
    row.reason = reason
    events.record(
        session, content.region_id, ACTOR, "page.schedule-failed", now, content_id=content.id,
        language=content.source_language, reason=reason, said=said,
    )  # fmt: skip
    session.flush()
