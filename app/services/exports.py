"""Claims of exports: what is being translated elsewhere, by whose order, and until when.

A claim is shown beside a paragraph's state and never instead of it; it ends by itself.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.errors import NotFound
from app.models import Export, ExportItem
from app.services import access, events


@dataclass(frozen=True)
class Claim:
    """An export: what it is called, for which language, by whom, since and until when it claims."""

    key: str
    language: str
    author: str
    format: str
    made_at: datetime
    until: datetime
    ended_at: datetime | None
    units: int = 0
    answered: int = 0

    def holds(self, now: datetime) -> bool:
        """Whether its paragraphs are still awaited."""
        return self.ended_at is None and now <= self.until


def of_region(session: Session, who: Actor, slug: str, language: str = "") -> list[Claim]:
    """The exports of a region, the newest first, with how many of their paragraphs came back."""
    region = access.region(session, who, "view", slug)
    wanted = (
        select(Export, func.count(ExportItem.segment_id), func.count(ExportItem.answered_at))
        .join(ExportItem, ExportItem.export_id == Export.id)
        .where(Export.region_id == region.id)
        .group_by(Export.id)
        .order_by(Export.id.desc())
    )
    if language:
        wanted = wanted.where(Export.language == language)
    return [_claim(row, units, answered) for row, units, answered in session.execute(wanted)]


def of_segments(
    session: Session, segments: Collection[int], language: str, now: datetime
) -> dict[int, Claim]:
    """Of these segments, those that are awaited from elsewhere, with the claim that ends last."""
    rows = session.execute(
        select(ExportItem.segment_id, Export)
        .join(Export, Export.id == ExportItem.export_id)
        .where(ExportItem.segment_id.in_(segments), ExportItem.answered_at.is_(None))
        .where(Export.language == language, Export.ended_at.is_(None), Export.until >= now)
        .order_by(Export.until)
    )
    return {segment_id: _claim(export) for segment_id, export in rows}


def end(session: Session, who: Actor, slug: str, key: str, now: datetime) -> Claim:
    """Await nothing more from an export; a file of it that comes later is taken all the same."""
    region = access.region(session, who, "view", slug)
    export = session.scalar(select(Export).where(Export.key == key, Export.region_id == region.id))
    if export is None:
        raise NotFound(f"region {slug!r} has no export {key!r}")
    access.check(who, "translate", slug, export.language)
    if export.ended_at is None:
        export.ended_at = now
        events.record(
            session, region.id, who.name, "translation.export-end", now,
            language=export.language, export=key,
        )  # fmt: skip
        session.flush()
    return _claim(export)


def _claim(row: Export, units: int = 0, answered: int = 0) -> Claim:
    return Claim(
        row.key, row.language, row.author, row.format, row.made_at, row.until, row.ended_at,
        units, answered,
    )  # fmt: skip
