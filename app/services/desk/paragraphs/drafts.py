"""Drafts: what a translator was typing, kept for them alone until they save it or throw it away.

The caller has checked that the paragraph is its region's and that the visitor may translate it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.errors import Invalid
from app.models import Content, DeskDraft, Occurrence, SourceText

LONGEST = 20_000  # characters of a text on its way; the longest real paragraph has a tenth of that


@dataclass(frozen=True)
class Draft:
    """A text on its way: with codes that need not be whole yet, the German that it answers (a hash)
    and the version of what was served when it was begun."""

    segment_id: int
    coded: str
    made_against: str
    lock_version: int
    at: datetime


def keep(
    session: Session,
    who: Actor,
    segment_id: int,
    language: str,
    coded: str,
    *,
    made_against: str,
    lock_version: int,
    now: datetime,
) -> Draft:
    """Keep what is being typed, in place of what was kept before.

    Invalid if it is too long (field text, kind long) or answers no German of ours (made_against).
    """
    check_length(coded)
    if session.get(SourceText, made_against) is None:
        raise Invalid(f"source text {made_against!r} is unknown", "made_against", "unknown")
    is_postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert if is_postgres else sqlite.insert
    said = {
        "coded": coded, "made_against": made_against, "lock_version": lock_version, "at": now,
    }  # fmt: skip
    row = insert(DeskDraft).values(user_id=who.id, segment_id=segment_id, language=language, **said)
    session.execute(
        row.on_conflict_do_update(index_elements=["user_id", "segment_id", "language"], set_=said)
    )
    return Draft(segment_id, coded, made_against, lock_version, now)


def check_length(coded: str) -> None:
    """Invalid if a text is longer than any paragraph is."""
    if len(coded) > LONGEST:
        raise Invalid(f"{len(coded)} characters, more than {LONGEST}", "text", "long")


def of(session: Session, who: Actor, segment_id: int, language: str) -> Draft | None:
    """What the visitor was typing for a paragraph."""
    row = session.get(DeskDraft, (who.id, segment_id, language), populate_existing=True)
    return _draft(row) if row else None


def of_page(session: Session, who: Actor, content: Content, language: str) -> dict[int, Draft]:
    """What the visitor was typing for the published paragraphs of a page."""
    rows = session.scalars(
        select(DeskDraft)
        .join(Occurrence, Occurrence.segment_id == DeskDraft.segment_id)
        .where(Occurrence.revision_id == content.published_revision_id)
        .where(DeskDraft.user_id == who.id, DeskDraft.language == language)
    )
    return {row.segment_id: _draft(row) for row in rows}


def discard(session: Session, who: Actor, segment_ids: Collection[int], language: str) -> None:
    """Throw away what the visitor was typing for some paragraphs."""
    session.execute(
        delete(DeskDraft).where(
            DeskDraft.user_id == who.id,
            DeskDraft.segment_id.in_(segment_ids),
            DeskDraft.language == language,
        )
    )


def _draft(row: DeskDraft) -> Draft:
    return Draft(row.segment_id, row.coded, row.made_against, row.lock_version, row.at)
