"""Claims: who has a paragraph open, so that two do not write the same; a hint, never a lock.

The caller has checked that the paragraph is its region's and that the visitor may translate it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.models import Claim, User

MINUTES = 15


@dataclass(frozen=True)
class Held:
    """Who has a paragraph open, since when, and until when unless they go on."""

    user_id: int
    name: str
    since: datetime
    until: datetime
    is_mine: bool


def take(
    session: Session,
    who: Actor,
    segment_id: int,
    language: str,
    now: datetime,
    *,
    over: bool = False,
) -> Held:
    """Open a paragraph: it is the visitor's if nobody else has it open, or with `over` in any case.

    Who has it open already goes on for another 15 minutes. What comes back is who has it then.
    """
    is_postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert if is_postgres else sqlite.insert
    until = now + timedelta(minutes=MINUTES)
    row = insert(Claim).values(
        segment_id=segment_id, language=language, user_id=who.id, since=now, until=until
    )
    free = or_(Claim.until <= now, Claim.user_id != who.id) if over else Claim.until <= now
    taken = row.on_conflict_do_update(
        index_elements=["segment_id", "language"],
        set_={"user_id": who.id, "since": now, "until": until},
        where=free,
    )
    session.execute(taken)
    held = _row(session, segment_id, language)
    if held.user_id == who.id and held.until < until:
        held.until = until
        session.flush()
    return of(session, [segment_id], language, now, who)[segment_id]


def _row(session: Session, segment_id: int, language: str) -> Claim:
    return session.get_one(Claim, (segment_id, language), populate_existing=True)


def release(session: Session, who: Actor, segment_id: int, language: str) -> None:
    """Close a paragraph; what somebody else has open stays so."""
    session.execute(
        delete(Claim).where(
            Claim.segment_id == segment_id, Claim.language == language, Claim.user_id == who.id
        )
    )


def of(
    session: Session,
    segment_ids: Collection[int],
    language: str,
    now: datetime,
    who: Actor | None = None,
) -> dict[int, Held]:
    """Of these paragraphs, those that somebody has open now; `who` asks whether it is they."""
    rows = session.execute(
        select(Claim.segment_id, Claim.since, Claim.until, User.id, User.name, User.email)
        .join(User, User.id == Claim.user_id)
        .where(Claim.segment_id.in_(segment_ids), Claim.language == language, Claim.until > now)
    )
    mine = who.id if who else 0
    return {
        segment_id: Held(user_id, name or email, since, until, user_id == mine)
        for segment_id, since, until, user_id, name, email in rows
    }
