"""The findings of a region: what people have to look at, by language."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.models import Content, Finding, Head, Region, Target
from app.models import Segment as SegmentRow


@dataclass(frozen=True)
class Line:
    """One finding with the translation that it is about."""

    id: int
    check: str
    level: str
    detail: str
    target_id: int
    segment_id: int
    content_id: int
    language: str
    coded: str
    is_served: bool
    dismissed_by: str


def of_region(
    session: Session, region: Region, language: str = "", *, dismissed: bool = False
) -> list[Line]:
    """The findings on what readers get or might get next, blocks first, then page by page.

    A target that another has taken the place of is not looked at any more.
    """
    rows = session.execute(_wanted(region, language, dismissed))
    lines = [
        Line(
            finding.id, finding.check_name, finding.level, finding.detail, finding.target_id,
            target.segment_id, content_id, target.language, target.coded, head == target.id,
            finding.dismissed_by,
        )
        for finding, target, content_id, head in rows
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (line.level, line.language, line.content_id, line.id))


def counts(lines: list[Line]) -> dict[str, dict[str, int]]:
    """How many findings each language has, by check."""
    found: dict[str, Counter[str]] = {}
    for line in lines:
        found.setdefault(line.language, Counter())[line.check] += 1
    return {language: dict(sorted(found[language].items())) for language in sorted(found)}


def _wanted(region: Region, language: str, dismissed: bool) -> Select[Finding, Target, int, int]:
    is_open = Finding.dismissed_at.is_not(None) if dismissed else Finding.dismissed_at.is_(None)
    query = (
        select(Finding, Target, SegmentRow.content_id, Head.target_id)
        .join(Target, Target.id == Finding.target_id)
        .join(SegmentRow, SegmentRow.id == Target.segment_id)
        .join(Content, Content.id == SegmentRow.content_id)
        .outerjoin(
            Head, (Head.segment_id == Target.segment_id) & (Head.language == Target.language)
        )
        .where(Content.region_id == region.id, Content.archived_at.is_(None), is_open)
        .where((Head.target_id.is_(None)) | (Head.target_id <= Target.id))
    )
    return query.where(Target.language == language) if language else query
