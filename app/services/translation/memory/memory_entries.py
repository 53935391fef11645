"""Entries of the memory as people see them: German, translation, whose it is, where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, exists, func, select
from sqlalchemy.orm import Session, aliased

from app.domain.segments.codes import Code
from app.models import Content, Head, MemoryVeto, Occurrence, Region, Revision, SourceText, Target
from app.models import Segment as SegmentRow
from app.services.segments import moves
from app.services.segments.stored_segments import codes_from_json
from app.services.translation.memory.memory_keeping import KIND


@dataclass(frozen=True)
class Entry:
    """A text with a translation out of the memory.

    `page` and `title` are those that it was written for, None and "" if it came from a file.
    `stands` is the paragraph whose German of now it answers, None if that stands nowhere; then it
    may be corrected here. `is_served`: readers get just this for some paragraph. `taken_back`:
    somebody undid it where it was served. `withdrawn_by` says who wants it offered no more.
    """

    target_id: int
    source: str
    coded: str
    codes: tuple[Code, ...]
    origin: str
    quality: str
    author: str
    at: datetime
    page: int | None
    title: str
    stands: int | None
    is_served: bool
    taken_back: bool
    withdrawn_by: str
    withdrawn_at: datetime | None

    @property
    def is_from_file(self) -> bool:
        """Whether it belongs to no page."""
        return self.page is None

    @property
    def is_offered(self) -> bool:
        """Whether look-ups find it."""
        return not self.withdrawn_by and not self.taken_back


def entries(session: Session, region: Region, ids: Sequence[int]) -> list[Entry]:
    """These entries of a region's memory, in that order; ids of others are left out."""
    if not ids:
        return []
    served = _served(session, region, ids)
    rows = {row.id: row for row in session.execute(_query(region, ids))}
    return [_entry(rows[id_], served.get(id_)) for id_ in ids if id_ in rows]


def entry(session: Session, region: Region, target_id: int) -> Entry | None:
    """One entry, None if the region has no such."""
    return next(iter(entries(session, region, [target_id])), None)


def _query(region: Region, ids: Sequence[int]) -> Any:
    said = aliased(MemoryVeto)
    first = (
        select(func.min(said.id))
        .where(said.region_id == region.id, said.source_hash == Target.made_against)
        .where(said.language == Target.language, said.coded == Target.coded)
        .correlate(Target)
        .scalar_subquery()
    )
    return (
        select(
            Target.id, Target.coded, Target.codes, Target.origin, Target.quality, Target.author,
            Target.at, Content.id.label("content_id"), Content.kind.label("content_kind"),
            Revision.title, SourceText.coded.label("source"), _stands(region).label("stands"),
            (~moves.never_taken_back()).label("taken_back"),
            MemoryVeto.author.label("withdrawn_by"), MemoryVeto.at.label("withdrawn_at"),
        )
        .join(SegmentRow, SegmentRow.id == Target.segment_id)
        .join(Content, Content.id == SegmentRow.content_id)
        .join(SourceText, SourceText.hash == Target.made_against)
        .outerjoin(Revision, Revision.id == Content.working_revision_id)
        .outerjoin(MemoryVeto, MemoryVeto.id == first)
        .where(Target.id.in_(ids), Content.region_id == region.id, Target.quality != "draft")
    )  # fmt: skip


def _stands(region: Region) -> Any:
    """A published paragraph that has the German of a target now: its own one first."""
    there, here = aliased(Occurrence), aliased(Content)
    standing = (
        select(func.min(there.segment_id))
        .join(here, here.published_revision_id == there.revision_id)
        .where(there.hash == Target.made_against, here.region_id == region.id)
        .where(here.archived_at.is_(None))
        .correlate(Target)
    )
    own = standing.where(there.segment_id == Target.segment_id)
    return func.coalesce(own.scalar_subquery(), standing.scalar_subquery())


def _served(session: Session, region: Region, ids: Sequence[int]) -> dict[int, int]:
    """Those of the targets whose very text readers get, with a paragraph that they get it for."""
    same, place = aliased(Target), aliased(SegmentRow)
    stands = exists().where(
        Occurrence.segment_id == Head.segment_id,
        Occurrence.revision_id == Content.published_revision_id,
    )
    rows = session.execute(
        select(Target.id, func.min(Head.segment_id))
        .join(
            same,
            (same.made_against == Target.made_against)
            & (same.language == Target.language)
            & (same.coded == Target.coded),
        )
        .join(Head, Head.target_id == same.id)
        .join(place, place.id == Head.segment_id)
        .join(Content, Content.id == place.content_id)
        .where(Target.id.in_(ids), Content.region_id == region.id, stands)
        .group_by(Target.id)
    )
    return {row[0]: row[1] for row in rows}


def _entry(row: Row[Any], served_for: int | None) -> Entry:
    is_from_file = row.content_kind == KIND
    return Entry(
        row.id, row.source, row.coded, codes_from_json(row.codes), row.origin, row.quality,
        row.author, row.at, None if is_from_file else row.content_id,
        "" if is_from_file else row.title or "", served_for or row.stands,
        served_for is not None, bool(row.taken_back), row.withdrawn_by or "", row.withdrawn_at,
    )  # fmt: skip
