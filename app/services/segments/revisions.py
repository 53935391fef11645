"""Saved source texts: cut into segments, recognised from the revision before, stored for ever."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.domain.facts.normal_forms import Forms, digest, forms
from app.domain.revisions.alignment import Item, Match, align
from app.domain.segments.sanitising import clean
from app.domain.segments.segmentation import Segment, plain_segment, split
from app.models import Content, Occurrence, Revision, SourceText
from app.models import Segment as SegmentRow
from app.services.segments.looks import Look, check, look
from app.services.segments.stored_segments import (
    BODY,
    codes_from_json,
    codes_to_json,
    kind_at,
    segment_of,
)

__all__ = [
    "BODY", "Piece", "codes_from_json", "codes_to_json", "kind_at", "latest", "occurrences",
    "pieces_of", "remember", "remember_segments", "segment_of", "store",
]  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """A segment with its position and its forms."""

    position: int
    segment: Segment
    forms: Forms
    hash: str


def pieces_of(title: str, description: str, segments: Sequence[Segment]) -> list[Piece]:
    """All that is to be translated of one revision, in order."""
    fields = [(0, "title", title), (1, "description", description)]
    found = [(number, plain_segment(kind, text)) for number, kind, text in fields if text.strip()]
    found += list(enumerate(segments, BODY))
    return [_piece(position, segment) for position, segment in found]


def _piece(position: int, segment: Segment) -> Piece:
    written = forms(segment)
    return Piece(position, segment, written, digest(written.full))


def store(
    session: Session,
    content: Content,
    title: str,
    html: str,
    author: str,
    now: datetime,
    description: str = "",
    beside: Look | None = None,
) -> Revision:
    """The next revision of `content`, its segments recognised; it is neither working nor published yet."""
    cut, beside = split(clean(html)), beside or look(content)
    check(session, content, beside)
    previous = latest(session, content.id)
    revision = Revision(
        content_id=content.id, number=previous.number + 1 if previous else 1, title=title.strip(),
        description=description.strip(), html=clean(html), skeleton=cut.skeleton, author=author, at=now,
        icon=beside.icon, organisation_id=beside.organisation_id,
    )  # fmt: skip
    session.add(revision)
    session.flush()
    pieces = pieces_of(revision.title, revision.description, cut.segments)
    remember(session, pieces)
    _recognise(session, content.id, revision, previous, pieces)
    return revision


def latest(session: Session, content_id: int) -> Revision | None:
    """The newest revision of a content."""
    newest = select(func.max(Revision.number)).where(Revision.content_id == content_id)
    return session.scalar(
        select(Revision).where(
            Revision.content_id == content_id, Revision.number == newest.scalar_subquery()
        )
    )


def remember(session: Session, pieces: Sequence[Piece]) -> None:
    """Keep each distinct source text once; two savers at once may both try."""
    rows = {piece.hash: _source_row(piece) for piece in pieces}
    if not rows:
        return
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(SourceText).on_conflict_do_nothing(index_elements=["hash"])
    session.execute(statement, [rows[key] for key in sorted(rows)])


def remember_segments(session: Session, segments: Sequence[Segment]) -> list[Piece]:
    """Keep source texts that stand in no revision of ours, such as the German of long ago."""
    pieces = [_piece(0, segment) for segment in segments]
    remember(session, pieces)
    return pieces


def _source_row(piece: Piece) -> dict[str, Any]:
    return {
        "hash": piece.hash,
        "kind": piece.segment.kind,
        "element": piece.segment.element,
        "coded": piece.segment.coded,
        "codes": codes_to_json(piece.segment.codes),
        "written": piece.segment.written,
        "hash_structure": digest(piece.forms.structure),
        "hash_text": digest(piece.forms.text),
        "hash_value": digest(piece.forms.value),
        "characters": len(piece.segment.coded),
    }


def occurrences(session: Session, revision_id: int) -> list[Occurrence]:
    """The segments of a revision, in order."""
    return list(
        session.scalars(
            select(Occurrence)
            .where(Occurrence.revision_id == revision_id)
            .order_by(Occurrence.position)
        )
    )


def _item(piece: Piece) -> Item:
    return Item(
        piece.forms.full, piece.forms.text, piece.forms.value, piece.segment.element,
        piece.segment.kind,
    )  # fmt: skip


def _stored_piece(row: Occurrence) -> Piece:
    segment = segment_of(row, kind_at(row.position, row.element))
    return Piece(row.position, segment, forms(segment), row.hash)


def _recognise(
    session: Session,
    content_id: int,
    revision: Revision,
    previous: Revision | None,
    pieces: Sequence[Piece],
) -> None:
    """Write the occurrences of `revision`, with the identities that the alignment finds."""
    old = occurrences(session, previous.id) if previous else []
    aligned = align([_item(_stored_piece(row)) for row in old], [_item(piece) for piece in pieces])
    matches = _with_fixed_places(old, pieces, aligned)
    found = [Occurrence(position=piece.position, how="new") for piece in pieces]
    for match in matches:
        _identify(match, old, found)
    _revive(session, content_id, pieces, found)
    _give_birth(session, content_id, pieces, found)
    for piece, row in zip(pieces, found, strict=True):
        _complete(revision, piece, row)
    for match in matches:
        if match.how == "split":
            for number in match.new[1:]:
                found[number].group_with = found[match.new[0]].segment_id
    session.add_all(found)
    session.flush()


def _with_fixed_places(
    old: Sequence[Occurrence], pieces: Sequence[Piece], matches: Sequence[Match]
) -> list[Match]:
    """Title and description are always themselves, however much they change."""
    before = {row.position: number for number, row in enumerate(old) if row.position < BODY}
    now = {piece.position: number for number, piece in enumerate(pieces) if piece.position < BODY}
    fixed = {now[place]: before[place] for place in now if place in before}
    rest = [
        match
        for match in matches
        if not set(match.new) & set(now.values()) and not set(match.old) & set(before.values())
    ]
    return rest + [Match((there,), (here,), "similar", 1.0) for here, there in fixed.items()]


def _identify(match: Match, old: Sequence[Occurrence], found: Sequence[Occurrence]) -> None:
    first, row = old[match.old[0]], found[match.new[0]]
    row.segment_id, row.how = first.segment_id, match.how
    if len(match.old) > 1:
        row.merged_from = [old[number].segment_id for number in match.old]
        return
    row.group_with = first.group_with
    if match.how in ("same", "moved"):
        row.merged_from = first.merged_from


def _revive(
    session: Session, content_id: int, pieces: Sequence[Piece], found: Sequence[Occurrence]
) -> None:
    """A paragraph that comes back word for word after it was deleted is the one it was."""
    lost = [number for number, row in enumerate(found) if row.segment_id is None]
    if not lost:
        return
    used = {row.segment_id for row in found if row.segment_id is not None}
    dead: dict[tuple[str, str], list[int]] = defaultdict(list)
    rows = session.execute(
        select(Occurrence.hash, SegmentRow.kind, Occurrence.segment_id)
        .join(SegmentRow, SegmentRow.id == Occurrence.segment_id)
        .where(SegmentRow.content_id == content_id)
        .where(Occurrence.hash.in_({pieces[number].hash for number in lost}))
        .group_by(Occurrence.hash, SegmentRow.kind, Occurrence.segment_id)
        .order_by(Occurrence.segment_id)
    )
    for text, kind, segment_id in rows:
        if segment_id not in used:
            dead[text, kind].append(segment_id)
    for number in lost:
        candidates = dead[pieces[number].hash, pieces[number].segment.kind]
        if candidates:
            found[number].segment_id, found[number].how = candidates.pop(0), "revived"


def _give_birth(
    session: Session, content_id: int, pieces: Sequence[Piece], found: Sequence[Occurrence]
) -> None:
    """An identity for each segment that is new."""
    new = [
        (row, SegmentRow(content_id=content_id, kind=piece.segment.kind))
        for piece, row in zip(pieces, found, strict=True)
        if row.segment_id is None
    ]
    session.add_all([segment for _, segment in new])
    session.flush()
    for row, segment in new:
        row.segment_id = segment.id


def _complete(revision: Revision, piece: Piece, row: Occurrence) -> None:
    row.revision_id, row.hash = revision.id, piece.hash
    row.element, row.coded = piece.segment.element, piece.segment.coded
    row.codes, row.written = codes_to_json(piece.segment.codes), piece.segment.written
