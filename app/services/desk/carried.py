"""What rules carried into a language: listed move by move for a while, so that a person may disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from app.domain.access.permissions import Actor
from app.domain.facts.changed_facts import ChangedFact, changed_facts
from app.domain.revisions.word_diff import Stretch, word_diff
from app.domain.segments.codes import visible
from app.errors import NotFound
from app.models import Content, Head, HeadMove, Region, Revision, SourceText, Target
from app.models import Segment as SegmentRow
from app.services import access, events
from app.services.desk.paragraphs import whereabouts
from app.services.segments import moves
from app.services.segments.carrying import RULE
from app.services.segments.stored_segments import codes_from_json, segment_of
from app.services.translation import undoing

DAYS = 7


@dataclass(frozen=True)
class Carried:
    """One translation that a rule wrote or served again, with the change of the German behind it.

    `facts` are the values that became others; `diff` leads from the translation before to the one
    after; nothing was served before where `before` is "". `taken_back`: a person undid it.
    """

    move_id: int
    segment_id: int
    content_id: int
    title: str
    klass: str
    facts: tuple[ChangedFact, ...]
    before: str
    after: str
    diff: tuple[Stretch, ...]
    at: datetime
    taken_back: bool
    can_undo: bool


def count(session: Session, region: Region, language: str, since: datetime) -> int:
    """How many translations rules carried since then."""
    wanted = _moves(region, language, since)
    return session.scalar(wanted.with_only_columns(func.count(), maintain_column_froms=True)) or 0


def listed(
    session: Session,
    region: Region,
    language: str,
    since: datetime,
    *,
    limit: int = 50,
    offset: int = 0,
) -> Sequence[Carried]:
    """What rules carried since then, the newest first."""
    before, old, new = aliased(Target), aliased(SourceText), aliased(SourceText)
    rows = session.execute(
        _moves(region, language, since)
        .outerjoin(before, before.id == HeadMove.from_target_id)
        .outerjoin(old, old.hash == before.made_against)
        .join(new, new.hash == Target.made_against)
        .outerjoin(
            Head,
            (Head.segment_id == HeadMove.segment_id) & (Head.language == HeadMove.language),
        )
        .add_columns(
            HeadMove, Content.id, Revision.title, SegmentRow.kind, Target, before, old, new,
            Head.target_id, _is_undone().label("undone"),
        )
        .order_by(HeadMove.id.desc())
        .limit(limit)
        .offset(offset)
    )  # fmt: skip
    return [_carried(row) for row in rows]


def _moves(region: Region, language: str, since: datetime) -> Select[Any]:
    """The moves of rules, where the content is still there."""
    return (
        select()
        .select_from(HeadMove)
        .join(SegmentRow, SegmentRow.id == HeadMove.segment_id)
        .join(Content, Content.id == SegmentRow.content_id)
        .join(Revision, Revision.id == Content.published_revision_id)
        .join(Target, Target.id == HeadMove.to_target_id)
        .where(Content.region_id == region.id, Content.archived_at.is_(None))
        .where(HeadMove.language == language, HeadMove.at >= since)
        .where(HeadMove.actor == RULE, HeadMove.klass != moves.UNDONE)
    )


def _is_undone() -> ColumnElement[bool]:
    back = aliased(HeadMove)
    return exists().where(
        back.segment_id == HeadMove.segment_id,
        back.language == HeadMove.language,
        back.from_target_id == HeadMove.to_target_id,
        back.klass == moves.UNDONE,
    )


def _carried(row: Row[*tuple[Any, ...]]) -> Carried:
    move, content_id, title, kind, target, before, old, new, served, undone = row
    changed = changed_facts(segment_of(old, kind), segment_of(new, kind)) if old is not None else ()
    texts = (_visible(before) if before is not None else "", _visible(target))
    return Carried(
        move.id, move.segment_id, content_id, title, move.klass, changed, *texts,
        word_diff(*texts), move.at, bool(undone),
        served == move.to_target_id,
    )  # fmt: skip


def _visible(target: Target) -> str:
    return visible(target.coded, codes_from_json(target.codes))


def undo(
    session: Session, who: Actor, region: Region, language: str, move_id: int, now: datetime
) -> int:
    """Serve the translation from before again; the id of the paragraph, which waits for a person then.

    Conflict if another translation has come to be served since.
    """
    access.check(who, "translate", region.slug, language)
    move = session.get(HeadMove, move_id)
    if move is None or (move.language, move.actor) != (language, RULE):
        raise NotFound(f"no rule carried move {move_id} into {language!r}")
    content = whereabouts.content_of(session, region, language, move.segment_id)
    undoing.undo(session, move_id, who.name, now)
    events.record(
        session, region.id, who.name, "paragraph.undo", now, content_id=content.id,
        language=language, segment=move.segment_id, kind="carried",
    )  # fmt: skip
    return move.segment_id
