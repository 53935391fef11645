"""The paragraphs of a published content in one language, as translators and machines work on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.segments.codes import visible
from app.domain.segments.segmentation import has_words
from app.errors import Invalid, NotFound
from app.models import Content, Head, Region, Target
from app.services import regions
from app.services.segments.freshness import Paragraph, judge_content


@dataclass(frozen=True)
class ParagraphFacts:
    """One paragraph: its German with codes and as it reads, what is served for it, what holds.

    `source_hash` is what a translation names as `made_against`; `lock_version` is 0 without a target.
    """

    id: int
    position: int
    kind: str
    source: str
    source_text: str
    source_hash: str
    target: str
    target_id: int | None
    lock_version: int
    state: str
    klass: str
    severity: int
    since: datetime
    origin: str | None
    quality: str | None
    author: str


def of_content(session: Session, content: Content, code: str) -> list[ParagraphFacts]:
    """All paragraphs with words of the published revision, in order."""
    regions.check_target(session.get_one(Region, content.region_id), code)
    if content.published_revision_id is None:
        raise Invalid(f"{content.kind} {content.id} is not published yet")
    judged = judge_content(session, content, content.published_revision_id, [code])[code]
    return of_judged(session, judged, code)


def of_judged(session: Session, judged: Sequence[Paragraph], code: str) -> list[ParagraphFacts]:
    """The same where it is known what holds for them."""
    heads = _heads(session, [one.segment_id for one in judged], code)
    return [
        _facts(one, *heads.get(one.segment_id, (None, None)))
        for one in judged
        if has_words(one.source.segment)
    ]


def one(session: Session, content: Content, segment_id: int, code: str) -> ParagraphFacts:
    """The same of one paragraph; NotFound if it does not stand in the published text."""
    for found in of_content(session, content, code):
        if found.id == segment_id:
            return found
    raise NotFound(f"segment {segment_id} does not stand in {content.kind} {content.id}")


def _heads(session: Session, segments: list[int], code: str) -> dict[int, tuple[Head, Target]]:
    rows = session.execute(
        select(Head, Target)
        .join(Target, Target.id == Head.target_id)
        .where(Head.segment_id.in_(segments), Head.language == code)
    )
    return {head.segment_id: (head, target) for head, target in rows}


def _facts(one: Paragraph, head: Head | None, target: Target | None) -> ParagraphFacts:
    segment = one.source.segment
    return ParagraphFacts(
        id=one.segment_id,
        position=one.position,
        kind=segment.kind,
        source=segment.coded,
        source_text=visible(segment.coded, segment.codes),
        source_hash=one.source.hash,
        target=target.coded if target else "",
        target_id=target.id if target else None,
        lock_version=head.lock_version if head else 0,
        state=one.verdict.state,
        klass=one.verdict.klass,
        severity=one.verdict.severity,
        since=one.since,
        origin=target.origin if target else None,
        quality=target.quality if target else None,
        author=target.author if target else "",
    )
