"""Texts that a region's memory offers no more: said by a person, obeyed by every look-up, undone as easily."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, select
from sqlalchemy.orm import Session

from app.errors import Conflict, NotFound
from app.models import Content, Head, MemoryVeto, Occurrence, Region, Target
from app.models import Segment as SegmentRow
from app.services import events

HIGHEST = 2**31 - 1  # that databases count to
LONGEST = 200  # characters of a text in the audit trail


def find(session: Session, region: Region, language: str, target_id: int) -> Target:
    """A translation of this region's memory in a language; NotFound if it is none."""
    known = (
        select(Target)
        .join(SegmentRow, SegmentRow.id == Target.segment_id)
        .join(Content, Content.id == SegmentRow.content_id)
        .where(Target.id == target_id, Target.language == language)
        .where(Content.region_id == region.id, Target.quality != "draft")
    )
    found = session.scalar(known) if target_id <= HIGHEST else None
    if found is None:
        raise NotFound(f"the memory of region {region.slug!r} has no text {target_id} ({language})")
    return found


def never_vetoed() -> ColumnElement[bool]:
    """A condition on targets of contents: nobody in their region said no to this text."""
    return ~exists().where(
        MemoryVeto.source_hash == Target.made_against,
        MemoryVeto.language == Target.language,
        MemoryVeto.coded == Target.coded,
        MemoryVeto.region_id == Content.region_id,
    )


def withdraw(
    session: Session, region: Region, language: str, target_id: int, *, who: str, now: datetime
) -> Target:
    """Offer a text no more, wherever it was written. Conflict while readers are served it."""
    target = find(session, region, language, target_id)
    if is_served(session, region, target):
        raise Conflict(f"text {target_id} is what readers get; it is changed at the desk")
    if not _vetoes(session, region, target):
        session.add(
            MemoryVeto(
                region_id=region.id, language=language, source_hash=target.made_against,
                coded=target.coded, author=who, at=now,
            )
        )  # fmt: skip
        _note(session, region, "memory.withdraw", target, who, now)
    return target


def offer_again(
    session: Session, region: Region, language: str, target_id: int, *, who: str, now: datetime
) -> Target:
    """Take back that a text is offered no more."""
    target = find(session, region, language, target_id)
    known = _vetoes(session, region, target)
    if known:
        session.execute(delete(MemoryVeto).where(MemoryVeto.id.in_(known)))
        _note(session, region, "memory.offer", target, who, now)
    return target


def is_served(session: Session, region: Region, target: Target) -> bool:
    """Whether readers get this text for a paragraph that stands in a page now."""
    return (
        session.scalar(
            select(Target.id)
            .join(Head, Head.target_id == Target.id)
            .join(SegmentRow, SegmentRow.id == Target.segment_id)
            .join(Content, Content.id == SegmentRow.content_id)
            .join(
                Occurrence,
                (Occurrence.revision_id == Content.published_revision_id)
                & (Occurrence.segment_id == Target.segment_id),
            )
            .where(Target.made_against == target.made_against, Target.language == target.language)
            .where(Target.coded == target.coded, Content.region_id == region.id)
            .limit(1)
        )
        is not None
    )


def _vetoes(session: Session, region: Region, target: Target) -> list[int]:
    return list(
        session.scalars(
            select(MemoryVeto.id).where(
                MemoryVeto.region_id == region.id,
                MemoryVeto.source_hash == target.made_against,
                MemoryVeto.language == target.language,
                MemoryVeto.coded == target.coded,
            )
        )
    )


def _note(
    session: Session, region: Region, deed: str, target: Target, who: str, now: datetime
) -> None:
    detail: dict[str, Any] = {"target": target.id, "text": target.coded[:LONGEST]}
    events.record(session, region.id, who, deed, now, language=target.language, **detail)
    session.flush()
