"""Comments: what translators say to one another about a paragraph, and to those who write German."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.errors import Invalid, NotFound
from app.models import Comment, Region
from app.services import events
from app.services.desk.paragraphs.whereabouts import content_of

LONGEST = 2000


@dataclass(frozen=True)
class Note:
    """One comment; with `language` "" it is for the translators of all languages and the editors."""

    id: int
    language: str
    author: str
    text: str
    at: datetime
    resolved_by: str
    resolved_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether nobody has called it settled yet."""
        return self.resolved_at is None


def of(session: Session, segment_id: int, language: str) -> list[Note]:
    """What was said about a paragraph to this language and to all, the oldest first."""
    rows = session.scalars(
        select(Comment)
        .where(Comment.segment_id == segment_id, Comment.language.in_(("", language)))
        .order_by(Comment.id)
    )
    return [_note(row) for row in rows]


def add(
    session: Session,
    who: Actor,
    region: Region,
    language: str,
    segment_id: int,
    text: str,
    now: datetime,
    *,
    to_all: bool = False,
) -> Note:
    """Say something about a paragraph, with `to_all` to the editors and all languages.

    Invalid (field comment) if nothing is said (empty) or too much (long).
    """
    content = content_of(session, region, language, segment_id)
    text = text.strip()
    if not text:
        raise Invalid("the comment is empty", "comment", "empty")
    if len(text) > LONGEST:
        raise Invalid(f"{len(text)} characters, more than {LONGEST}", "comment", "long")
    spoken = "" if to_all else language
    row = Comment(segment_id=segment_id, language=spoken, author=who.name, text=text, at=now)
    session.add(row)
    session.flush()
    events.record(
        session, region.id, who.name, "comment.add", now, content_id=content.id,
        language=spoken, segment=segment_id, comment=row.id,
    )  # fmt: skip
    return _note(row)


def resolve(
    session: Session, who: Actor, region: Region, language: str, comment_id: int, now: datetime
) -> Note:
    """Call a comment settled; who came first stays on record. NotFound if it is of another region or
    language."""
    row = session.get(Comment, comment_id, with_for_update=True)
    if row is None or row.language not in ("", language):
        raise NotFound(f"comment {comment_id} does not exist")
    content = content_of(session, region, language, row.segment_id)
    if row.resolved_at is None:
        row.resolved_by, row.resolved_at = who.name, now
        session.flush()
        events.record(
            session, region.id, who.name, "comment.resolve", now, content_id=content.id,
            language=row.language, segment=row.segment_id, comment=row.id,
        )  # fmt: skip
    return _note(row)


def _note(row: Comment) -> Note:
    return Note(
        row.id, row.language, row.author, row.text, row.at, row.resolved_by, row.resolved_at
    )
