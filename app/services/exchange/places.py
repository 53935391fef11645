"""Where a returned text belongs: what was sent of a paragraph, and what stands there now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session, aliased

from app.domain.exchange.row_states import Online, Sent
from app.domain.exchange.texts import neat
from app.domain.freshness.staleness import Source
from app.domain.segments.segmentation import Segment
from app.models import Content, Export, ExportItem, Head, Occurrence, Target
from app.models import Segment as SegmentRow
from app.services.segments import targets
from app.services.segments.stored_segments import codes_from_json
from app.services.translation.memory.memory_rows import makers


@dataclass(frozen=True)
class Place:
    """A paragraph: its content, the source text that was sent and that of now (None: it is gone)."""

    segment_id: int
    content_id: int
    sent: Sent
    source: Segment
    now: Source | None
    online: Online | None


SentRow = aliased(Target)
_NOW = (
    SegmentRow.id, SegmentRow.content_id, SegmentRow.kind, Occurrence.hash, Occurrence.element,
    Occurrence.coded, Occurrence.codes, Head.lock_version, Target.id.label("target_id"),
    Target.coded.label("target"), Target.made_against, Target.origin, Target.based_on,
)  # fmt: skip


def standing_now(language: str, *columns: Any) -> Select[Any]:
    """A query of segments with their published text and what is served, to be narrowed."""
    here = (Occurrence.revision_id == Content.published_revision_id) & (
        Occurrence.segment_id == SegmentRow.id
    )
    head = (Head.segment_id == SegmentRow.id) & (Head.language == language)
    return (
        select(*_NOW, *columns)
        .select_from(SegmentRow)
        .join(Content, Content.id == SegmentRow.content_id)
        .outerjoin(Occurrence, here)
        .outerjoin(Head, head)
        .outerjoin(Target, Target.id == Head.target_id)
    )


def of_export(session: Session, export: Export) -> dict[int, Place]:
    """The places of all paragraphs that an export sent, by segment."""
    query = standing_now(
        export.language, ExportItem.source_hash, ExportItem.target_id.label("sent_id"),
        ExportItem.lock_version.label("sent_version"), ExportItem.standing,
        SentRow.coded.label("sent_text"),
    )  # fmt: skip
    rows = session.execute(
        query.join(ExportItem, ExportItem.segment_id == SegmentRow.id)
        .outerjoin(SentRow, SentRow.id == ExportItem.target_id)
        .where(ExportItem.export_id == export.id)
    ).all()
    moved = [row for row in rows if row.target_id and row.lock_version != row.sent_version]
    newer = _written_by_people(session, moved)
    return {row.id: _place(session, row, export.language, row.id in newer) for row in rows}


def _place(session: Session, row: Row[Any], language: str, is_newer: bool) -> Place:
    now = source_now(row)
    text = neat(row.sent_text, language) if row.sent_text else ""
    sent = Sent(row.source_hash, text, row.sent_id, row.standing)
    is_same = now is not None and now.hash == row.source_hash
    source = now.segment if now and is_same else targets.source_of(session, row.id, row.source_hash)
    return Place(row.id, row.content_id, sent, source, now, online_of(row, language, is_newer))


def source_now(row: Row[Any]) -> Source | None:
    """The source text that a row of `standing_now` has, if its paragraph still stands in its page."""
    if row.hash is None:
        return None
    codes = codes_from_json(row.codes)
    return Source(row.hash, Segment(row.kind, row.element, row.coded, codes))


def online_of(row: Row[Any], language: str, is_newer: bool) -> Online | None:
    """What readers get for a row of `standing_now`."""
    if row.target_id is None:
        return None
    return Online(row.target_id, neat(row.target, language), row.made_against, is_newer)


def _written_by_people(session: Session, rows: Iterable[Row[Any]]) -> set[int]:
    """The segments whose served text goes back to something that a person wrote since it was sent."""
    found = set()
    for row in rows:
        root = _root(session, row)
        if root.id != row.sent_id and root.segment_id == row.id and root.origin != "machine":
            found.add(row.id)
    return found


def _root(session: Session, row: Row[Any]) -> Target:
    """The target that rules and memory have carried on to the one that is served."""
    target = session.get_one(Target, row.target_id)
    while target.origin in ("rule", "memory") and target.based_on and target.id != row.sent_id:
        target = session.get_one(Target, target.based_on)
    return target


def made_by(session: Session, rows: Iterable[Row[Any]]) -> dict[int, str]:
    """By served target, who made the text that rules and memory carried on: human, machine, import."""
    return makers(session, [(row.target_id, row.origin, row.based_on) for row in rows])
