"""What comes back of a page's form: each paragraph's text, put in order and checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.exchange.texts import neat
from app.domain.freshness.verdicts import Source
from app.domain.quality import checks
from app.domain.quality.findings import Found
from app.domain.quality.glossary import Term
from app.domain.segments.segmentation import Segment
from app.errors import Invalid, NotFound
from app.models import Content, Head, Occurrence
from app.models import Segment as SegmentRow
from app.services.desk.pages.page_view import digest
from app.services.desk.paragraphs import drafts
from app.services.quality import checking, glossary
from app.services.segments import targets


@dataclass(frozen=True)
class Typed:
    """What came back of a paragraph's form: the text, the version and the German (a hash) that the
    visitor saw, and a digest of what the field began with. `insist` overrules checks whose findings
    are a matter of judgement."""

    segment_id: int
    coded: str
    lock_version: int
    made_against: str
    began: str
    insist: bool = False

    @property
    def is_touched(self) -> bool:
        """Whether somebody typed."""
        return digest(self.coded) != self.began


@dataclass(frozen=True)
class Read:
    """A text as it would be kept, with the German that it answers and what checks find in it.

    `is_late`: somebody else has saved since the visitor opened the paragraph.
    """

    typed: Typed
    coded: str
    source: Segment
    found: tuple[Found, ...]
    is_late: bool

    @property
    def may_insist(self) -> bool:
        """Whether all that speaks against it is a matter of judgement."""
        return all(one.check not in checking.FACTS for one in self.found if one.level == "block")

    @property
    def is_good(self) -> bool:
        """Whether it is to be kept."""
        return not checks.blocks(self.found) or (self.typed.insist and self.may_insist)


def read(
    session: Session,
    content: Content,
    language: str,
    typed: Sequence[Typed],
    present: Mapping[int, Source],
) -> list[Read]:
    """Those that somebody touched; `present` is the German of now. NotFound if a paragraph belongs to
    another page, Invalid if it never said what a text is to answer."""
    touched = {one.segment_id: one for one in typed if one.is_touched}
    _check_home(session, content, touched)
    versions = _versions(session, touched, language)
    terms = glossary.of_region(session, content.region_id) if touched else ()
    found = []
    for one in touched.values():
        is_late = versions.get(one.segment_id, 0) != one.lock_version
        found.append(_read(session, one, language, present, terms, is_late))
    return found


def _check_home(session: Session, content: Content, touched: Collection[int]) -> None:
    """NotFound unless all paragraphs are this page's."""
    own = set(
        session.scalars(
            select(SegmentRow.id).where(
                SegmentRow.id.in_(touched), SegmentRow.content_id == content.id
            )
        )
    )
    if strangers := set(touched) - own:
        raise NotFound(f"paragraph {min(strangers)} does not belong to page {content.id}")


def _versions(session: Session, touched: Collection[int], language: str) -> dict[int, int]:
    """The versions of what is served; nobody else moves a head until the transaction ends."""
    rows = session.scalars(
        select(Head)
        .where(Head.segment_id.in_(touched), Head.language == language)
        .order_by(Head.segment_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {row.segment_id: row.lock_version for row in rows}


def _read(
    session: Session,
    typed: Typed,
    language: str,
    present: Mapping[int, Source],
    terms: Sequence[Term],
    is_late: bool,
) -> Read:
    coded = neat(typed.coded, language)
    source = _answered(session, typed, present)
    if len(coded) > drafts.LONGEST:
        found: tuple[Found, ...] = (Found("length", "block", ""),)
    else:
        found = checking.look(source, coded, language, terms)
    return Read(typed, coded, source, found, is_late)


def _answered(session: Session, typed: Typed, present: Mapping[int, Source]) -> Segment:
    """The German that a text answers; Invalid if the paragraph never said that."""
    here = present.get(typed.segment_id)
    if here is not None and here.hash == typed.made_against:
        return here.segment
    said = select(Occurrence.hash).where(
        Occurrence.segment_id == typed.segment_id, Occurrence.hash == typed.made_against
    )
    if session.scalar(said.limit(1)) is None:
        raise Invalid(f"paragraph {typed.segment_id} never said that", "made_against")
    return targets.source_of(session, typed.segment_id, typed.made_against)
