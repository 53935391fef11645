"""What translators' work needs beside the texts: claims, drafts, comments, assignments, digests."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.columns import Base


class Claim(Base):
    """Who has a paragraph open in a language, until when; it is a hint to others, never a lock."""

    __tablename__ = "claim"

    segment_id: Mapped[int] = mapped_column(ForeignKey("segment.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(16), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    since: Mapped[datetime]
    until: Mapped[datetime]


class DeskDraft(Base):
    """What a translator was typing and has not saved: one per user, paragraph and language."""

    __tablename__ = "desk_draft"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    segment_id: Mapped[int] = mapped_column(ForeignKey("segment.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(16), primary_key=True)
    coded: Mapped[str] = mapped_column(Text)
    made_against: Mapped[str] = mapped_column(ForeignKey("source_text.hash"))
    lock_version: Mapped[int]
    at: Mapped[datetime]


class Comment(Base):
    """A word about a paragraph: to translators of one language, or ("") to all and the editors."""

    __tablename__ = "comment"
    __table_args__ = (Index(None, "segment_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    segment_id: Mapped[int] = mapped_column(ForeignKey("segment.id"))
    language: Mapped[str] = mapped_column(String(16), default="")
    author: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    resolved_by: Mapped[str] = mapped_column(String(200), default="")
    resolved_at: Mapped[datetime | None]


class Assignment(Base):
    """A page in a language that somebody is to look after, perhaps until a day."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("content_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"))
    language: Mapped[str] = mapped_column(String(16))
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    due_on: Mapped[date | None]
    author: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]


class Digest(Base):
    """How often somebody gets a mail about what waits for them; without a row, never."""

    __tablename__ = "digest"
    __table_args__ = (CheckConstraint("every IN ('day', 'week')", name="every"),)

    user_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    every: Mapped[str] = mapped_column(String(4))
    sent_at: Mapped[datetime | None]
