"""The deeds of those who write: each is one use case, noted in the audit trail."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.errors import Conflict, Invalid
from app.models import Content, Region, Revision
from app.services import events, tree
from app.services.editing import autosave
from app.services.pages import pages, releasing, withdrawing
from app.services.pages.pages import Draft
from app.services.segments.saving import Report


def create(
    session: Session,
    region: Region,
    draft: Draft,
    parent_id: int | None,
    who: Actor,
    *,
    now: datetime,
) -> Content:
    """A new page as a draft; what was typed for it is no longer kept apart."""
    content = pages.create(
        session, region, draft, author=who.name, now=now, parent_id=parent_id,
        icon=draft.look.icon if draft.look else "",
    )  # fmt: skip
    autosave.forget(session, who.id, autosave.new_page(region))
    _note(session, content, who, "page.create", now, title=draft.title)
    return content


def save(
    session: Session, content: Content, draft: Draft, based_on: int, who: Actor, *, now: datetime
) -> bool:
    """Save the working copy; whether anything changed. Conflict if somebody else saved since."""
    tree.lock(session, content.region_id)
    saved = pages.revise(session, content, draft, based_on=based_on, author=who.name, now=now)
    autosave.forget(session, who.id, autosave.page(content))
    if saved.number == based_on:
        return False
    _note(session, content, who, "page.save", now, revision=saved.number)
    return True


def submit(session: Session, content: Content, who: Actor, *, now: datetime) -> None:
    """Hand the working copy in for review."""
    tree.lock(session, content.region_id)
    pages.submit(session, content, content.source_language)
    _note(session, content, who, "page.submit", now, revision=_number(content))


def send_back(session: Session, content: Content, note: str, who: Actor, *, now: datetime) -> None:
    """Give a working copy that was handed in back to its author, with a word why."""
    tree.lock(session, content.region_id)
    source = pages.translation(session, content, content.source_language)
    if source.state != "review":
        raise Conflict(f"page {content.id} does not wait for review")
    if not note.strip():
        raise Invalid("note: say what is still to do")
    source.state = "draft"
    _note(
        session, content, who, "page.send-back", now, revision=_number(content), note=note.strip()
    )


def publish(
    session: Session,
    content: Content,
    based_on: int,
    minor: Collection[int],
    who: Actor,
    *,
    now: datetime,
) -> Report:
    """Let readers have the working copy `based_on`, which is the one that was looked at.

    `minor` are the segments whose translations are declared to stay right. A page that was taken away
    from all readers comes back in the languages that had it.
    """
    tree.lock(session, content.region_id)
    session.refresh(content)
    if _number(content) != based_on:
        raise Conflict(f"page {content.id} is at revision {_number(content)}, not {based_on}")
    source = pages.translation(session, content, content.source_language)
    was_away = content.published is not None and source.live_since is None
    told = releasing.publish(session, content, now=now, author=who.name, minor=minor)
    back = withdrawing.bring_back(session, content, now) if was_away else []
    numbers = figures(told)
    _note(session, content, who, "page.publish", now, revision=based_on, languages=back, **numbers)
    return told


def figures(told: Report) -> dict[str, int]:
    """What a report says in numbers."""
    return {
        "changed": len(told.changes),
        "carried": told.count("carried"),
        "spelling": told.count("spelling"),
        "work": told.count("work"),
        "translations": told.translations,
        "characters": told.characters,
        "removed": len(told.gone),
    }


def withdraw(session: Session, content: Content, who: Actor, *, now: datetime) -> list[str]:
    """Take the page away from the readers of all languages that have it, which are told."""
    return withdrawing.everywhere(session, content, by=who.name, now=now)


def discard(
    session: Session, content: Content, based_on: int, who: Actor, *, now: datetime
) -> None:
    """Go back to what readers have; the working copy stays in the history."""
    tree.lock(session, content.region_id)
    session.refresh(content)
    if content.published is None:
        raise Conflict(f"page {content.id} was never published")
    if _number(content) != based_on:
        raise Conflict(f"page {content.id} is at revision {_number(content)}, not {based_on}")
    content.working = content.published
    source = pages.translation(session, content, content.source_language)
    source.state = "published" if source.live_since else "draft"
    session.flush()
    autosave.forget(session, who.id, autosave.page(content))
    _note(session, content, who, "page.discard", now, revision=based_on)


def working(content: Content) -> Revision:
    """The working copy; every page that can be edited has one."""
    assert content.working is not None
    return content.working


def _number(content: Content) -> int:
    return working(content).number


def _note(
    session: Session, content: Content, who: Actor, action: str, now: datetime, **detail: Any
) -> None:
    events.record(
        session, content.region_id, who.name, action, now, content_id=content.id,
        language=content.source_language, **detail,
    )  # fmt: skip
