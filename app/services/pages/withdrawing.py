"""Withdrawing: a page leaves the readers of every language at once, and comes back in the same ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Content, Event, Translation
from app.services import events, tree
from app.services.pages import translations
from app.services.publishing import publication

WITHDRAWN = "page.withdraw"


def everywhere(session: Session, content: Content, *, by: str, now: datetime) -> list[str]:
    """Take a page away from the readers of all languages; which had it. Nothing is lost.

    Pages below it stay as they are, but nobody reaches them until it is back.
    """
    tree.lock(session, content.region_id)
    had = _live(session, content)
    for entry in had:
        entry.live_since, entry.state = None, "draft"
    if not had:
        return []
    session.flush()
    publication.publish_region(session, content.region_id, now)
    languages = sorted(entry.language for entry in had)
    events.record(
        session, content.region_id, by, WITHDRAWN, now, content_id=content.id, languages=languages
    )
    return languages


def _live(session: Session, content: Content) -> Sequence[Translation]:
    wanted = select(Translation).where(
        Translation.content_id == content.id, Translation.live_since.is_not(None)
    )
    return session.scalars(wanted.order_by(Translation.language)).all()


def bring_back(session: Session, content: Content, now: datetime) -> list[str]:
    """Let the languages that had a page until it was withdrawn everywhere have it again, once its
    source is live; which they are. One that lacks a translation of title or body stays away."""
    live = {entry.language for entry in _live(session, content)}
    waiting = [code for code in _had(session, content) if code not in live]
    back = [code for code in waiting if not translations.untranslated(session, content, code)]
    if content.source_language not in live or not back:
        return []
    for code in back:
        translations.release(session, content, code, now)
    publication.publish_region(session, content.region_id, now, texts_of={content.id})
    return back


def _had(session: Session, content: Content) -> list[str]:
    """The languages that the newest such withdrawal took the page away from."""
    newest = session.scalar(
        select(Event)
        .where(Event.content_id == content.id, Event.action == WITHDRAWN)
        .order_by(Event.id.desc())
        .limit(1)
    )
    return list(newest.detail.get("languages", [])) if newest else []
