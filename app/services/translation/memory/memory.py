"""The translation memory: every target ever made, found by the source text that it answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.machines.memory_scores import (
    SHOWN_FROM,
    Reason,
    Scored,
    Stored,
    Text,
    applicable,
    rate,
    text_of,
)
from app.domain.segments.segmentation import Segment
from app.models import Content, Target
from app.models import Segment as SegmentRow
from app.services.segments import moves
from app.services.translation.memory import memory_rows
from app.services.translation.memory.memory_index import index_of
from app.services.translation.memory.memory_rows import Around, Place, Row
from app.services.translation.memory.memory_vetoes import never_vetoed

SIMILAR = 20  # similar texts looked at
OTHER_VALUES = 20  # translations whose values are rewritten for one look-up
IN_CONTEXT = 20  # paragraphs with equal text whose neighbours are looked at


@dataclass(frozen=True)
class Exact:
    """The one translation that a region has of a source text."""

    target_id: int
    coded: str
    quality: str
    origin: str


@dataclass(frozen=True)
class Match:
    """A translation that the memory offers for a text, with what speaks for and against it.

    `coded` may have its values rewritten; `is_whole` says whether its codes fit the text that was
    asked for. `source` is the German that it answered.
    """

    target_id: int
    score: int
    reasons: tuple[Reason, ...]
    coded: str
    is_whole: bool
    source: Segment
    origin: str
    maker: str  # the origin of the text that rules or memory carried on
    quality: str
    author: str
    at: datetime
    region: str  # slug
    is_elsewhere: bool  # in another region


def exact(
    session: Session, region_id: int, language: str, hashes: Collection[str], kind: str = "text"
) -> dict[str, Exact]:
    """By hash, the translation that people of this region gave to equal text, where there is just one.

    It may be used without asking. What a machine wrote, or somebody took back or withdrew, is not
    among them.
    """
    if not hashes:
        return {}
    rows = session.execute(
        select(
            Target.made_against, Target.id, Target.coded, Target.quality, Target.origin,
            Target.based_on,
        )
        .join(SegmentRow, SegmentRow.id == Target.segment_id)
        .join(Content, Content.id == SegmentRow.content_id)
        .where(Content.region_id == region_id, Target.language == language)
        .where(Target.made_against.in_(hashes), SegmentRow.kind == kind)
        .where(Target.quality.in_(("translated", "reviewed")), Target.origin != "machine")
        .where(moves.never_taken_back(), never_vetoed())
        .order_by(Target.id)
    ).all()  # fmt: skip
    makers = memory_rows.makers(session, [(row.id, row.origin, row.based_on) for row in rows])
    found: dict[str, dict[str, Exact]] = defaultdict(dict)
    for text, target_id, coded, quality, origin, _ in rows:
        if makers[target_id] != "machine":
            found[text][coded] = Exact(target_id, coded, quality, origin)
    return {
        text: next(iter(candidates.values()))
        for text, candidates in found.items()
        if len(candidates) == 1
    }


def lookup(
    session: Session,
    region_id: int,
    language: str,
    source: Segment,
    limit: int = 5,
    *,
    segment_id: int | None = None,
) -> list[Match]:
    """What the memory has for a text, the best first, from a score of 75.

    With `segment_id` its own earlier translations and its neighbours count too. Translations of
    other regions are among them, marked.
    """
    now = text_of(source)
    names = memory_rows.equal_texts(session, now)
    names += index_of(session).nearest(session, language, source.coded, SIMILAR, SHOWN_FROM)
    rows = memory_rows.translations(session, region_id, language, set(names), now.full)
    texts = memory_rows.texts(session, {row.made_against for row in rows})
    makers = memory_rows.makers(session, [(r.target_id, r.origin, r.based_on) for r in rows])
    context = _in_context(session, now, segment_id, rows, texts)
    best: dict[str, Match] = {}
    for row in _distinct(rows, texts, now, context, segment_id):
        stored = Stored(
            _as_kind(texts[row.made_against], row.kind), row.coded, makers[row.target_id],
            row.quality, row.segment_id == segment_id, (row.segment_id, row.made_against) in context,
            row.region_id != region_id, row.is_stale,
        )  # fmt: skip
        match = _match(row, stored, rate(now, stored, language))
        if match.score >= max(
            SHOWN_FROM, best[match.coded].score + 1 if match.coded in best else 0
        ):
            best[match.coded] = match
    return sorted(best.values(), key=lambda match: -match.score)[:limit]


def usable(matches: Iterable[Match]) -> Match | None:
    """The match that may be used without asking anybody; None if there is none, or several."""
    by_score = {Scored(m.score, m.coded, m.reasons, m.is_whole): m for m in matches}
    found = applicable(by_score)
    return by_score[found] if found else None


def _as_kind(text: Text, kind: str) -> Text:
    """Equal texts share one stored source; what it is in its place is the segment's own kind."""
    return replace(text, segment=replace(text.segment, kind=kind))


def _match(row: Row, stored: Stored, scored: Scored) -> Match:
    return Match(
        row.target_id, scored.score, scored.reasons, scored.coded, scored.is_whole,
        stored.source.segment, row.origin, stored.maker, row.quality, row.author, row.at,
        row.region, stored.is_elsewhere,
    )  # fmt: skip


def _distinct(
    rows: Iterable[Row],
    texts: dict[str, Text],
    now: Text,
    context: Collection[Place],
    segment_id: int | None,
) -> list[Row]:
    """Each translation of a text once, that of the paragraph itself first; few with other values."""
    kept: dict[tuple[str | bool, ...], Row] = {}
    others = 0
    for row in sorted(rows, key=lambda row: row.segment_id != segment_id):
        near = (row.segment_id, row.made_against) in context
        key = (
            row.made_against, row.coded, row.kind, row.origin, row.quality, row.is_stale, near,
        )  # fmt: skip
        text = texts[row.made_against]
        has_other_values = text.value == now.value and text.text != now.text
        if key in kept or (has_other_values and others >= OTHER_VALUES):
            continue
        others += has_other_values
        kept[key] = row
    return list(kept.values())


def _in_context(
    session: Session,
    now: Text,
    segment_id: int | None,
    rows: Iterable[Row],
    texts: dict[str, Text],
) -> set[Place]:
    """The places with equal text between the same neighbours as ours; both must be there."""
    if segment_id is None:
        return set()
    equal = [row for row in rows if texts[row.made_against].text == now.text]
    segments = dict.fromkeys(row.segment_id for row in equal[:IN_CONTEXT])
    names = {row.made_against for row in equal}
    found = memory_rows.around(session, [segment_id, *segments], [now.full, *names])
    ours: Around = found.get((segment_id, now.full), (None, None))
    if None in ours:
        return set()
    return {place for place, theirs in found.items() if theirs == ours}
