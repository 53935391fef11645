"""Where there may be work: the contents to compare, so that each is compared in a transaction of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Content, Job, Language, RegionLanguage, Status
from app.services import regions
from app.services.translation import reconciling


def noted(session: Session) -> Sequence[int]:
    """Contents with a stale or missing paragraph in a language that machines may translate into, or
    with work that is open."""
    wanted = (
        select(Status.content_id)
        .join(Content, Content.id == Status.content_id)
        .join(Language, Language.code == Status.language)
        .join(
            RegionLanguage,
            (RegionLanguage.region_id == Content.region_id)
            & (RegionLanguage.language_id == Language.id),
        )
        .where(Status.state.in_(("stale", "missing")))
        .where(RegionLanguage.active, RegionLanguage.machine != "off")
    )
    at_work = select(Job.content_id).where(Job.state.in_(("waiting", "held")))
    query = select(Content.id).where(Content.id.in_(wanted.union(at_work))).order_by(Content.id)
    return session.scalars(query).all()


def every(session: Session, slug: str = "") -> Sequence[int]:
    """All published contents, of one region or of all."""
    query = select(Content.id).where(Content.published_revision_id.is_not(None))
    if slug:
        query = query.where(Content.region_id == regions.get(session, slug).id)
    return session.scalars(query.order_by(Content.id)).all()


def reconcile(session: Session, content_id: int, now: datetime) -> int:
    """Reconcile one content; how many jobs are new."""
    content = session.get(Content, content_id)
    return 0 if content is None else reconciling.content(session, content, now)
