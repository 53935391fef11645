"""What judging one content needs: its segments, targets, heads and equivalences, read in few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session

from app.domain.freshness.staleness import Answer, Equivalent, Source
from app.domain.segments.segmentation import Segment
from app.models import Content, Equivalence, Head, Occurrence, Revision, SourceText, Target
from app.models import Segment as SegmentRow
from app.services.segments import moves
from app.services.segments.revisions import codes_from_json, occurrences, segment_of
from app.services.segments.vocabulary import known_words


@dataclass
class Material:
    """All that judging one content needs, read in a handful of queries."""

    rows: list[Occurrence]
    kinds: dict[int, str]  # of each segment that the content ever had
    sources: dict[str, Source] = field(default_factory=dict)
    makers: dict[int, str] = field(default_factory=dict)  # of each target
    taken_back: set[int] = field(default_factory=set)  # targets that a person does not want served
    answers: dict[tuple[int, str], list[Answer]] = field(default_factory=lambda: defaultdict(list))
    heads: dict[tuple[int, str], int] = field(default_factory=dict)
    edges: dict[tuple[int, str], list[Equivalent]] = field(
        default_factory=lambda: defaultdict(list)
    )
    known: Callable[[str], bool] = lambda word: False
    history: dict[int, list[tuple[str, datetime]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    before: dict[int, str] = field(default_factory=dict)  # the texts published right before
    written: datetime = datetime(1970, 1, 1, tzinfo=UTC)  # when the judged revision was saved

    def head(self, segment_id: int, language: str) -> Answer | None:
        """The answer that is served for a segment, if any."""
        wanted = self.heads.get((segment_id, language))
        return next((a for a in self.answers[segment_id, language] if a.id == wanted), None)

    def declared(self, segment_id: int, language: str) -> list[Equivalent]:
        """The equivalences that hold in this language: its own and everybody's."""
        return self.edges[segment_id, ""] + self.edges[segment_id, language]

    def changed_at(self, segment_id: int, text: str) -> datetime | None:
        """When the judged revision was written, if it changed or brought back this segment."""
        if not self.before or self.before.get(segment_id) == text:
            return None
        return self.written


def gather(
    session: Session, content: Content, revision_id: int, languages: Iterable[str]
) -> Material:
    """Read the segments and equivalences of one content, and its targets and heads in `languages`."""
    codes = list(languages)
    ids = select(SegmentRow.id).where(SegmentRow.content_id == content.id)
    kinds = session.execute(
        select(SegmentRow.id, SegmentRow.kind).where(SegmentRow.content_id == content.id)
    )
    edges = session.scalars(select(Equivalence).where(Equivalence.segment_id.in_(ids))).all()
    heads = session.execute(
        select(Head.segment_id, Head.language, Head.target_id).where(
            Head.segment_id.in_(ids), Head.language.in_(codes)
        )
    )
    material = Material(occurrences(session, revision_id), {row.id: row.kind for row in kinds})
    material.taken_back = moves.taken_back(session, ids)
    _take_answers(session, material, Target.segment_id.in_(ids), Target.language.in_(codes))
    _take_edges(session, material, edges)
    material.heads = {(segment, language): target for segment, language, target in heads}
    material.known = known_words(session, content, revision_id)
    _date(session, content, revision_id, material)
    return material


def _date(session: Session, content: Content, revision_id: int, material: Material) -> None:
    """When each text of a segment was published, and when the judged revision was written."""
    rows = session.execute(
        select(Occurrence.segment_id, Occurrence.hash, Revision.published_at, Revision.id)
        .join(Revision, Revision.id == Occurrence.revision_id)
        .where(Revision.content_id == content.id, Revision.published_at.is_not(None))
        .order_by(Revision.number)
    )
    last = 0
    for segment_id, text, at, revision in rows:
        if at is not None:
            material.history[segment_id].append((text, at))
        if revision < revision_id:
            if revision != last:
                material.before.clear()
            last = revision
            material.before[segment_id] = text
    material.written = session.get_one(Revision, revision_id).at


def take_in(session: Session, material: Material, served: Sequence[Target]) -> None:
    """Let `material` know targets that were written or came to be served since it was gathered."""
    new = [target.id for target in served if target.id not in material.makers]
    _take_answers(session, material, Target.id.in_(new))
    for target in served:
        material.heads[target.segment_id, target.language] = target.id


def _take_answers(session: Session, material: Material, *which: ColumnElement[bool]) -> None:
    columns = (
        Target.id, Target.segment_id, Target.language, Target.coded, Target.codes,
        Target.made_against, Target.origin, Target.quality, Target.based_on, Target.at,
    )  # fmt: skip
    rows = session.execute(select(*columns).where(*which).order_by(Target.id)).all()
    _take_sources(session, material, {row.made_against for row in rows})
    for row in rows:
        material.answers[row.segment_id, row.language].append(_answer(material, row))


def _answer(material: Material, row: Row[Any]) -> Answer:
    source = material.sources[row.made_against]
    maker = material.makers.get(row.based_on or 0, row.origin)
    material.makers[row.id] = maker
    quality = "draft" if row.id in material.taken_back else row.quality
    return Answer(
        row.id, row.coded, codes_from_json(row.codes),
        Source(source.hash, _as_kind(source.segment, material.kinds[row.segment_id])),
        row.origin, quality, row.at, maker,
    )  # fmt: skip


def _take_edges(session: Session, material: Material, edges: Sequence[Equivalence]) -> None:
    _take_sources(session, material, {text for e in edges for text in (e.hash_a, e.hash_b)})
    for edge in edges:
        material.edges[edge.segment_id, edge.language].append(
            Equivalent(material.sources[edge.hash_a], material.sources[edge.hash_b], edge.reason)
        )


def _take_sources(session: Session, material: Material, hashes: set[str]) -> None:
    wanted = hashes - material.sources.keys()
    if wanted:
        for row in session.scalars(select(SourceText).where(SourceText.hash.in_(wanted))):
            material.sources[row.hash] = Source(row.hash, segment_of(row, row.kind))


def _as_kind(segment: Segment, kind: str) -> Segment:
    """Equal texts share one stored source; what it is in this content is the segment's own kind."""
    return replace(segment, kind=kind)
