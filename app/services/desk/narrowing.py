"""Queues as questions to the database: which paragraphs wait in one, and those of them that are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, literal_column, or_, select
from sqlalchemy.orm import aliased

from app.models import Assignment, Claim, Content, Finding, Head, Occurrence, Region, Status, Target
from app.services.desk.rungs import RUNGS, from_machine

QUEUES = (
    "now", "changed", "new", "conflicts", "findings", "machine", "unverified", "advise",
)  # fmt: skip
"""From what hurts readers most to what can be ticked off."""

HUMAN: ColumnElement[str] = literal_column("'human'")  # spelled out, as a partial index does
DRAFT: ColumnElement[str] = literal_column("'draft'")
MOST_WORDS = 12  # of a search; more are not looked at


@dataclass(frozen=True)
class Filter:
    """What a translator wants to see of a queue: pages of a section (their ids), words in the German,
    what has waited for so many days, what is theirs."""

    pages: tuple[int, ...] | None = None
    words: str = ""
    days: int = 0
    assigned_to: int | None = None


EVERYTHING = Filter()


def is_free(language: str, user_id: int, now: datetime) -> ColumnElement[bool]:
    """Whether nobody else has a paragraph open."""
    claim = aliased(Claim)
    return ~exists().where(
        claim.segment_id == Status.segment_id, claim.language == language, claim.until > now,
        claim.user_id != user_id,
    )  # fmt: skip


def walked(
    query: Select[*tuple[Any, ...]],
    region: Region,
    language: str,
    queue: str,
    now: datetime,
    wanted: Filter = EVERYTHING,
) -> Select[*tuple[Any, ...]]:
    """A query of Status, narrowed to the paragraphs of a queue."""
    if queue in LISTS:
        # The sum keeps a database from walking through all of a region instead of a short list.
        query = query.where(Status.region_id + 0 == region.id)
        query = query.where(Status.segment_id.in_(LISTS[queue](language)))
        return narrowed(query, region, language, now, wanted)
    states = sorted({rung.state for rung in RUNGS[queue]})
    severities = sorted({rung.severity for rung in RUNGS[queue]})
    query = query.where(Status.region_id == region.id, Status.state.in_(states))
    query = query.where(Status.severity.in_(severities))
    query = query.where(from_machine()) if queue == "machine" else query
    return narrowed(query, region, language, now, wanted)


def narrowed(
    query: Select[*tuple[Any, ...]],
    region: Region,
    language: str,
    now: datetime,
    wanted: Filter,
) -> Select[*tuple[Any, ...]]:
    """The paragraphs with words of what readers can have, or of what is wanted of that."""
    away = select(Content.id).where(
        Content.region_id == region.id, Content.archived_at.is_not(None)
    )
    query = query.select_from(Status).where(
        Status.language == language, Status.characters > 0, Status.content_id.not_in(away)
    )
    if wanted.pages is not None:
        query = query.where(Status.content_id.in_(wanted.pages))
    if wanted.words:
        query = query.where(_says(wanted.words.split()[:MOST_WORDS]))
    if wanted.days:
        query = query.where(Status.since <= now - timedelta(days=wanted.days))
    if wanted.assigned_to is not None:
        query = query.where(_assigned(language, wanted.assigned_to))
    return query


def _says(words: Sequence[str]) -> ColumnElement[bool]:
    """Whether the published German has all these words."""
    return exists().where(
        Occurrence.segment_id == Status.segment_id,
        Occurrence.revision_id == Content.published_revision_id,
        Content.id == Status.content_id,
        *(Occurrence.coded.icontains(word, autoescape=True) for word in words),
    )


def _assigned(language: str, user_id: int) -> ColumnElement[bool]:
    return exists().where(
        Assignment.content_id == Status.content_id,
        Assignment.language == language,
        Assignment.user_id == user_id,
    )


def _found_in(language: str) -> Select[int]:
    """The paragraphs of all regions in whose served text a check found something."""
    found = select(Finding.target_id).where(Finding.dismissed_at.is_(None))
    return (
        select(Target.segment_id)
        .join(Head, (Head.segment_id == Target.segment_id) & (Head.language == Target.language))
        .where(Target.id.in_(found), Target.language == language, Head.target_id == Target.id)
    )


def _with_other_text(language: str) -> Select[int]:
    """The paragraphs of all regions for whose present German a person's text was kept beside what is
    served."""
    present = exists().where(
        Occurrence.segment_id == Target.segment_id, Occurrence.hash == Target.made_against,
        Content.published_revision_id == Occurrence.revision_id,
    )  # fmt: skip
    return (
        select(Target.segment_id)
        .outerjoin(
            Head, (Head.segment_id == Target.segment_id) & (Head.language == Target.language)
        )
        .where(Target.language == language, Target.origin == HUMAN, Target.quality == DRAFT)
        .where(~Target.set_aside, present)
        .where(or_(Head.target_id.is_(None), Target.id > Head.target_id))
    )


LISTS = {"findings": _found_in, "conflicts": _with_other_text}
"""The queues that are short lists, whatever the states of their paragraphs."""
