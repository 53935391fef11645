"""A memory from elsewhere taken into a region's own: looked at first, pair by pair, then kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.domain.exchange.memory_pairs import Heard, has_codes, hear, hear_as, is_empty
from app.domain.exchange.texts import by_place
from app.domain.facts.normal_forms import digest, fold, forms
from app.domain.quality.checks import check
from app.domain.quality.findings import Found
from app.domain.segments.segmentation import Segment
from app.exchange.translators import memories
from app.exchange.translators.parcels import Pair
from app.models import Content, Occurrence, Region, Revision, SourceText, Target
from app.models import Segment as SegmentRow
from app.services import events, regions
from app.services.exchange.by_source import speaks
from app.services.segments.stored_segments import segment_of
from app.services.translation.memory import memory_keeping
from app.services.translation.memory.memory_keeping import Unit

NEW, KNOWN, FAULTY, OTHER, EMPTY = "new", "known", "faulty", "other", "empty"
STATES = (NEW, KNOWN, FAULTY, OTHER, EMPTY)
"""What a pair comes to: it is kept; it is here already; its marks, contact data or script do not
fit; it is in another language; one of its texts has no words."""


@dataclass(frozen=True)
class Row:
    """A pair of a file and what it comes to; `problems` say why it is faulty."""

    unit: str
    source: str
    target: str
    state: str
    problems: tuple[Found, ...] = ()
    heard: Heard | None = None
    maker: str = ""


@dataclass(frozen=True)
class Preview:
    """A file looked at: its pairs in their order."""

    rows: tuple[Row, ...]

    def counts(self) -> dict[str, int]:
        """How many pairs are in each state."""
        counted = Counter(row.state for row in self.rows)
        return {state: counted[state] for state in STATES}


def pairs_of(session: Session, region: Region, language: str, data: bytes) -> tuple[Pair, ...]:
    """The pairs of a file (TMX, CSV, XLSX); Invalid (field "file", with a kind) says why it is not
    taken in."""
    regions.check_target(region, language)
    source = regions.language(session, regions.source_code(region)).tag
    return memories.read(data, source, regions.language(session, language).tag)


def preview(session: Session, region: Region, language: str, pairs: Sequence[Pair]) -> Preview:
    """What each pair of a file would come to in a region and language; nothing is changed."""
    regions.check_target(region, language)
    judge = _Judge(
        regions.language(session, regions.source_code(region)).tag,
        regions.language(session, language).tag, language,
        _coded_texts(session, region) if any(has_codes(pair.source) for pair in pairs) else {},
        _here(session, region, language),
    )  # fmt: skip
    return Preview(tuple(judge.row(pair) for pair in pairs))


def apply(
    session: Session,
    region: Region,
    language: str,
    pairs: Sequence[Pair],
    *,
    is_checked: bool,
    who: str,
    now: datetime,
    file: str = "",
) -> Preview:
    """Keep the new pairs of a file, and return what each came to.

    `is_checked` is somebody's word that people have read them: such texts may be used without
    asking, others are only offered. What a machine wrote is never taken for a person's.
    """
    found = preview(session, region, language, pairs)
    take_over(session, region, language, found, is_checked=is_checked, who=who, now=now, file=file)
    return found


def take_over(
    session: Session,
    region: Region,
    language: str,
    found: Preview,
    *,
    is_checked: bool,
    who: str,
    now: datetime,
    file: str = "",
) -> None:
    """Keep the new pairs of a file that was looked at; see `apply`."""
    units = [
        _unit(row, row.heard, is_checked) for row in found.rows if row.state == NEW and row.heard
    ]
    if units:
        memory_keeping.keep(session, region, language, units, author=who, now=now)
        events.record(
            session, region.id, who, "memory.import", now, language=language, file=file,
            units=len(units),
        )  # fmt: skip


def _unit(row: Row, heard: Heard, is_checked: bool) -> Unit:
    origin = "machine" if row.maker == "machine" else "import"
    quality = "translated" if is_checked and origin == "import" else "unverified"
    return Unit(heard.source, heard.coded, origin, quality)


@dataclass
class _Judge:
    """What the pairs of a file are judged with; `here` grows with each pair that is new."""

    source_tag: str
    target_tag: str
    language: str
    coded_texts: Mapping[str, Segment]
    here: set[tuple[str, str]]

    def row(self, pair: Pair) -> Row:
        """A pair and what it comes to."""
        state, problems, heard = self._judge(pair)
        return Row(pair.unit, pair.source, pair.target, state, problems, heard, pair.maker)

    def _judge(self, pair: Pair) -> tuple[str, tuple[Found, ...], Heard | None]:
        if not (
            speaks(pair.target_tag, self.target_tag) and speaks(pair.source_tag, self.source_tag)
        ):
            return OTHER, (), None
        if is_empty(pair.source) or not pair.target.strip():
            return EMPTY, (), None
        heard = self._hear(pair)
        if heard.problems:
            return FAULTY, tuple(map(_found, heard.problems)), heard
        key = (digest(forms(heard.source).full), heard.coded)
        if key in self.here:
            return KNOWN, (), heard
        found = check(heard.source, heard.coded, self.language)
        blocking = tuple(one for one in found if one.level == "block")
        if blocking:
            return FAULTY, blocking, heard
        self.here.add(key)
        return NEW, (), heard

    def _hear(self, pair: Pair) -> Heard:
        """A text with marks gets the codes of the one that has the same words and marks here."""
        if has_codes(pair.source):
            known = self.coded_texts.get(fold(by_place(pair.source)))
            if known is not None:
                return hear_as(known, pair.target, pair.order, self.language)
        return hear(pair.source, pair.target, pair.order, self.language)


def _found(problem: str) -> Found:
    """A fault of codes as the checks name theirs; contact data loses the word for its kind."""
    kind, _, rest = problem.partition(" ")
    if kind in ("tel", "mail", "url", "keep"):
        return Found("contacts", "block", rest)
    return Found("codes", "block", problem)


def _here(session: Session, region: Region, language: str) -> set[tuple[str, str]]:
    """All that the region's memory has in a language: source texts and what was made of them."""
    rows = session.execute(
        select(Target.made_against, Target.coded)
        .join(SegmentRow, SegmentRow.id == Target.segment_id)
        .join(Content, Content.id == SegmentRow.content_id)
        .where(Content.region_id == region.id, Target.language == language)
        .where(Target.quality != "draft")
    )
    return {(name, coded) for name, coded in rows}


def _coded_texts(session: Session, region: Region) -> dict[str, Segment]:
    """The source texts with codes that a region has or had, by words and marks; that of now first."""
    stands = exists().where(
        Occurrence.hash == SourceText.hash,
        Occurrence.revision_id == Content.published_revision_id,
        Content.region_id == region.id,
    )
    stood = exists().where(
        Occurrence.hash == SourceText.hash,
        Occurrence.revision_id == Revision.id,
        Revision.content_id == Content.id,
        Content.region_id == region.id,
    )
    rows: Iterable[SourceText] = session.scalars(
        select(SourceText)
        .where(SourceText.coded.contains("⟦"), stood)
        .order_by(stands.desc(), SourceText.hash)
    )
    found: dict[str, Segment] = {}
    for row in rows:
        found.setdefault(fold(row.coded), segment_of(row, row.kind))
    return found
