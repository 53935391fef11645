"""Digest mails: for those who asked for one, what waits for them; never twice, and none about nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor, languages_of, regions_of
from app.errors import Invalid
from app.models import Digest, Region, User
from app.services import access, regions
from app.services.desk import assignments, carried, queues
from app.services.desk.assignments import Assigned

PAUSES = {"day": timedelta(hours=20), "week": timedelta(days=6, hours=20)}
"""How long after one mail the next may follow: a little less than it is called, so that mornings stay
mornings."""

SPANS = {"day": timedelta(days=1), "week": timedelta(days=7)}


@dataclass(frozen=True)
class Part:
    """One language of one region: what waits in each queue that is not empty, how much rules carried
    since the mail before, and what is assigned to the reader and not done."""

    slug: str
    region: str
    code: str
    tongue: str
    queues: tuple[tuple[str, int], ...]
    carried: int
    assigned: tuple[Assigned, ...]
    today: date


@dataclass(frozen=True)
class News:
    """What is told to one person, in their language ("" if they chose none): `before` is when they
    were told last."""

    user_id: int
    to: str
    name: str
    locale: str
    every: str
    since: datetime
    before: datetime | None
    parts: tuple[Part, ...]


def chosen(session: Session, user_id: int) -> str:
    """How often somebody gets a digest: day, week, or "" for never."""
    found = session.get(Digest, user_id)
    return found.every if found else ""


def choose(session: Session, user_id: int, every: str) -> None:
    """Let somebody have a digest every day or week, or ("") none any more."""
    if every and every not in PAUSES:
        raise Invalid(
            f"a digest comes every {' or '.join(PAUSES)}, not {every!r}", "every", "choice"
        )
    if not every:
        session.execute(delete(Digest).where(Digest.user_id == user_id))
        return
    found = session.get(Digest, user_id)
    if found is None:
        session.add(Digest(user_id=user_id, every=every))
    else:
        found.every = every
    session.flush()


def due(session: Session, now: datetime) -> Sequence[int]:
    """The people whose time for a digest has come."""
    rows = session.scalars(
        select(Digest.user_id)
        .join(User, User.id == Digest.user_id)
        .where(User.active, _is_due(now))
        .order_by(Digest.user_id)
    )
    return rows.all()


def take(session: Session, user_id: int, now: datetime) -> News | None:
    """What to tell somebody now, noted as told; None if nothing waits, or somebody else was quicker."""
    row = session.get(Digest, user_id, populate_existing=True)
    if row is None:
        return None
    every, before = row.every, row.sent_at
    since = before or now - SPANS[every]
    who, user = access.actor(session, user_id), session.get_one(User, user_id)
    parts = tuple(_parts(session, who, since, now))
    if not any(part.queues or part.assigned for part in parts) or not _note(session, user_id, now):
        return None
    return News(user_id, user.email, who.name, user.locale, every, since, before, parts)


def _note(session: Session, user_id: int, now: datetime) -> bool:
    """Note that somebody is told now, unless that was done already."""
    done = session.execute(
        update(Digest).where(Digest.user_id == user_id, _is_due(now)).values(sent_at=now)
    )
    assert isinstance(done, CursorResult)
    return done.rowcount == 1


def _is_due(now: datetime) -> ColumnElement[bool]:
    waited = [
        and_(Digest.every == every, Digest.sent_at <= now - pause)
        for every, pause in PAUSES.items()
    ]
    return or_(Digest.sent_at.is_(None), *waited)


def put_back(session: Session, news: News, at: datetime) -> None:
    """Note that a mail that was taken at that time never left: its time comes again."""
    session.execute(
        update(Digest)
        .where(Digest.user_id == news.user_id, Digest.sent_at == at)
        .values(sent_at=news.before)
    )


def _parts(session: Session, who: Actor, since: datetime, now: datetime) -> Iterator[Part]:
    """The languages of this person in which something waits."""
    known = {row.slug: row for row in regions.every(session)}
    for slug in regions_of(who, known):
        region = known[slug]
        for code in languages_of(who, slug, regions.target_codes(region)):
            part = _part(session, who, region, code, since, now)
            if part.queues or part.assigned or part.carried:
                yield part


def _part(
    session: Session, who: Actor, region: Region, code: str, since: datetime, now: datetime
) -> Part:
    counted = queues.counts(session, region, code, now)
    given = assignments.of_region(session, region, code, user_id=who.id)
    native = next(one.language.native_name for one in region.languages if one.language.code == code)
    return Part(
        region.slug, region.name, code, native,
        tuple((name, number) for name, number in counted.items() if number),
        carried.count(session, region, code, since),
        tuple(one for one in given if one.waiting),
        now.astimezone(ZoneInfo(region.time_zone)).date(),
    )  # fmt: skip
