"""Taking back at once what was ticked off at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.models import Content, Event, Region
from app.models import Segment as SegmentRow
from app.services import regions, tree
from app.services.desk.paragraphs import deeds, undoing
from app.services.desk.paragraphs.confirming import MOST


def untick(
    session: Session,
    who: Actor,
    region: Region,
    language: str,
    segment_ids: Collection[int],
    now: datetime,
) -> int:
    """Take back the visitor's word that these paragraphs are right; how many had it.

    What somebody has translated anew since stays. Each page is compared and published once.
    """
    regions.check_target(region, language)
    tree.lock(session, region.id)
    return sum(
        _untick(session, who, content, language, ids, now)
        for content, ids in _by_page(session, region, segment_ids)
    )


def _by_page(
    session: Session, region: Region, segment_ids: Collection[int]
) -> list[tuple[Content, list[int]]]:
    """The paragraphs of this region among these, by their content; at most as many as are ticked off."""
    wanted = sorted(set(segment_ids))[:MOST]
    rows = session.execute(
        select(Content, SegmentRow.id)
        .join(SegmentRow, SegmentRow.content_id == Content.id)
        .where(Content.region_id == region.id, SegmentRow.id.in_(wanted))
        .where(Content.published_revision_id.is_not(None))
        .order_by(Content.id, SegmentRow.id)
        .execution_options(populate_existing=True)
    )
    found: dict[int, tuple[Content, list[int]]] = {}
    for content, segment_id in rows:
        found.setdefault(content.id, (content, []))[1].append(segment_id)
    return list(found.values())


def _untick(
    session: Session, who: Actor, content: Content, language: str, ids: list[int], now: datetime
) -> int:
    undone = []
    for segment_id in ids:
        found = undoing.undoable(session, who, content, language, segment_id)
        if found is None or found.kind != "word":
            continue
        said = session.get_one(Event, found.number).detail["passed"][str(segment_id)]
        undoing.unsay(session, segment_id, language, said)
        undone.append(segment_id)
    if undone:
        deeds.renew(session, content, language, now)
    for segment_id in undone:
        deeds.note(
            session, who, content, language, undoing.UNDONE, now, segment=segment_id, kind="word"
        )
    return len(undone)
