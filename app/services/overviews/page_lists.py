"""Lists of a region's pages, filtered, a line each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Content, Page, Region, Revision, Translation


@dataclass(frozen=True)
class PageLine:
    """One page: its working title, its place, the state of its working copy."""

    id: int
    title: str
    parent_id: int | None
    state: str
    live_since: datetime | None
    saved_at: datetime
    archived_at: datetime | None


def lines(
    session: Session,
    region: Region,
    *,
    parent_id: int | None = None,
    state: str = "",
    archived: bool = False,
    q: str = "",
) -> list[PageLine]:
    """The pages that fit, by parent and order; `archived` names those that were put away instead."""
    wanted = (
        select(Content.id, Revision.title, Page.parent_id, Translation.state,
               Translation.live_since, Revision.at, Content.archived_at)
        .join(Page, Page.content_id == Content.id)
        .join(Revision, Revision.id == Content.working_revision_id)
        .join(
            Translation,
            (Translation.content_id == Content.id)
            & (Translation.language == Content.source_language),
        )
        .where(Content.region_id == region.id, Content.archived_at.is_not(None) == archived)
        .order_by(Page.parent_id.is_not(None), Page.parent_id, Page.order_key, Content.id)
    )  # fmt: skip
    if parent_id is not None:
        wanted = wanted.where(Page.parent_id == parent_id)
    if state:
        wanted = wanted.where(Translation.state == state)
    if q:
        wanted = wanted.where(Revision.title.icontains(q, autoescape=True))
    return [PageLine(*row) for row in session.execute(wanted)]
