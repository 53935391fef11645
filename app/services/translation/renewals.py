"""Paragraphs that got another translation, read from the head moves: by whom, and after what wait."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, aliased

from app.models import Content, HeadMove, Occurrence, Revision, Target
from app.models import Segment as SegmentRow
from app.services.segments import moves
from app.services.segments.carrying import RULE

History = dict[int, tuple[list[datetime], list[str]]]


@dataclass(frozen=True)
class Renewal:
    """One head move: `maker` is human, machine, memory or rule.

    `is_fresh`: it answers the German that was published then; `is_replaced`: there was another
    translation before; `waited`: how long readers had seen an old text or none.
    """

    language: str
    severity: int
    maker: str
    is_fresh: bool
    is_replaced: bool
    waited: timedelta | None
    at: datetime


def of_region(session: Session, region_id: int, since: datetime | None) -> list[Renewal]:
    """The head moves of a region but for imports, undone ones and the undoing itself."""
    back = aliased(HeadMove)
    undone = exists().where(
        back.segment_id == HeadMove.segment_id,
        back.language == HeadMove.language,
        back.from_target_id == HeadMove.to_target_id,
        back.klass == moves.UNDONE,
    )
    ours = (
        select(HeadMove.segment_id)
        .join(SegmentRow, SegmentRow.id == HeadMove.segment_id)
        .join(Content, Content.id == SegmentRow.content_id)
        .where(Content.region_id == region_id, HeadMove.klass != moves.UNDONE, ~undone)
    )
    if since:
        ours = ours.where(HeadMove.at >= since)
    rows = session.execute(
        ours.with_only_columns(HeadMove, Target.origin, Target.made_against)
        .join(Target, Target.id == HeadMove.to_target_id)
        .where(Target.origin != "import")
        .order_by(HeadMove.id)
    ).all()
    published = _published(session, ours)
    return [_renewal(move, origin, text, published) for move, origin, text in rows]


def _renewal(move: HeadMove, origin: str, text: str, published: History) -> Renewal:
    maker = RULE if move.actor == RULE and origin != "machine" else origin
    return Renewal(
        move.language, move.severity, maker,
        _text_at(published, move.segment_id, move.at) == text, move.from_target_id is not None,
        move.at - move.stale_since if move.stale_since else None, move.at,
    )  # fmt: skip


def _published(session: Session, segments: Select[int]) -> History:
    """When each text of these segments came to be published, in order."""
    rows = session.execute(
        select(Occurrence.segment_id, Revision.published_at, Occurrence.hash)
        .join(Revision, Revision.id == Occurrence.revision_id)
        .where(Occurrence.segment_id.in_(segments), Revision.published_at.is_not(None))
        .order_by(Revision.published_at, Revision.id)
    )
    found: History = defaultdict(lambda: ([], []))
    for segment_id, at, text in rows:
        if at is not None:
            found[segment_id][0].append(at)
            found[segment_id][1].append(text)
    return found


def _text_at(published: History, segment_id: int, at: datetime) -> str:
    """The text that readers of German had of a segment at a time; "" if none."""
    times: Sequence[datetime]
    times, texts = published.get(segment_id, ([], []))
    place = bisect_right(times, at)
    return texts[place - 1] if place else ""
