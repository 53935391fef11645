"""A region as wide as a county's, made row by row: pages with the states of their paragraphs, all alike.

For measuring what reads a whole region: the rows are those that publishing leaves in the places where
such a reader looks. Addresses, and documents for readers, are not made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from app.models import (
    Base,
    Content,
    Head,
    Page,
    Region,
    Revision,
    Segment,
    SourceText,
    Status,
    Target,
    Translation,
)
from app.services import regions

ROOTS, CHILDREN = 12, 9
SUBJECTS = ("Kita", "Schule", "Wohnen", "Arbeit", "Deutsch lernen", "Gesundheit", "Freizeit")
TEXT = "<p>Bitte bringen Sie Ihren Ausweis mit. Die Beratung ist kostenlos und vertraulich.</p>"


def filled(
    session: Session, region: Region, pages: int, now: datetime, paragraphs: int = 9
) -> list[int]:
    """Add so many live pages to a region, translated into its languages; their ids.

    In each language one page in seven is old and one in eleven lacks a paragraph; one page in five
    has machine texts that nobody has looked at.
    """
    content = {"region_id": region.id, "kind": "page", "source_language": "de", "icon": ""}
    ids = _added(session, Content, [content | {"created_at": now}] * pages)
    _added(session, Revision, [_revision(id_, at, now) for at, id_ in enumerate(ids)])
    newest = select(func.max(Revision.id)).where(Revision.content_id == Content.id)
    session.execute(
        update(Content)
        .where(Content.id.in_(ids))
        .values(
            working_revision_id=newest.scalar_subquery(),
            published_revision_id=newest.scalar_subquery(),
        )
        .execution_options(synchronize_session=False)
    )
    session.execute(insert(Page), list(_places(region, ids)))
    session.execute(insert(Translation), list(_entries(region, ids, now)))
    _paragraphs(session, region, ids, paragraphs, now)
    return ids


def _added(session: Session, model: type[Base], rows: list[dict[str, Any]]) -> list[int]:
    """Insert rows; their ids, in the same order."""
    key = model.__table__.c.id
    return list(session.scalars(insert(model).returning(key, sort_by_parameter_order=True), rows))


def _revision(content_id: int, at: int, now: datetime) -> dict[str, Any]:
    title = f"{SUBJECTS[at % len(SUBJECTS)]} {at + 1}"
    return {
        "content_id": content_id, "number": 1, "title": title, "description": "",
        "html": TEXT * 5, "skeleton": "", "author": "Ada", "at": now - timedelta(days=at % 700),
        "published_at": now,
    }  # fmt: skip


def _places(region: Region, ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Twelve sections, nine pages below each, nine below each of those, and so on."""
    for at, id_ in enumerate(ids):
        parent = ids[(at - ROOTS) // CHILDREN] if at >= ROOTS else None
        yield {
            "content_id": id_, "region_id": region.id, "parent_id": parent, "order_key": at + 1,
        }  # fmt: skip


def _entries(region: Region, ids: Sequence[int], now: datetime) -> Iterator[dict[str, Any]]:
    for code in regions.codes(region):
        for at, id_ in enumerate(ids):
            state = "review" if at % 40 == 3 else "published"
            yield {
                "content_id": id_, "language": code, "slug": f"{code}-{id_}", "state": state,
                "live_since": now, "changed_at": now,
            }  # fmt: skip


def _paragraphs(
    session: Session, region: Region, ids: Sequence[int], each: int, now: datetime
) -> None:
    """Segments of the pages, what is served for them in each language, and what is thought of it."""
    source = {
        "hash": f"wide-{region.id}", "kind": "text", "element": "p", "coded": "Text", "codes": [],
        "hash_structure": "", "hash_text": "", "hash_value": "", "characters": 60,
    }  # fmt: skip
    if session.get(SourceText, source["hash"]) is None:
        session.execute(insert(SourceText), [source])
    owners = [(at, id_) for at, id_ in enumerate(ids) for _ in range(each)]
    segments = _added(
        session, Segment, [{"content_id": id_, "kind": "text"} for _, id_ in owners]
    )  # fmt: skip
    for language, code in enumerate(regions.target_codes(region)):
        served = [
            _target(segment, code, at, source["hash"], now)
            for segment, (at, _) in zip(segments, owners, strict=True)
        ]
        targets = _added(session, Target, served)
        keys = [{"segment_id": segment, "language": code} for segment in segments]
        heads = zip(keys, targets, strict=True)
        session.execute(insert(Head), [key | {"target_id": id_} for key, id_ in heads])
        states = [
            key
            | _status(at + language, number % each, id_, now)
            | {"unseen": at % 5 == 0, "region_id": region.id}
            for number, (key, (at, id_)) in enumerate(zip(keys, owners, strict=True))
        ]
        session.execute(insert(Status), states)


def _target(segment: int, code: str, at: int, source: object, now: datetime) -> dict[str, Any]:
    origin, quality = ("machine", "translated") if at % 5 == 0 else ("human", "reviewed")
    return {
        "segment_id": segment, "language": code, "coded": "Text", "codes": [], "at": now,
        "made_against": source, "origin": origin, "quality": quality,
    }  # fmt: skip


def _status(at: int, number: int, content_id: int, now: datetime) -> dict[str, Any]:
    state = "stale" if at % 7 == 0 and number == 0 else "current"
    state = "missing" if at % 11 == 0 and number == 1 else state
    return {
        "content_id": content_id, "state": state, "klass": "semantic", "severity": 2,
        "characters": 60, "since": now,
    }  # fmt: skip
