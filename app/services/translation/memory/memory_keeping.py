"""What a region's memory holds beside its guide: texts that came from other programs.

They are targets like all others, of segments that belong to a content of the kind "memory" and
stand in no page. So whatever looks for translations finds them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.domain.segments.segmentation import Segment
from app.models import Content, Region, Target
from app.models import Segment as SegmentRow
from app.services import regions, tree
from app.services.segments.revisions import remember_segments
from app.services.segments.stored_segments import codes_to_json

KIND = "memory"
BATCH = 1000


@dataclass(frozen=True)
class Unit:
    """A text with its translation, as it is to be kept; `origin` is import or machine."""

    source: Segment
    coded: str
    origin: str
    quality: str


def content_of(session: Session, region: Region, now: datetime) -> Content:
    """What the texts beside the guide belong to; it is made when first needed."""
    tree.lock(session, region.id)
    known = session.scalar(
        select(Content).where(Content.region_id == region.id, Content.kind == KIND)
    )
    if known is not None:
        return known
    source = regions.source_code(region)
    made = Content(region_id=region.id, kind=KIND, source_language=source, created_at=now)
    session.add(made)
    session.flush()
    return made


def keep(
    session: Session,
    region: Region,
    language: str,
    units: Sequence[Unit],
    *,
    author: str,
    now: datetime,
) -> None:
    """Write units down; equal source texts share a segment."""
    content = content_of(session, region, now)
    for start in range(0, len(units), BATCH):
        _write(session, content, language, units[start : start + BATCH], author, now)


def _write(
    session: Session,
    content: Content,
    language: str,
    units: Sequence[Unit],
    author: str,
    now: datetime,
) -> None:
    pieces = remember_segments(session, [unit.source for unit in units])
    names = [piece.hash for piece in pieces]
    segments = _segments(session, content, dict(zip(names, units, strict=True)))
    rows = [
        {
            "segment_id": segments[name], "language": language, "coded": unit.coded,
            "codes": codes_to_json(unit.source.codes), "made_against": name,
            "origin": unit.origin, "quality": unit.quality, "author": author, "at": now,
        }
        for name, unit in zip(names, units, strict=True)
    ]  # fmt: skip
    session.execute(insert(Target), rows)


def _segments(session: Session, content: Content, units: dict[str, Unit]) -> dict[str, int]:
    """By source text the segment that holds its translations, made where there is none."""
    rows = session.execute(
        select(Target.made_against, Target.segment_id)
        .join(SegmentRow, SegmentRow.id == Target.segment_id)
        .where(SegmentRow.content_id == content.id, Target.made_against.in_(units))
    )
    known: dict[str, int] = {row.made_against: row.segment_id for row in rows}
    new = {
        name: SegmentRow(content_id=content.id, kind=unit.source.kind)
        for name, unit in units.items()
        if name not in known
    }
    session.add_all(new.values())
    session.flush()
    return known | {name: row.id for name, row in new.items()}
