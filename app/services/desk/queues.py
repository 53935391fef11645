"""Queues: what waits for a translator in one language, in the order in which it matters, and why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from app.domain.machines.urgency import WEIGHT
from app.models import Assignment, Claim, Content, Finding, Head, Occurrence, Region, Status, Target
from app.services.overviews.coverage import unseen

QUEUES = (
    "now", "changed", "new", "conflicts", "findings", "machine", "unverified", "advise",
)  # fmt: skip
"""From what hurts readers most to what can be ticked off."""

MOST_WORDS = 12  # of a search; more are not looked at
GRAVE = 3  # severity from which on an old text may say something wrong


@dataclass(frozen=True)
class Filter:
    """What a translator wants to see of a queue: pages of a section (their ids), words in the German,
    what has waited for so many days, what is theirs."""

    pages: tuple[int, ...] | None = None
    words: str = ""
    days: int = 0
    assigned_to: int | None = None


EVERYTHING = Filter()


@dataclass(frozen=True)
class Item:
    """One paragraph in a queue, with what put it there."""

    segment_id: int
    content_id: int
    position: int
    source: str  # coded
    state: str
    klass: str
    severity: int
    since: datetime
    claimed_by: int | None  # a user who has it open now


def counts(
    session: Session, region: Region, language: str, now: datetime, wanted: Filter = EVERYTHING
) -> dict[str, int]:
    """How many paragraphs wait in each queue; one may wait in several."""
    columns = [
        func.sum(case((_in(name, region, language), 1), else_=0)).label(name) for name in QUEUES
    ]
    row = session.execute(_narrowed(select(*columns), region, language, now, wanted)).one()
    return {name: int(row._mapping[name] or 0) for name in QUEUES}


def items(
    session: Session,
    region: Region,
    language: str,
    queue: str,
    now: datetime,
    wanted: Filter = EVERYTHING,
    *,
    but: Collection[int] = (),
    user_id: int | None = None,
    limit: int = 50,
    offset: int = 0,
) -> Sequence[Item]:
    """The paragraphs of a queue, the most urgent first.

    Urgency is severity weight × (1 + age in days ÷ 7), as long as nobody counts readers. `but` leaves
    segments out; with `user_id` those too that somebody else has open.
    """
    claim = aliased(Claim)
    query = _narrowed(
        select(
            Status.segment_id, Status.content_id, Occurrence.position, Occurrence.coded,
            Status.state, Status.klass, Status.severity, Status.since, claim.user_id,
        ),
        region, language, now, wanted,
    )  # fmt: skip
    query = query.outerjoin(
        claim,
        (claim.segment_id == Status.segment_id)
        & (claim.language == language)
        & (claim.until > now),
    ).where(_in(queue, region, language))
    if but:
        query = query.where(Status.segment_id.not_in(but))
    if user_id is not None:
        query = query.where(or_(claim.user_id.is_(None), claim.user_id == user_id))
    order = (_urgency(session, now).desc(), Status.content_id, Occurrence.position)
    rows = session.execute(query.order_by(*order).limit(limit).offset(offset))
    return [Item(*row) for row in rows]


def next_item(
    session: Session,
    region: Region,
    language: str,
    queue: str,
    now: datetime,
    wanted: Filter = EVERYTHING,
    *,
    but: Collection[int] = (),
    user_id: int | None = None,
) -> Item | None:
    """What to open next, if anything is left."""
    found = items(session, region, language, queue, now, wanted, but=but, user_id=user_id, limit=1)
    return found[0] if found else None


def _narrowed(
    query: Select[*tuple[Any, ...]],
    region: Region,
    language: str,
    now: datetime,
    wanted: Filter,
) -> Select[*tuple[Any, ...]]:
    """The paragraphs with words of what readers can have, joined to what is served for them."""
    query = (
        query.select_from(Status)
        .join(Content, Content.id == Status.content_id)
        .join(
            Occurrence,
            (Occurrence.revision_id == Content.published_revision_id)
            & (Occurrence.segment_id == Status.segment_id),
        )
        .outerjoin(
            Head, (Head.segment_id == Status.segment_id) & (Head.language == Status.language)
        )
        .outerjoin(Target, Target.id == Head.target_id)
        .where(Content.region_id == region.id, Content.archived_at.is_(None))
        .where(Status.language == language, Status.characters > 0)
    )
    if wanted.pages is not None:
        query = query.where(Status.content_id.in_(wanted.pages))
    if wanted.words:
        query = query.where(
            and_(
                *(
                    Occurrence.coded.icontains(word, autoescape=True)
                    for word in wanted.words.split()[:MOST_WORDS]
                )
            )
        )
    if wanted.days:
        query = query.where(Status.since <= now - timedelta(days=wanted.days))
    if wanted.assigned_to is not None:
        query = query.where(_assigned(language, wanted.assigned_to))
    return query


def _assigned(language: str, user_id: int) -> ColumnElement[bool]:
    return exists().where(
        Assignment.content_id == Status.content_id,
        Assignment.language == language,
        Assignment.user_id == user_id,
    )


def _in(queue: str, region: Region, language: str) -> ColumnElement[bool]:
    """Whether a paragraph belongs into a queue."""
    stale = Status.state == "stale"
    rules: dict[str, ColumnElement[bool]] = {
        "now": stale & (Status.severity >= GRAVE),
        "changed": stale & (Status.severity < GRAVE),
        "new": Status.state == "missing",
        "unverified": Status.state == "unverified",
        "advise": Status.state == "advise",
        "machine": Status.state.in_(("current", "advise")) & unseen(Content.region_id == region.id),
        "findings": exists().where(Finding.target_id == Target.id, Finding.dismissed_at.is_(None)),
        "conflicts": _other_text(language),
    }
    return rules[queue]


def _other_text(language: str) -> ColumnElement[bool]:
    """Whether a person's text for the present German was kept beside what is served."""
    draft = aliased(Target)
    return exists().where(
        draft.segment_id == Status.segment_id,
        draft.language == language,
        draft.origin == "human",
        draft.quality == "draft",
        draft.made_against == Occurrence.hash,
        draft.id > func.coalesce(Head.target_id, 0),
    )


def _urgency(session: Session, now: datetime) -> ColumnElement[Any]:
    weight = case(WEIGHT, value=Status.severity, else_=1.0)
    return weight * (1 + _days(session, now) / 7)


def _days(session: Session, now: datetime) -> ColumnElement[Any]:
    """How long a paragraph has waited, in days; databases count time in their own ways."""
    if session.get_bind().dialect.name == "sqlite":
        return func.julianday(literal(now.isoformat())) - func.julianday(Status.since)
    return func.extract("epoch", literal(now) - Status.since) / 86400
