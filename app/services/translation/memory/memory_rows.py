"""What the translation memory reads: translations by the texts they answer, and where those stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row as SqlRow
from sqlalchemy import bindparam, case, or_, select
from sqlalchemy.orm import Session, aliased

from app.domain.machines.memory_scores import Text
from app.domain.segments.segmentation import Segment
from app.models import Content, Head, Occurrence, Region, SourceText, Status, Target
from app.models import Segment as SegmentRow
from app.services.segments import moves
from app.services.segments.revisions import codes_from_json
from app.services.translation.memory.memory_vetoes import never_vetoed

MOST_TEXTS = 60
MOST_ROWS = 200
Place = tuple[int, str]  # a segment and the hash of its text
Around = tuple[str | None, str | None]  # the hashes of the texts before and after


@dataclass(frozen=True)
class Row:
    """A translation as it is stored, with the state of the paragraph that it belongs to."""

    target_id: int
    segment_id: int
    made_against: str
    coded: str
    origin: str
    quality: str
    author: str
    at: datetime
    based_on: int | None
    kind: str
    region: str
    region_id: int
    is_stale: bool


# Statements are put together once: for a look-up of some milliseconds that would cost half of it.
_FULL, _TEXT = SourceText.hash == bindparam("full"), SourceText.hash_text == bindparam("text")
_EQUAL_TEXTS = (
    select(SourceText.hash)
    .where(or_(_FULL, _TEXT, SourceText.hash_value == bindparam("value")))
    .order_by(case((_FULL, 0), (_TEXT, 1), else_=2), SourceText.hash)
    .limit(MOST_TEXTS)
)
_TEXTS = select(
    SourceText.hash, SourceText.hash_text, SourceText.hash_value, SourceText.kind,
    SourceText.element, SourceText.coded, SourceText.codes, SourceText.written,
).where(SourceText.hash.in_(bindparam("names", expanding=True)))  # fmt: skip
_TRANSLATIONS = (
    select(
        Target.id, Target.segment_id, Target.made_against, Target.coded, Target.origin,
        Target.quality, Target.author, Target.at, Target.based_on,
        SegmentRow.kind, Region.slug, Region.id,
        (Head.target_id == Target.id) & (Status.state == "stale"),
    )
    .join(SegmentRow, SegmentRow.id == Target.segment_id)
    .join(Content, Content.id == SegmentRow.content_id)
    .join(Region, Region.id == Content.region_id)
    .outerjoin(Head, (Head.segment_id == Target.segment_id) & (Head.language == Target.language))
    .outerjoin(
        Status, (Status.segment_id == Target.segment_id) & (Status.language == Target.language)
    )
    .where(Target.made_against.in_(bindparam("names", expanding=True)))
    .where(Target.language == bindparam("language"))
    .where(moves.never_taken_back(), never_vetoed())
    .order_by(
        case((Target.made_against == bindparam("first"), 0), else_=1),
        case((Content.region_id == bindparam("region_id"), 0), else_=1),
        Target.id.desc(),
    )
    .limit(MOST_ROWS)
)  # fmt: skip


def equal_texts(session: Session, now: Text) -> list[str]:
    """The hashes of the source texts with an equal form, the fullest first."""
    wanted = {"full": now.full, "text": now.text, "value": now.value}
    return list(session.scalars(_EQUAL_TEXTS, wanted))


def translations(
    session: Session, region_id: int, language: str, names: Collection[str], first: str
) -> list[Row]:
    """The translations of these texts into a language; of `first`, of this region, and new ones first."""
    if not names:
        return []
    wanted = {"region_id": region_id, "language": language, "names": list(names), "first": first}
    rows: Iterable[Sequence[Any]] = session.execute(_TRANSLATIONS, wanted)
    return [Row(*[*row[:-1], bool(row[-1])]) for row in rows]


def texts(session: Session, names: Collection[str]) -> dict[str, Text]:
    """Source texts by their hash."""
    if not names:
        return {}
    rows = session.execute(_TEXTS, {"names": list(names)})
    return {row.hash: _text(row) for row in rows}


def _text(row: SqlRow[Any]) -> Text:
    codes = codes_from_json(row.codes)
    segment = Segment(row.kind, row.element, row.coded, codes, row.written)
    return Text(segment, row.hash, row.hash_text, row.hash_value)


def makers(session: Session, known: Sequence[tuple[int, str, int | None]]) -> dict[int, str]:
    """The origin of the text that each target (id, origin, based on) goes back to, through rules."""
    made = {id_: (origin, before) for id_, origin, before in known}
    while wanted := {before for _, before in made.values() if before} - made.keys():
        rows = session.execute(
            select(Target.id, Target.origin, Target.based_on).where(Target.id.in_(wanted))
        )
        made |= {id_: (origin, before) for id_, origin, before in rows}
    return {id_: _maker(id_, made) for id_, _, _ in known}


def _maker(id_: int, made: dict[int, tuple[str, int | None]]) -> str:
    origin, before = made[id_]
    while origin in ("rule", "memory") and before:
        origin, before = made[before]
    return origin


def around(
    session: Session, segments: Collection[int], names: Collection[str]
) -> dict[Place, Around]:
    """The texts before and after each of these segments, when it last had each of these texts."""
    before, after = aliased(Occurrence), aliased(Occurrence)
    rows = session.execute(
        select(Occurrence.segment_id, Occurrence.hash, before.hash, after.hash)
        .outerjoin(
            before,
            (before.revision_id == Occurrence.revision_id)
            & (before.position == Occurrence.position - 1),
        )
        .outerjoin(
            after,
            (after.revision_id == Occurrence.revision_id)
            & (after.position == Occurrence.position + 1),
        )
        .where(Occurrence.segment_id.in_(segments), Occurrence.hash.in_(names))
        .order_by(Occurrence.revision_id)
    )
    return {(segment_id, name): (first, last) for segment_id, name, first, last in rows}
