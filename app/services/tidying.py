"""What people were in the middle of and have long left: forgotten at night, saved texts never."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, Delete, delete, or_, select
from sqlalchemy.orm import Session

from app.models import Autosave, Claim, Content, DeskDraft, Occurrence, Upload
from app.services.exchange.uploads import KEPT

UNSAVED = timedelta(days=90)  # what was typed into a page, and not touched again
WITHOUT_PARAGRAPH = timedelta(days=30)  # what was typed for a paragraph, which may yet come back


@dataclass(frozen=True)
class Forgotten:
    """How many of each were forgotten."""

    autosaves: int
    claims: int
    drafts: int
    files: int = 0


def forget(session: Session, now: datetime) -> Forgotten:
    """Forget unsaved texts of pages after 90 days, claims that ran out, and translators' unsaved
    texts after 30 days if their paragraph stands in no page any more, neither as readers nor as
    editors see it, and files that were brought and not taken over after 7 days."""
    standing = (
        select(Occurrence.segment_id)
        .join(
            Content,
            or_(
                Content.published_revision_id == Occurrence.revision_id,
                Content.working_revision_id == Occurrence.revision_id,
            ),
        )
        .where(Occurrence.segment_id == DeskDraft.segment_id)
    )
    return Forgotten(
        autosaves=_count(session, delete(Autosave).where(Autosave.at < now - UNSAVED)),
        claims=_count(session, delete(Claim).where(Claim.until <= now)),
        drafts=_count(
            session,
            delete(DeskDraft).where(DeskDraft.at < now - WITHOUT_PARAGRAPH, ~standing.exists()),
        ),
        files=_count(session, delete(Upload).where(Upload.at <= now - KEPT)),
    )


def _count(session: Session, statement: Delete) -> int:
    found = session.execute(statement, execution_options={"synchronize_session": False})
    assert isinstance(found, CursorResult)
    return found.rowcount
