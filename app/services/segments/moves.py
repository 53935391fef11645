"""Head moves: which target came to be served when, who or what did it, and what was taken back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, insert, select
from sqlalchemy.orm import Session

from app.models import Head, HeadMove, Status, Target

UNDONE = "undone"
"""The class of a move that takes another back; its `from_target_id` is what was taken back."""

WAITING = ("stale", "missing")
Key = tuple[int, str]  # segment and language


def note(
    session: Session,
    served: Sequence[tuple[int | None, Target]],
    *,
    now: datetime | None = None,
    actor: str = "",
    klasses: Mapping[Key, str] | None = None,
) -> None:
    """Write down that targets came to be served, each with the id of the one before it.

    `now` is when, else each target's own time; `actor` who, else its author or origin. What readers
    had waited for, and since when, is what the cached states still say; the class of change is
    that of `klasses` where nobody waited.
    """
    classes = klasses or {}
    waited = _waited(
        session, [target for _, target in served if classes.get(_key(target)) != UNDONE]
    )
    rows = [
        {
            "segment_id": target.segment_id,
            "language": target.language,
            "from_target_id": before,
            "to_target_id": target.id,
            "actor": actor or target.author or target.origin,
            "at": now or target.at,
            **waited.get(_key(target), _not_waited(classes.get(_key(target), ""))),
        }
        for before, target in served
        if before != target.id
    ]
    if rows:
        session.execute(insert(HeadMove), rows)


def note_nothing(session: Session, head: Head, now: datetime, actor: str) -> None:
    """Write down that what was served first was taken back, and nothing is served any more."""
    move = HeadMove(
        segment_id=head.segment_id, language=head.language, from_target_id=head.target_id,
        actor=actor, klass=UNDONE, at=now,
    )  # fmt: skip
    session.add(move)
    session.flush()


def last_nothing(session: Session, keys: Collection[Key]) -> dict[Key, int]:
    """The newest move after which nothing was served, for those of the places that have one."""
    rows = session.execute(
        select(HeadMove.segment_id, HeadMove.language, func.max(HeadMove.id))
        .where(HeadMove.segment_id.in_({segment_id for segment_id, _ in keys}))
        .where(HeadMove.to_target_id.is_(None))
        .group_by(HeadMove.segment_id, HeadMove.language)
    )
    return {(segment_id, language): number for segment_id, language, number in rows}


def _key(target: Target) -> Key:
    return target.segment_id, target.language


def _not_waited(klass: str) -> dict[str, Any]:
    return {"klass": klass, "severity": 0, "stale_since": None}


def _waited(session: Session, targets: Sequence[Target]) -> dict[Key, dict[str, Any]]:
    """Class, severity and beginning of the wait that ends, where readers waited."""
    rows = session.execute(
        select(
            Status.segment_id, Status.language, Status.klass, Status.severity, Status.since
        ).where(
            Status.segment_id.in_({target.segment_id for target in targets}),
            Status.language.in_({target.language for target in targets}),
            Status.state.in_(WAITING),
        )
    )
    return {
        (segment_id, language): {"klass": klass, "severity": severity, "stale_since": since}
        for segment_id, language, klass, severity, since in rows
    }


def taken_back(session: Session, segments: Select[int]) -> set[int]:
    """The targets of `segments` that somebody took back, and that nobody has served again since."""
    rows = session.execute(
        select(HeadMove.from_target_id, HeadMove.to_target_id)
        .where(HeadMove.segment_id.in_(segments), HeadMove.klass == UNDONE)
        .order_by(HeadMove.id)
    )
    found: set[int] = set()
    for gone, served in rows:
        found |= {gone} if gone else set()
        found.discard(served or 0)
    return found


def never_taken_back() -> ColumnElement[bool]:
    """A condition on targets: nobody ever took this one back."""
    return ~exists().where(
        HeadMove.segment_id == Target.segment_id,
        HeadMove.language == Target.language,
        HeadMove.from_target_id == Target.id,
        HeadMove.klass == UNDONE,
    )
