"""A guide of 50,000 paragraphs in six languages, made row by row, with much for translators to do.

For measuring the desk: every paragraph has its own words, stands in a published page, and has a
translation in each language that is current, old, a machine's, unverified or missing, in the shares
that one finds in a real region. Pages can be saved and published like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from app.domain.segments.segmentation import Segment as Text
from app.domain.segments.segmentation import split
from app.models import (
    Base,
    Content,
    Head,
    Occurrence,
    Page,
    Region,
    Revision,
    Segment,
    Status,
    Target,
    Translation,
)
from app.services import regions
from app.services.segments.revisions import Piece, codes_to_json, remember_segments

EACH = 9  # paragraphs of a page, beside its title
ROOTS, CHILDREN = 12, 9
BATCH = 5000
SKELETON = split("".join(f"<p>{number}</p>" for number in range(EACH))).skeleton
SHARES = (
    ("current", 58), ("stale", 14), ("missing", 8), ("unverified", 5), ("machine", 15),
)  # fmt: skip
"""What holds for so many of a hundred paragraphs."""


@dataclass(frozen=True)
class Line:
    """One paragraph: its page by number, its place there, its text."""

    page: int
    position: int
    piece: Piece


def filled(session: Session, region: Region, texts: Sequence[Text], now: datetime) -> None:
    """Add live pages with these paragraphs to a region, in its languages."""
    pieces = [
        piece
        for start in range(0, len(texts), BATCH)
        for piece in remember_segments(session, texts[start : start + BATCH])
    ]
    lines = [
        Line(at // (EACH + 1), place + 1 if place else 0, piece)
        for at, piece in enumerate(pieces)
        for place in [at % (EACH + 1)]
    ]
    lines = [line for line in lines if (line.page + 1) * (EACH + 1) <= len(lines)]
    titles = [line.piece.segment.coded for line in lines if line.position == 0]
    ids = _contents(session, region, titles, now)
    revisions = _revisions(session, ids, titles, now)
    session.execute(insert(Page), list(_places(region, ids)))
    session.execute(insert(Translation), list(_entries(region, ids, now)))
    owners = [{"content_id": ids[line.page], "kind": _kind(line)} for line in lines]
    segments = _added(session, Segment, owners)
    _many(session, Occurrence, (
        _occurrence(revisions[line.page], segment, line)
        for segment, line in zip(segments, lines, strict=True)
    ))  # fmt: skip
    for number, code in enumerate(regions.target_codes(region)):
        _translate(session, region, code, number, ids, segments, lines, now)


def _kind(line: Line) -> str:
    return "text" if line.position else "title"


def _added(session: Session, model: type[Base], rows: list[dict[str, Any]]) -> list[int]:
    """Insert rows; their ids, in the same order."""
    key = model.__table__.c.id
    found: list[int] = []
    for start in range(0, len(rows), BATCH):
        some = insert(model).returning(key, sort_by_parameter_order=True)
        found += session.scalars(some, rows[start : start + BATCH])
    return found


def _many(session: Session, model: type[Base], rows: Iterator[dict[str, Any]]) -> None:
    several = list(rows)
    for start in range(0, len(several), BATCH):
        session.execute(insert(model), several[start : start + BATCH])


def _contents(session: Session, region: Region, titles: Sequence[str], now: datetime) -> list[int]:
    row = {
        "region_id": region.id, "kind": "page", "source_language": "de", "icon": "",
        "created_at": now,
    }  # fmt: skip
    return _added(session, Content, [row] * len(titles))


def _revisions(
    session: Session, ids: Sequence[int], titles: Sequence[str], now: datetime
) -> list[int]:
    """The one revision of each page, which is published."""
    found = _added(session, Revision, [
        {
            "content_id": id_, "number": 1, "title": title, "description": "", "html": "",
            "skeleton": SKELETON, "author": "Ada", "at": now - timedelta(days=at % 200),
            "published_at": now - timedelta(days=at % 200),
        }
        for at, (id_, title) in enumerate(zip(ids, titles, strict=True))
    ])  # fmt: skip
    newest = select(func.max(Revision.id)).where(Revision.content_id == Content.id)
    pointers = {"working_revision_id": newest.scalar_subquery()}
    pointers |= {"published_revision_id": newest.scalar_subquery()}
    session.execute(
        update(Content)
        .where(Content.id.in_(select(Revision.content_id).where(Revision.id.in_(found))))
        .values(**pointers)
        .execution_options(synchronize_session=False)
    )
    return found


def _places(region: Region, ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Twelve sections, nine pages below each, nine below each of those, and so on."""
    for at, id_ in enumerate(ids):
        parent = ids[(at - ROOTS) // CHILDREN] if at >= ROOTS else None
        yield {
            "content_id": id_, "region_id": region.id, "parent_id": parent, "order_key": at + 1,
        }  # fmt: skip


def _entries(region: Region, ids: Sequence[int], now: datetime) -> Iterator[dict[str, Any]]:
    for code in regions.codes(region):
        for id_ in ids:
            yield {
                "content_id": id_, "language": code, "slug": f"{code}-{id_}", "state": "published",
                "live_since": now, "changed_at": now,
            }  # fmt: skip


def _occurrence(revision_id: int, segment_id: int, line: Line) -> dict[str, Any]:
    text = line.piece.segment
    return {
        "revision_id": revision_id, "position": line.position, "segment_id": segment_id,
        "hash": line.piece.hash, "element": text.element, "coded": text.coded,
        "codes": codes_to_json(text.codes), "written": text.written, "how": "new",
    }  # fmt: skip


def _translate(
    session: Session,
    region: Region,
    code: str,
    number: int,
    ids: Sequence[int],
    segments: Sequence[int],
    lines: Sequence[Line],
    now: datetime,
) -> None:
    """What is served for each paragraph in a language, and what is thought of it."""
    states = [_state(at, number) for at in range(len(lines))]
    named = [
        (at, segment) for at, segment in enumerate(segments) if states[at] != "missing"
    ]  # fmt: skip
    rows = [_target(segment, code, at, states[at], lines, now) for at, segment in named]
    targets = _added(session, Target, rows)
    served = zip((segment for _, segment in named), targets, strict=True)
    keys = ({"segment_id": segment, "language": code, "target_id": id_} for segment, id_ in served)
    _many(session, Head, keys)
    _many(session, Status, (
        _status(segment, code, ids[lines[at].page], at, states[at], lines[at], now)
        | {"region_id": region.id}
        for at, segment in enumerate(segments)
    ))  # fmt: skip


def _state(at: int, number: int) -> str:
    """What holds for a paragraph; each language has its own."""
    lot = (at * 37 + number * 17) % 100
    for state, share in SHARES:
        if lot < share:
            return state
        lot -= share
    raise ValueError(lot)


def _target(
    segment: int, code: str, at: int, state: str, lines: Sequence[Line], now: datetime
) -> dict[str, Any]:
    """A translation; an old one answers the text of another paragraph."""
    answered = lines[at - 1 if state == "stale" else at].piece
    return {
        "segment_id": segment, "language": code, "coded": f"{code} {answered.segment.coded}",
        "codes": codes_to_json(answered.segment.codes), "made_against": answered.hash,
        "origin": "machine" if state == "machine" else "human",
        "quality": "unverified" if state == "unverified" else "translated",
        "author": "", "at": now - timedelta(days=300),
    }  # fmt: skip


def _status(
    segment: int, code: str, content: int, at: int, state: str, line: Line, now: datetime
) -> dict[str, Any]:
    severity = {"stale": 4 if at % 9 == 0 else 2, "missing": 2}.get(state, 0)
    return {
        "segment_id": segment, "language": code, "content_id": content,
        "position": line.position,
        "state": "current" if state == "machine" else state,
        "klass": {"stale": "critical" if severity == 4 else "semantic"}.get(state, "none"),
        "severity": severity, "characters": len(line.piece.segment.coded),
        "since": now - timedelta(days=at % 200), "unseen": state == "machine",
    }  # fmt: skip
