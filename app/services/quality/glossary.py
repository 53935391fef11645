"""A region's glossary: terms added, changed and removed, and what a change makes out of date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.machines.machine import price
from app.domain.quality.findings import words_only
from app.domain.quality.glossary import Term, Wording, in_text, objection
from app.domain.quality.term_entry import complete
from app.domain.segments.codes import plain, visible
from app.errors import Conflict, NotFound
from app.models import Content, Head, Occurrence, Region, Target, TermTarget
from app.models import Segment as SegmentRow
from app.models import Term as TermRow
from app.services import regions
from app.services.segments.revisions import codes_from_json

OUTDATED = "glossary-outdated"
"""What a paragraph is called that does not say a term as agreed; it is not stale by that."""


@dataclass(frozen=True)
class Outdated:
    """A paragraph whose German uses a term that its translation does not say as agreed.

    `characters` is what an engine would charge for translating it again.
    """

    segment_id: int
    content_id: int
    target_id: int
    characters: int
    objection: str
    state: str = OUTDATED


@dataclass(frozen=True)
class Estimate:
    """What a term makes out of date in one language, and what machines would cost."""

    language: str
    segments: tuple[Outdated, ...]

    @property
    def characters(self) -> int:
        """The characters that an engine would charge for all of it."""
        return sum(one.characters for one in self.segments)


def of_region(session: Session, region_id: int) -> tuple[Term, ...]:
    """The terms of a region with their wordings, by lemma."""
    rows = session.scalars(
        select(TermRow).where(TermRow.region_id == region_id).order_by(TermRow.lemma)
    ).all()
    return _values(session, rows)


def of_segment(session: Session, segment_id: int) -> tuple[Term, ...]:
    """The terms of the region that a segment belongs to."""
    region_id = session.scalar(
        select(Content.region_id)
        .join(SegmentRow, SegmentRow.content_id == Content.id)
        .where(SegmentRow.id == segment_id)
    )
    return of_region(session, region_id) if region_id is not None else ()


def get(session: Session, term_id: int) -> Term:
    """A term by its number; NotFound if there is none."""
    return _values(session, [_row(session, term_id)])[0]


def in_region(session: Session, region: Region, term_id: int) -> Term | None:
    """A term of this region by its number; None if it is gone, or another region's."""
    row = session.get(TermRow, term_id)
    return _values(session, [row])[0] if row and row.region_id == region.id else None


def look_ahead(
    session: Session, region: Region, term: Term, now: datetime
) -> tuple[Term, dict[str, Estimate]]:
    """What adding `term`, or putting it in the place of the one with its number, would make out of
    date; nothing is kept. Invalid and Conflict as when it is done."""
    savepoint = session.begin_nested()
    try:
        kept = change(session, term.id, term, now) if term.id else add(session, region, term, now)
        return kept, affected(session, kept)
    finally:
        savepoint.rollback()


def add(session: Session, region: Region, term: Term, now: datetime) -> Term:
    """Put a new term into a region's glossary. Invalid and Conflict name what is wrong."""
    term = _checked(region, term)
    _refuse_twin(session, region.id, term)
    row = TermRow(region_id=region.id)
    session.add(row)
    return _write(session, row, term, now)


def change(session: Session, term_id: int, term: Term, now: datetime) -> Term:
    """Put `term` in the place of the one with this number. Nothing is translated by that."""
    row = _row(session, term_id)
    term = _checked(session.get_one(Region, row.region_id), term)
    _refuse_twin(session, row.region_id, term, but=term_id)
    for wording in session.scalars(select(TermTarget).where(TermTarget.term_id == term_id)):
        session.delete(wording)
    session.flush()
    return _write(session, row, term, now)


def remove(session: Session, term_id: int) -> None:
    """Take a term out of its glossary."""
    row = _row(session, term_id)
    for wording in session.scalars(select(TermTarget).where(TermTarget.term_id == term_id)):
        session.delete(wording)
    session.flush()
    session.delete(row)
    session.flush()


