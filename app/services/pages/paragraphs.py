"""A translator's work on one paragraph: saved, confirmed as still right, never lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.freshness.staleness import MISSING, Verdict
from app.domain.revisions.word_diff import Stretch, word_diff
from app.domain.segments.codes import problems
from app.errors import Invalid, NotFound
from app.models import Content, Head, Occurrence, Region, SourceText, Target
from app.models import Segment as SegmentRow
from app.services import regions, tree
from app.services.pages import releasing
from app.services.pages.takeover import Origin
from app.services.publishing import publication
from app.services.segments import saving, targets
from app.services.segments.freshness import Paragraph


@dataclass(frozen=True)
class Saved:
    """What came of saving a paragraph.

    `outcome`: saved; behind (the German moved on: kept and served, but stale); conflict (somebody
    was quicker: the text is kept as a draft, `theirs` is what is served); gone (the paragraph no
    longer stands in its page: the text is kept, in case it comes back). `diff` leads from the
    German that the text answers to the German of now.
    """

    outcome: str
    target_id: int
    verdict: Verdict
    diff: tuple[Stretch, ...] = ()
    theirs: str = ""


def save(
    session: Session,
    segment_id: int,
    language: str,
    coded: str,
    *,
    made_against: str,
    lock_version: int,
    by: Origin,
    now: datetime,
) -> Saved:
    """Save a translation that answers the source text `made_against` (a hash).

    `lock_version` is the head's that the translator saw, 0 if there was none. Invalid names what is
    wrong with the text's codes.
    """
    content = _content(session, segment_id, language)
    head = session.get(Head, (segment_id, language), with_for_update=True)
    codes = targets.codes_of(session, segment_id, made_against)
    if wrong := problems(coded, codes):
        raise Invalid(f"segment {segment_id} ({language}): {'; '.join(wrong)}")
    if not coded.strip():
        raise Invalid(f"segment {segment_id} ({language}): the translation is empty")
    conflict = (head.lock_version if head else 0) != lock_version
    target = targets.write(
        session, segment_id, language, coded, codes, made_against, origin=by.origin,
        quality="draft" if conflict else by.quality, now=now, author=by.author,
    )  # fmt: skip
    if not conflict:
        targets.serve(session, target)
    paragraph = _renew(session, content, segment_id, language, now)
    if paragraph is None:
        return Saved("gone", target.id, MISSING)
    return _told(session, target, paragraph, head if conflict else None)


def _content(session: Session, segment_id: int, language: str) -> Content:
    """The content of a segment as it is now; nobody else changes it until the transaction ends.

    Invalid unless it is published and its region translates into `language`.
    """
    segment = session.get(SegmentRow, segment_id)
    if segment is None:
        raise NotFound(f"segment {segment_id} does not exist")
    content = session.get_one(Content, segment.content_id)
    tree.lock(session, content.region_id)
    session.refresh(content)
    regions.check_target(session.get_one(Region, content.region_id), language)
    if content.published_revision_id is None:
        raise Invalid(f"{content.kind} {content.id} is not published yet")
    return content


def _renew(
    session: Session, content: Content, segment_id: int, language: str, now: datetime
) -> Paragraph | None:
    """Settle the content in this language, let its readers have it, and give the paragraph as it is
    then, if it is."""
    assert content.published_revision_id is not None
    judged = releasing.settle(session, content, now, only=(language,)).after
    publication.publish_texts(session, content, now, judged, only=(language,))
    return next((one for one in judged.get(language, []) if one.segment_id == segment_id), None)


def _told(session: Session, target: Target, paragraph: Paragraph, theirs: Head | None) -> Saved:
    answered = session.get_one(SourceText, target.made_against)
    behind = target.made_against != paragraph.source.hash
    diff = word_diff(answered.coded, paragraph.source.segment.coded) if behind else ()
    if theirs is not None:
        other = session.get_one(Target, theirs.target_id).coded
        return Saved("conflict", target.id, paragraph.verdict, diff, other)
    outcome = "behind" if behind and paragraph.verdict.state == "stale" else "saved"
    return Saved(outcome, target.id, paragraph.verdict, diff)


def confirm(
    session: Session, segment_id: int, language: str, *, author: str, now: datetime
) -> Verdict:
    """A translator's word that the served text is still right for the German of now."""
    content = _content(session, segment_id, language)
    head = session.get(Head, (segment_id, language), with_for_update=True)
    if head is None:
        raise NotFound(f"segment {segment_id} has no translation into {language!r}")
    present = session.scalar(
        select(Occurrence.hash).where(
            Occurrence.segment_id == segment_id,
            Occurrence.revision_id == content.published_revision_id,
        )
    )
    if present is None:
        raise NotFound(f"segment {segment_id} no longer stands in its page")
    answered = session.get_one(Target, head.target_id).made_against
    if answered != present:
        hashes = (answered, present)
        saving.declare(session, segment_id, language, hashes, "confirmed", author, now)
    paragraph = _renew(session, content, segment_id, language, now)
    assert paragraph is not None
    return paragraph.verdict
