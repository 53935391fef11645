"""Which pages lead to a page: those whose readers would meet a link to nowhere if it went away."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Content, Link, Revision


def of(session: Session, content: Content) -> list[tuple[int, str]]:
    """The published pages that link to this one, by id and title, each once."""
    rows = session.execute(
        select(Content.id, Revision.title)
        .join(Link, Link.content_id == Content.id)
        .join(Revision, Revision.id == Content.working_revision_id)
        .where(Link.points_to == content.id, Link.content_id != content.id)
        .where(Content.archived_at.is_(None))
        .distinct()
        .order_by(Revision.title, Content.id)
    )
    return [(id_, title) for id_, title in rows]
