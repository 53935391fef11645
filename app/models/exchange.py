"""Exports: what was given out to be translated elsewhere, until when, and what of it came back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.columns import Base

STANDINGS = ("missing", "stale", "machine", "unverified", "advise", "current")


class Export(Base):
    """A file that went out: a claim on its paragraphs that ends by itself, or when all came back."""

    __tablename__ = "export"
    __table_args__ = (Index(None, "region_id", "language", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)  # names it in files; no guessing it
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    language: Mapped[str] = mapped_column(String(16))
    author: Mapped[str] = mapped_column(String(200))
    format: Mapped[str] = mapped_column(String(20))
    made_at: Mapped[datetime]
    until: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    items: Mapped[list[ExportItem]] = relationship(back_populates="export")


class ExportItem(Base):
    """A paragraph as it went out: the source text, and the target that was served then."""

    __tablename__ = "export_item"
    __table_args__ = (
        CheckConstraint(
            "standing IN ('missing', 'stale', 'machine', 'unverified', 'advise', 'current')",
            name="standing",
        ),
        Index(None, "segment_id"),
    )

    export_id: Mapped[int] = mapped_column(
        ForeignKey("export.id", ondelete="CASCADE"), primary_key=True
    )
    segment_id: Mapped[int] = mapped_column(ForeignKey("segment.id"), primary_key=True)
    source_hash: Mapped[str] = mapped_column(ForeignKey("source_text.hash"))
    target_id: Mapped[int | None] = mapped_column(ForeignKey("target.id"))
    lock_version: Mapped[int] = mapped_column(default=0)  # of the head; 0 if there was none
    standing: Mapped[str] = mapped_column(String(10))
    answered_at: Mapped[datetime | None]
    export: Mapped[Export] = relationship(back_populates="items")


class Upload(Base):
    """A file that is looked at: one for each person, region, language and purpose, for some days.

    Its `purpose` is answers (translations of what we gave out) or memory. `data` and `result` (what
    came of it, once that was done) are packed.
    """

    __tablename__ = "upload"
    __table_args__ = (UniqueConstraint("user_id", "region_id", "language", "purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(12), default="answers")
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    language: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(200))
    data: Mapped[bytes] = mapped_column(LargeBinary)
    take: Mapped[list[Any]]  # units whose text goes before a newer one online
    result: Mapped[bytes | None] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(index=True)
