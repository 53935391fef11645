"""Judging one returned text: the rules are asked, with what they need read once for a whole file."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.exchange.row_states import OLDER, Questions, Reply, decide
from app.domain.exchange.texts import neat
from app.domain.freshness.staleness import Answer, Source, judge
from app.domain.quality.glossary import Term
from app.domain.revisions.word_diff import Stretch, word_diff
from app.models import Content, Region, Target
from app.models import Segment as SegmentRow
from app.services import outlines
from app.services.exchange.places import Place
from app.services.exchange.rows import Row
from app.services.quality import checking, glossary
from app.services.segments import material
from app.services.segments.material import Material


@dataclass
class Bench:
    """What the rows of a file are judged with: terms, ways to pages, texts that imports have kept."""

    session: Session
    language: str
    now: datetime
    terms: Sequence[Term]
    trails: Mapping[int, str]
    kept: Collection[tuple[int, str, str]]
    gathered: dict[int, Material] = field(default_factory=dict)

    def row(self, unit: str, reply: Reply, place: Place | None, is_taken: bool) -> Row:
        """The row of a text that belongs to `place`, None if that is nowhere."""
        if place is None:
            return Row(unit, reply.text, decide(reply, None, None, None, _SILENT))
        now = place.now.hash if place.now else None
        questions = self._questions(place, reply.text)
        decision = decide(reply, place.sent, place.online, now, questions, is_taken)
        diff: tuple[Stretch, ...] = ()
        if decision.state == OLDER and place.now is not None:
            diff = word_diff(place.source.coded, place.now.segment.coded)
        where = self.trails.get(place.content_id, "")
        return Row(unit, reply.text, decision, place, where, diff)

    def _questions(self, place: Place, text: str) -> Questions:
        return Questions(
            lambda: self._problems(place, text),
            lambda: self._is_behind(place, text),
            lambda: (place.segment_id, place.sent.source, text) in self.kept,
        )

    def _problems(self, place: Place, text: str) -> tuple[str, ...]:
        found = checking.look(place.source, text, self.language, self.terms)
        return tuple(f"{one.check}: {one.detail}" for one in found if one.level == "block")

    def _is_behind(self, place: Place, text: str) -> bool:
        """Whether the rules would call the text stale, if it were what is served."""
        assert place.now is not None
        read = self._material(place.content_id)
        answer = Answer(
            0, text, place.source.codes, Source(place.sent.source, place.source), "import",
            "translated", self.now, "import",
        )  # fmt: skip
        edges = read.declared(place.segment_id, self.language)
        verdict = judge(place.now, answer, [answer], edges, self.language, read.known)
        return verdict.state == "stale"

    def _material(self, content_id: int) -> Material:
        if content_id not in self.gathered:
            content = self.session.get_one(Content, content_id)
            assert content.published_revision_id is not None
            self.gathered[content_id] = material.gather(
                self.session, content, content.published_revision_id, [self.language]
            )
        return self.gathered[content_id]


_SILENT = Questions(lambda: (), lambda: False, lambda: False)


def bench(
    session: Session, region: Region, language: str, now: datetime, since: datetime | None
) -> Bench:
    """What the rows of a file are judged with; texts that imports kept `since` then count as kept."""
    kept = (
        select(Target.segment_id, Target.made_against, Target.coded)
        .join(SegmentRow, SegmentRow.id == Target.segment_id)
        .join(Content, Content.id == SegmentRow.content_id)
        .where(Content.region_id == region.id)
        .where(Target.language == language, Target.origin == "import")
    )
    if since is not None:
        kept = kept.where(Target.at >= since)
    known = {(id_, text, neat(coded, language)) for id_, text, coded in session.execute(kept)}
    terms = glossary.of_region(session, region.id)
    return Bench(session, language, now, terms, _trails(session, region), known)


def _trails(session: Session, region: Region) -> dict[int, str]:
    outline = outlines.read(session, region.id)
    return {
        spot.id: " › ".join([*(outline[above].title for above in spot.above), spot.title])
        for spot in outline.values()
    }
