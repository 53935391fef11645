"""What becomes due as days pass: a machine's text goes before a person's that has been old too long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Content, Language, RegionLanguage, Status
from app.services import tree
from app.services.publishing import publication


def contents(session: Session, now: datetime) -> Sequence[int]:
    """The published contents with a paragraph that has been stale for as long as its region waits."""
    rows = session.execute(
        select(Status.content_id, Status.since, RegionLanguage.machine_after_days)
        .join(Content, Content.id == Status.content_id)
        .join(Language, Language.code == Status.language)
        .join(
            RegionLanguage,
            (RegionLanguage.region_id == Content.region_id)
            & (RegionLanguage.language_id == Language.id),
        )
        .where(Status.state == "stale", Content.published_revision_id.is_not(None))
    )
    return sorted({id_ for id_, since, days in rows if now - since >= timedelta(days=days)})


def publish(session: Session, content_id: int, now: datetime) -> None:
    """Make the texts of a content anew; what has not changed is not written."""
    content = session.get(Content, content_id)
    if content is not None and content.published_revision_id is not None:
        tree.lock(session, content.region_id)
        publication.publish_texts(session, content, now)
