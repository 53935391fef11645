"""Paragraphs that are not fresh: the worst of a region, and all of a section by language and state."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from app.domain.segments.codes import visible
from app.models import Content, Head, Occurrence, Region, Status, Target
from app.services.overviews.coverage import unseen
from app.services.overviews.holdings import Holdings
from app.services.segments.revisions import codes_from_json

SHOWN = 160  # characters of a paragraph's German


@dataclass(frozen=True)
class Line:
    """A paragraph and the languages in which it is not as it should be, the worst state first.

    `since` is when the first of them fell behind, `severity` the worst of them.
    """

    segment_id: int
    content_id: int
    text: str
    state: str
    severity: int
    since: datetime
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Lines:
    """One part of a list, and how many there are in all."""

    lines: tuple[Line, ...]
    total: int


def worst(session: Session, region: Region, held: Holdings, limit: int = 8) -> list[Line]:
    """The stale paragraphs that harm most, the longest first among equals; a paragraph stands once."""
    grouped = _stale(region, held).limit(limit).subquery()
    rows = session.execute(
        select(grouped, Occurrence.coded, Occurrence.codes)
        .join(Content, Content.id == grouped.c.content_id)
        .join(
            Occurrence,
            (Occurrence.revision_id == Content.published_revision_id)
            & (Occurrence.segment_id == grouped.c.segment_id),
        )
        .order_by(grouped.c.severity.desc(), grouped.c.since, grouped.c.segment_id)
    )
    return [
        Line(
            row.segment_id, row.content_id, _short(row), "stale", row.severity, row.since,
            tuple(sorted(row.languages.split(","))),
        )
        for row in rows
    ]  # fmt: skip


def _stale(region: Region, held: Holdings) -> Select[int, int, int, datetime, str]:
    """The stale paragraphs of pages that can be read, grouped over the languages."""
    codes = [entry.language.code for entry in region.languages if entry.active]
    worst_first = func.max(Status.severity).desc(), func.min(Status.since), Status.segment_id
    return (
        select(
            Status.segment_id, Status.content_id,
            func.max(Status.severity).label("severity"), func.min(Status.since).label("since"),
            func.aggregate_strings(Status.language, ",").label("languages"),
        )
        .where(Status.content_id.in_(list(held.pages)))
        .where(Status.state == "stale", Status.language.in_(codes))
        .group_by(Status.segment_id, Status.content_id)
        .order_by(*worst_first)
    )  # fmt: skip


def listed(
    session: Session,
    region: Region,
    contents: Collection[int],
    language: str,
    kind: str,
    *,
    start: int = 0,
    limit: int = 50,
) -> Lines:
    """The paragraphs of these pages that are `kind` (stale, missing or check) in a language, the
    worst first."""
    wanted = _listed(region, contents, language, kind)
    total = session.scalar(wanted.with_only_columns(func.count(), maintain_column_froms=True)) or 0
    rows = session.execute(
        wanted.order_by(
            Status.severity.desc(), Status.since, Status.content_id, Occurrence.position
        )
        .offset(start)
        .limit(limit)
    )
    lines = [
        Line(
            row.segment_id, row.content_id, _short(row), row.state, row.severity, row.since,
            (language,),
        )
        for row in rows
    ]  # fmt: skip
    return Lines(tuple(lines), total)


def _listed(
    region: Region, contents: Collection[int], language: str, kind: str
) -> Select[int, int, str, int, datetime, str, Sequence[object]]:
    query = (
        select(
            Status.segment_id, Status.content_id, Status.state, Status.severity, Status.since,
            Occurrence.coded, Occurrence.codes,
        )
        .join(Content, Content.id == Status.content_id)
        .join(
            Occurrence,
            (Occurrence.revision_id == Content.published_revision_id)
            & (Occurrence.segment_id == Status.segment_id),
        )
        .where(Status.content_id.in_(list(contents)), Status.language == language)
        .where(Status.characters > 0)
    )  # fmt: skip
    if kind in ("stale", "missing"):
        return query.where(Status.state == kind)
    return (
        query.outerjoin(
            Head, (Head.segment_id == Status.segment_id) & (Head.language == Status.language)
        )
        .outerjoin(Target, Target.id == Head.target_id)
        .where(Status.state.not_in(("stale", "missing")))
        .where((Status.state != "current") | unseen(Content.region_id == region.id))
    )


def _short(row: Row[*tuple[object, ...]]) -> str:
    text = " ".join(visible(row.coded, codes_from_json(row.codes)).split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "…"
