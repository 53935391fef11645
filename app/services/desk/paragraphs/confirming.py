"""Confirming: a person has read what is served and says that it is right, one by one or many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.domain.freshness.verdicts import Source
from app.domain.revisions.word_diff import word_diff
from app.errors import Invalid, NotFound
from app.models import Content, Equivalence, Head, Occurrence, Region, Status, Target
from app.models import Segment as SegmentRow
from app.services import regions, tree
from app.services.desk.paragraphs import claims, deeds, drafts
from app.services.desk.paragraphs.deeds import Decided
from app.services.segments import saving, targets
from app.services.segments.freshness import source_of

CONFIRMED = "paragraph.confirm"
TICKABLE = ("advise", "unverified")  # and what a machine wrote unseen
MOST = 500  # paragraphs in one deed


@dataclass(frozen=True)
class Ticked:
    """What came of ticking off: the paragraphs that are done, and those left since they need a look."""

    done: tuple[int, ...]
    left: tuple[int, ...]


def confirm(
    session: Session,
    who: Actor,
    region: Region,
    language: str,
    segment_id: int,
    *,
    made_against: str,
    lock_version: int,
    now: datetime,
) -> Decided:
    """A translator's word that the served text is right for the German of now; a machine's text, or
    one that nobody had checked, counts as reviewed by that.

    `made_against` is the German (a hash) and `lock_version` the version that the translator saw: if
    either is another by now, nothing is done (behind, conflict). NotFound if nothing is served.
    """
    content = deeds.opened(session, region, language, segment_id)
    found = deeds.served(session, segment_id, language)
    if found is None:
        raise NotFound(f"paragraph {segment_id} has no translation into {language!r}")
    now_source = present(session, content, segment_id)
    if now_source is None:
        return Decided("gone")
    head, target = found
    if head.lock_version != lock_version:
        return Decided("conflict", theirs=target.coded)
    if now_source.hash != made_against:
        seen = targets.source_of(session, segment_id, made_against)
        return Decided("behind", diff=word_diff(seen.coded, now_source.segment.coded))
    detail = _pass(session, who, target, now_source.hash, now)
    paragraph = deeds.renew(session, content, language, now).get(segment_id)
    end(session, who, language, [segment_id])
    deeds.note(session, who, content, language, CONFIRMED, now, passed={str(segment_id): detail})
    return deeds.outcome(paragraph)


def present(session: Session, content: Content, segment_id: int) -> Source | None:
    """The German of a paragraph as readers have it; None if it no longer stands in its page."""
    row = session.scalar(
        select(Occurrence).where(
            Occurrence.segment_id == segment_id,
            Occurrence.revision_id == content.published_revision_id,
        )
    )
    return source_of(row) if row else None


def _pass(
    session: Session, who: Actor, target: Target, german: str, now: datetime
) -> dict[str, Any]:
    """Write down that a person stands by a text; what has to be known to take that back."""
    detail: dict[str, Any] = {"target": target.id}
    if target.quality == "unverified" or _is_unseen(session, target):
        detail["quality"], target.quality = target.quality, "reviewed"
    hashes = (target.made_against, german)
    if target.made_against != german and not _is_declared(session, target, hashes):
        saving.declare(
            session, target.segment_id, target.language, hashes, "confirmed", who.name, now
        )
        detail["declared"] = list(hashes)
    session.flush()
    return detail


def _is_unseen(session: Session, target: Target) -> bool:
    status = session.get(Status, (target.segment_id, target.language), populate_existing=True)
    return target.quality != "reviewed" and (
        target.origin == "machine" or (status is not None and status.unseen)
    )


def _is_declared(session: Session, target: Target, hashes: tuple[str, str]) -> bool:
    edge = select(Equivalence.id).where(
        Equivalence.segment_id == target.segment_id, Equivalence.language == target.language,
        Equivalence.hash_a == hashes[0], Equivalence.hash_b == hashes[1],
    )  # fmt: skip
    return session.scalar(edge) is not None


def end(session: Session, who: Actor, language: str, segment_ids: Collection[int]) -> None:
    """What the visitor was typing is done with, and the paragraphs are no longer open."""
    for segment_id in segment_ids:
        claims.release(session, who, segment_id, language)
    drafts.discard(session, who, segment_ids, language)


def tick_off(
    session: Session,
    who: Actor,
    region: Region,
    language: str,
    segment_ids: Collection[int],
    now: datetime,
) -> Ticked:
    """Confirm many paragraphs at once: those with a hint, a machine's text, or one nobody had checked.

    Each page is compared and published once. What is stale or missing by now is left. Invalid if
    they are more than 500.
    """
    regions.check_target(region, language)
    if len(segment_ids) > MOST:
        raise Invalid(f"{len(segment_ids)} paragraphs, more than {MOST}", "segment", "many")
    tree.lock(session, region.id)
    done: list[int] = []
    for content, rows in _by_page(session, region, language, segment_ids):
        passed = {
            str(target.segment_id): _pass(session, who, target, german, now)
            for target, german in rows
        }
        deeds.renew(session, content, language, now)
        deeds.note(session, who, content, language, CONFIRMED, now, passed=passed)
        done += [target.segment_id for target, _ in rows]
    end(session, who, language, done)
    return Ticked(tuple(done), tuple(sorted(set(segment_ids).difference(done))))


def _by_page(
    session: Session, region: Region, language: str, segment_ids: Collection[int]
) -> Iterable[tuple[Content, list[tuple[Target, str]]]]:
    """By page, what is served for those paragraphs of the region that can be ticked off, and the
    German of now."""
    rows = session.execute(
        select(Content, Target, Occurrence.hash)
        .join(SegmentRow, SegmentRow.content_id == Content.id)
        .join(
            Occurrence,
            (Occurrence.revision_id == Content.published_revision_id)
            & (Occurrence.segment_id == SegmentRow.id),
        )
        .join(Status, (Status.segment_id == SegmentRow.id) & (Status.language == language))
        .join(Head, (Head.segment_id == SegmentRow.id) & (Head.language == language))
        .join(Target, Target.id == Head.target_id)
        .where(Content.region_id == region.id, SegmentRow.id.in_(segment_ids))
        .where(Status.state.in_(TICKABLE) | ((Status.state == "current") & Status.unseen))
        .order_by(Content.id, Occurrence.position)
        .execution_options(populate_existing=True)
    )
    found: dict[int, tuple[Content, list[tuple[Target, str]]]] = {}
    several: dict[int, list[tuple[Target, str]]] = defaultdict(list)
    for content, target, german in rows:
        several[content.id].append((target, german))
        found[content.id] = (content, several[content.id])
    return found.values()
