"""Where a paragraph stands: the one look that keeps ids out of addresses from reaching other regions."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models import Content, Region
from app.models import Segment as SegmentRow
from app.services import regions


def content_of(session: Session, region: Region, language: str, segment_id: int) -> Content:
    """The content that a paragraph belongs to; NotFound if it is another region's, or none.

    Invalid unless the region translates into `language`.
    """
    regions.check_target(region, language)
    found = session.scalar(
        select(Content)
        .join(SegmentRow, SegmentRow.content_id == Content.id)
        .where(SegmentRow.id == segment_id, Content.region_id == region.id)
    )
    if found is None:
        raise NotFound(f"paragraph {segment_id} does not exist in region {region.slug!r}")
    return found
