"""The pages that links lead to or stand on: their titles, and why readers do not get one."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Content, Fragment, Region, Revision, Translation


def titles(session: Session, ids: Collection[int]) -> dict[int, str]:
    """The titles of contents as those who work on them see them."""
    if not ids:
        return {}
    newest = func.coalesce(Content.working_revision_id, Content.published_revision_id)
    rows = session.execute(
        select(Content.id, Revision.title)
        .join(Revision, Revision.id == newest)
        .where(Content.id.in_(ids))
    )
    return {id_: str(title) for id_, title in rows}


def absent(session: Session, region: Region, ids: Collection[int]) -> dict[int, str]:
    """Those of the pages that readers of their own language do not get, and why: archived, draft,
    below (a page above it is not to be had), or missing."""
    if not ids:
        return {}
    public = set(
        session.scalars(
            select(Fragment.content_id)
            .join(Content, Content.id == Fragment.content_id)
            .where(Fragment.content_id.in_(ids), Fragment.language == Content.source_language)
        )
    )
    rows = session.execute(
        select(Content.id, Content.archived_at, Translation.live_since)
        .outerjoin(
            Translation,
            (Translation.content_id == Content.id)
            & (Translation.language == Content.source_language),
        )
        .where(Content.id.in_(set(ids) - public), Content.region_id == region.id)
    )
    known = {
        id_: "archived" if archived else "below" if live else "draft"
        for id_, archived, live in rows
    }
    return {id_: known.get(id_, "missing") for id_ in set(ids) - public}
