"""Undoing at the desk: the visitor's own last deed at a paragraph, or what a rule carried into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.errors import Conflict
from app.models import Content, Equivalence, Event, Head, HeadMove, Region, Target
from app.services.desk.paragraphs import deeds, drafts
from app.services.desk.paragraphs.confirming import CONFIRMED
from app.services.desk.paragraphs.deeds import Decided
from app.services.segments import moves
from app.services.segments.carrying import RULE
from app.services.translation import undoing

UNDONE = "paragraph.undo"
LOOKED_AT = 50  # the visitor's newest deeds of these kinds on a page


@dataclass(frozen=True)
class Undoable:
    """What can be taken back: `kind` text (the visitor's own), carried (a rule's) or word (that the
    text is still right)."""

    kind: str
    number: int  # of the head move, or of the event
    at: datetime


def undoable(
    session: Session, who: Actor, content: Content, language: str, segment_id: int
) -> Undoable | None:
    """What `undo` would take back at a paragraph, if anything."""
    move, event = (
        _move(session, segment_id, language),
        _word(session, who, content, segment_id, language),
    )
    if event is not None and (move is None or move.at <= event.at):
        return Undoable("word", event.id, event.at)
    if move is None or move.klass == moves.UNDONE:
        return None
    if move.actor not in (who.name, RULE):
        return None
    return Undoable("text" if move.actor == who.name else "carried", move.id, move.at)


def _move(session: Session, segment_id: int, language: str) -> HeadMove | None:
    """The move that brought what is served now."""
    newest = session.execute(
        select(HeadMove, Head.target_id)
        .join(
            Head,
            (Head.segment_id == HeadMove.segment_id) & (Head.language == HeadMove.language),
        )
        .where(HeadMove.segment_id == segment_id, HeadMove.language == language)
        .order_by(HeadMove.id.desc())
        .limit(1)
    ).first()
    return newest[0] if newest and newest[0].to_target_id == newest[1] else None


def _word(
    session: Session, who: Actor, content: Content, segment_id: int, language: str
) -> Event | None:
    """The visitor's newest word that the paragraph's text is right, unless it was taken back."""
    rows = session.scalars(
        select(Event)
        .where(Event.content_id == content.id, Event.language == language)
        .where(Event.actor == who.name, Event.action.in_((CONFIRMED, UNDONE)))
        .order_by(Event.id.desc())
        .limit(LOOKED_AT)
    )
    for row in rows:
        if row.action == UNDONE and row.detail.get("segment") == segment_id:
            return None
        if row.action == CONFIRMED and str(segment_id) in row.detail.get("passed", {}):
            return row
    return None


def undo(
    session: Session, who: Actor, region: Region, language: str, segment_id: int, now: datetime
) -> Decided:
    """Take back the visitor's last deed at a paragraph, or what a rule carried into it.

    The first text of a paragraph leaves none behind; the visitor's own is kept for them as a draft.
    Conflict if there is nothing to take back, or somebody else's text is served by now.
    """
    content = deeds.opened(session, region, language, segment_id)
    found = undoable(session, who, content, language, segment_id)
    if found is None:
        raise Conflict(f"nothing can be taken back at paragraph {segment_id} ({language})")
    if found.kind == "word":
        event = session.get_one(Event, found.number)
        unsay(session, segment_id, language, event.detail["passed"][str(segment_id)])
    else:
        undoing.undo(session, found.number, who.name, now)
        _keep_first(session, who, found, now)
    paragraph = deeds.renew(session, content, language, now).get(segment_id)
    deeds.note(session, who, content, language, UNDONE, now, segment=segment_id, kind=found.kind)
    state = paragraph.verdict if paragraph else None
    return Decided("saved", state.state, state.klass) if state else Decided("gone")


def _keep_first(session: Session, who: Actor, found: Undoable, now: datetime) -> None:
    """Leave the visitor what they had written where nothing was before it, to mend and save again."""
    move = session.get_one(HeadMove, found.number)
    if found.kind != "text" or move.from_target_id is not None:
        return
    target = session.get_one(Target, move.to_target_id)
    drafts.keep(
        session, who, move.segment_id, move.language, target.coded,
        made_against=target.made_against, lock_version=0, now=now,
    )  # fmt: skip


def unsay(session: Session, segment_id: int, language: str, said: dict[str, Any]) -> None:
    """Take back what a confirmation declared, and that the text was reviewed."""
    if hashes := said.get("declared"):
        session.execute(
            delete(Equivalence).where(
                Equivalence.segment_id == segment_id, Equivalence.language == language,
                Equivalence.reason == "confirmed",
                Equivalence.hash_a == hashes[0], Equivalence.hash_b == hashes[1],
            )
        )  # fmt: skip
    if quality := said.get("quality"):
        session.get_one(Target, said["target"]).quality = quality
    session.flush()
