"""A queue as a list: its paragraphs with all that a person wants to know before opening one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.domain.facts.changed_facts import ChangedFact, changed_facts
from app.domain.revisions.changes import classify
from app.domain.revisions.word_diff import Stretch, word_diff
from app.domain.segments.chips import Chip, chips
from app.domain.segments.codes import visible
from app.domain.segments.segmentation import Segment
from app.models import (
    Assignment,
    Content,
    Finding,
    Head,
    Occurrence,
    Region,
    SourceText,
    Status,
    Target,
    User,
)
from app.models import Segment as SegmentRow
from app.services import exports
from app.services.desk import queues
from app.services.desk.paragraphs import claims
from app.services.desk.paragraphs.claims import Held as Claimed
from app.services.desk.queues import EVERYTHING, Filter, Item
from app.services.overviews.holdings import Holdings
from app.services.segments.revisions import segment_of

SHOWN = 220  # characters of a paragraph
COMPARED = 600  # characters of a paragraph whose changes are shown in its line


@dataclass(frozen=True)
class Fault:
    """What a check found in what is served."""

    check: str
    level: str
    detail: str


@dataclass(frozen=True)
class Line:
    """One paragraph of a queue: its German as it reads, the pages above its own, what changed in the
    German since the translation, what checks say, who has it open, who else is to look after it.

    `draft` is what a machine offers for a paragraph that needs a text. `diff` leads from the German
    that the translation answers to the one of now; () where that is the same, or too long for a list.
    """

    item: Item
    text: str
    diff: tuple[Stretch, ...]
    target: str
    draft: str
    title: str
    trail: tuple[str, ...]
    days: int
    guards: tuple[str, ...]
    facts: tuple[ChangedFact, ...]
    faults: tuple[Fault, ...]
    chips: Mapping[int, Chip]
    claim: Claimed | None
    exported: exports.Claim | None
    assignee: str
    due_on: date | None


@dataclass(frozen=True)
class _Texts:
    """The German of now and what is served, with the German that it answers."""

    now: Segment
    target: Target | None
    before: Segment | None


def of_queue(
    session: Session,
    who: Actor,
    region: Region,
    language: str,
    queue: str,
    now: datetime,
    held: Holdings,
    wanted: Filter = EVERYTHING,
    *,
    limit: int = 50,
    offset: int = 0,
) -> Sequence[Line]:
    """One part of a queue, the most urgent first."""
    items = queues.items(
        session, region, language, queue, now, wanted, limit=limit, offset=offset
    )  # fmt: skip
    ids = [item.segment_id for item in items]
    texts = _texts(session, ids, language)
    faults = _faults(session, ids, language)
    open_now = claims.of(session, ids, language, now, who)
    away = exports.of_segments(session, ids, language, now)
    offered = _drafts(session, ids, language)
    given = _assigned(session, {item.content_id for item in items}, language)
    return [
        Line(
            item, _short(texts[item.segment_id].now.coded, texts[item.segment_id].now),
            _diff(texts[item.segment_id]), _served(texts[item.segment_id]),
            offered.get(item.segment_id, ""), held.title(item.content_id),
            tuple(held.path(item.content_id)) if item.content_id in held.pages else (),
            max(0, (now - item.since) // timedelta(days=1)),
            *_changes(item, texts[item.segment_id]), faults.get(item.segment_id, ()),
            chips(texts[item.segment_id].now.codes), open_now.get(item.segment_id), away.get(item.segment_id),
            *given.get(item.content_id, ("", None)),
        )
        for item in items
    ]  # fmt: skip


def _texts(session: Session, ids: Collection[int], language: str) -> dict[int, _Texts]:
    rows = session.execute(
        select(Occurrence, SegmentRow.kind, Target, SourceText)
        .join(SegmentRow, SegmentRow.id == Occurrence.segment_id)
        .join(Content, Content.published_revision_id == Occurrence.revision_id)
        .outerjoin(Head, (Head.segment_id == SegmentRow.id) & (Head.language == language))
        .outerjoin(Target, Target.id == Head.target_id)
        .outerjoin(SourceText, SourceText.hash == Target.made_against)
        .where(Occurrence.segment_id.in_(ids))
    )
    return {
        row.segment_id: _Texts(
            segment_of(row, kind), target, segment_of(before, kind) if before is not None else None
        )
        for row, kind, target, before in rows
    }


def _short(coded: str, segment: Segment) -> str:
    text = " ".join(visible(coded, segment.codes).split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "…"


def _diff(texts: _Texts) -> tuple[Stretch, ...]:
    """From the German before to the one of now, as both read."""
    if texts.before is None:
        return ()
    before, now = (visible(one.coded, one.codes) for one in (texts.before, texts.now))
    if before == now or max(len(before), len(now)) > COMPARED:
        return ()
    return word_diff(before, now)


def _served(texts: _Texts) -> str:
    if texts.target is None or texts.before is None:
        return ""
    return _short(texts.target.coded, texts.before)


def _drafts(session: Session, ids: Collection[int], language: str) -> dict[int, str]:
    """The newest draft of a machine, as it reads, for each of the paragraphs that wait for a text."""
    rows = session.execute(
        select(Target, SegmentRow.kind, SourceText)
        .join(SegmentRow, SegmentRow.id == Target.segment_id)
        .join(SourceText, SourceText.hash == Target.made_against)
        .join(Content, Content.id == SegmentRow.content_id)
        .join(
            Occurrence,
            (Occurrence.revision_id == Content.published_revision_id)
            & (Occurrence.segment_id == SegmentRow.id)
            & (Occurrence.hash == Target.made_against),
        )
        .join(Status, (Status.segment_id == SegmentRow.id) & (Status.language == language))
        .where(Target.segment_id.in_(ids), Target.language == language, Status.offered)
        .where(Target.origin == "machine", Target.quality == "draft")
        .order_by(Target.id)
    )
    return {
        target.segment_id: _short(target.coded, segment_of(source, kind))
        for target, kind, source in rows
    }


def _changes(item: Item, texts: _Texts) -> tuple[tuple[str, ...], tuple[ChangedFact, ...]]:
    """The guard words and the facts that came or went since the translation was made."""
    if texts.before is None or item.state not in ("stale", "advise"):
        return (), ()
    facts = changed_facts(texts.before, texts.now)
    if item.klass != "critical":
        return (), facts
    return classify(texts.before, texts.now, known=_everything).guards, facts


def _everything(word: str) -> bool:
    """Every word is known: which guard words came or went does not depend on it."""
    return True


def _faults(
    session: Session, ids: Collection[int], language: str
) -> Mapping[int, tuple[Fault, ...]]:
    rows = session.execute(
        select(Head.segment_id, Finding.check_name, Finding.level, Finding.detail)
        .join(Finding, Finding.target_id == Head.target_id)
        .where(Head.segment_id.in_(ids), Head.language == language)
        .where(Finding.dismissed_at.is_(None))
        .order_by(Finding.level, Finding.id)
    )
    found: dict[int, tuple[Fault, ...]] = {}
    for segment_id, *about in rows:
        found[segment_id] = (*found.get(segment_id, ()), Fault(*about))
    return found


def _assigned(session: Session, contents: Collection[int], language: str) -> dict[int, Any]:
    rows = session.execute(
        select(Assignment.content_id, User.name, User.email, Assignment.due_on)
        .join(User, User.id == Assignment.user_id)
        .where(Assignment.content_id.in_(contents), Assignment.language == language)
    )
    return {content_id: (name or email, due_on) for content_id, name, email, due_on in rows}
