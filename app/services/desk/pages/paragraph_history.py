"""Earlier translations of a paragraph: which was served when, by whose deed, and one served again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.domain.revisions.word_diff import Stretch, word_diff
from app.errors import Conflict, Invalid, NotFound
from app.models import Content, Head, HeadMove, Occurrence, Region, Target
from app.services.desk.paragraphs import confirming, deeds, segment_reading
from app.services.desk.paragraphs.deeds import Decided
from app.services.desk.paragraphs.segment_values import Step, Text
from app.services.desk.paragraphs.whereabouts import content_of
from app.services.segments import moves, targets
from app.services.segments.carrying import RULE
from app.services.segments.freshness import source_of
from app.services.segments.stored_segments import codes_from_json

SERVED_AGAIN = "paragraph.serve-again"
MOST = 100


@dataclass(frozen=True)
class Entry:
    """One time at which a translation came to be served.

    `diff` leads from the one before; `by_rule`: no person did it; `is_back`: somebody went back to this
    text; `answers_now`: it answers the German of now.
    """

    target_id: int
    text: Text
    diff: tuple[Stretch, ...]
    before: Text | None
    actor: str
    at: datetime
    origin: str
    quality: str
    author: str
    by_rule: bool
    is_back: bool
    is_served: bool
    answers_now: bool


@dataclass(frozen=True)
class History:
    """A paragraph with the translations it had, the newest first; `source` is None where it no longer
    stands in its page, `lock_version` that of what is served."""

    segment_id: int
    content_id: int
    trail: tuple[Step, ...]
    source: Text | None
    lock_version: int
    entries: tuple[Entry, ...]


def history(session: Session, region: Region, language: str, segment_id: int) -> History:
    """All that a paragraph ever served; NotFound if it is another region's."""
    content = content_of(session, region, language, segment_id)
    german = _german(session, content, segment_id)
    head = session.get(Head, (segment_id, language), populate_existing=True)
    rows = session.execute(
        select(HeadMove, Target)
        .join(Target, Target.id == HeadMove.to_target_id)
        .where(HeadMove.segment_id == segment_id, HeadMove.language == language)
        .order_by(HeadMove.id.desc())
        .limit(MOST + 1)
    ).all()
    present = german.hash if german else ""
    entries = [
        _entry(move, target, rows[number + 1][1] if number + 1 < len(rows) else None, present)
        for number, (move, target) in enumerate(rows[:MOST])
    ]
    source = source_of(german).segment if german else None
    return History(
        segment_id, content.id, segment_reading.trail(session, content),
        segment_reading.text(source.coded, source.codes) if source else None,
        head.lock_version if head else 0,
        tuple(_with_served(entries, head.target_id if head else None)),
    )  # fmt: skip


def _german(session: Session, content: Content, segment_id: int) -> Occurrence | None:
    return session.scalar(
        select(Occurrence).where(
            Occurrence.segment_id == segment_id,
            Occurrence.revision_id == content.published_revision_id,
        )
    )


def _entry(move: HeadMove, target: Target, before: Target | None, present: str) -> Entry:
    old = _text(before) if before else None
    return Entry(
        target.id, _text(target), word_diff(old.coded, target.coded) if old else (), old,
        move.actor, move.at, target.origin, target.quality, target.author,
        by_rule=move.actor == RULE, is_back=move.klass == moves.UNDONE, is_served=False,
        answers_now=target.made_against == present,
    )  # fmt: skip


def _text(target: Target) -> Text:
    return segment_reading.text(target.coded, codes_from_json(target.codes))


def _with_served(entries: Sequence[Entry], head: int | None) -> list[Entry]:
    """The entries; the newest of those with the served text says so."""
    found, is_marked = [], False
    for entry in entries:
        is_served = entry.target_id == head and not is_marked
        is_marked = is_marked or is_served
        found.append(replace(entry, is_served=is_served))
    return found


def serve_again(
    session: Session,
    who: Actor,
    region: Region,
    language: str,
    segment_id: int,
    target_id: int,
    *,
    lock_version: int,
    now: datetime,
) -> Decided:
    """Give readers a text that they had before; no rule takes it away again until the German changes.

    NotFound if it is no text of this paragraph that was ever served, Conflict if somebody was quicker,
    Faulty if a check that nobody dismissed speaks against it, Invalid if it is served already.
    """
    content = deeds.opened(session, region, language, segment_id)
    target = _once_served(session, segment_id, language, target_id)
    found = deeds.served(session, segment_id, language)
    if found is None or found[0].lock_version != lock_version:
        raise Conflict(f"paragraph {segment_id} ({language}) was changed by somebody else")
    if found[1].id == target_id:
        raise Invalid(f"text {target_id} is served already", "target", "served")
    deeds.refuse_blocked(session, target_id)
    targets.serve(session, target, now=now, actor=who.name, klass=moves.UNDONE)
    paragraph = deeds.renew(session, content, language, now).get(segment_id)
    confirming.end(session, who, language, [segment_id])
    deeds.note(
        session, who, content, language, SERVED_AGAIN, now, segment=segment_id, target=target_id
    )
    return deeds.outcome(paragraph, yours=target.coded)


def _once_served(session: Session, segment_id: int, language: str, target_id: int) -> Target:
    target = session.scalar(
        select(Target)
        .join(HeadMove, HeadMove.to_target_id == Target.id)
        .where(Target.id == target_id, Target.segment_id == segment_id)
        .where(Target.language == language)
        .limit(1)
    )
    if target is None:
        raise NotFound(f"paragraph {segment_id} never had text {target_id} in {language!r}")
    return target