def affected(session: Session, term: Term) -> dict[str, Estimate]:
    """By language, the published paragraphs that use a stored term and do not say it as agreed.

    It costs nothing and changes nothing: no paragraph gets stale, no engine is called.
    """
    region_id = _row(session, term.id).region_id
    others = of_region(session, region_id)
    used = _using(session, region_id, term, others)
    rows = session.execute(
        select(Target)
        .join(Head, Head.target_id == Target.id)
        .where(Target.segment_id.in_(used), Target.language.in_(list(term.wordings)))
        .order_by(Target.segment_id)
    ).scalars()
    found: dict[str, list[Outdated]] = {language: [] for language in sorted(term.wordings)}
    for target in rows:
        occurrence, content_id = used[target.segment_id]
        text = visible(target.coded, codes_from_json(target.codes))
        if wrong := objection(term, text, target.language):
            cost = price([plain(occurrence.coded)], is_xml=False)
            one = Outdated(target.segment_id, content_id, target.id, cost, wrong)
            found[target.language].append(one)
    return {code: Estimate(code, tuple(segments)) for code, segments in found.items()}


def _using(
    session: Session, region_id: int, term: Term, others: Sequence[Term]
) -> dict[int, tuple[Occurrence, int]]:
    """The paragraphs of the published German that use a term, by segment, with their contents."""
    rows = session.execute(
        select(Occurrence, Content.id)
        .join(Content, Content.published_revision_id == Occurrence.revision_id)
        .where(Content.region_id == region_id, Content.archived_at.is_(None))
    )
    rivals = [term, *(other for other in others if other.id != term.id)]
    return {
        row.segment_id: (row, content_id)
        for row, content_id in rows
        if in_text([term], words_only(row.coded)) and term in in_text(rivals, words_only(row.coded))
    }


def _checked(region: Region, term: Term) -> Term:
    """The term as it is stored; Invalid names what is wrong with it."""
    for language in term.wordings:
        regions.check_target(region, language)
    return complete(term)


def _refuse_twin(session: Session, region_id: int, term: Term, but: int = 0) -> None:
    rows = session.execute(
        select(TermRow.id, TermRow.lemma).where(TermRow.region_id == region_id, TermRow.id != but)
    )
    for _, lemma in rows:
        if lemma.casefold() == term.lemma.casefold():
            raise Conflict(f"the glossary has the term {lemma!r} already")


def _row(session: Session, term_id: int) -> TermRow:
    row = session.get(TermRow, term_id)
    if row is None:
        raise NotFound(f"there is no term {term_id}")
    return row


def _write(session: Session, row: TermRow, term: Term, now: datetime) -> Term:
    row.lemma, row.forms, row.mode, row.note = term.lemma, list(term.forms), term.mode, term.note
    row.changed_at = now
    session.flush()
    session.add_all(
        TermTarget(
            term_id=row.id, language=language, text=wording.text, stem=wording.stem,
            preferred=wording.preferred,
        )
        for language, wordings in term.wordings.items()
        for wording in wordings
    )  # fmt: skip
    session.flush()
    return replace(term, id=row.id)


def _values(session: Session, rows: Sequence[TermRow]) -> tuple[Term, ...]:
    if not rows:
        return ()
    ids = [row.id for row in rows]
    said: dict[int, dict[str, list[Wording]]] = defaultdict(lambda: defaultdict(list))
    for wording in session.scalars(
        select(TermTarget)
        .where(TermTarget.term_id.in_(ids))
        .order_by(TermTarget.preferred.desc(), TermTarget.id)
    ):
        kept = Wording(wording.text, wording.stem, wording.preferred)
        said[wording.term_id][wording.language].append(kept)
    return tuple(
        Term(
            row.lemma, {code: tuple(given) for code, given in sorted(said[row.id].items())},
            tuple(row.forms), row.mode, row.note, row.id,
        )
        for row in rows
    )  # fmt: skip
