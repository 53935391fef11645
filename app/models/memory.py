"""What people say of the translation memory: texts that it is to offer no more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.columns import Base


class MemoryVeto(Base):
    """A translation of a source text that a region's memory offers no more, wherever it came from.

    It names texts, not a target: the same words may have been written for many paragraphs.
    """

    __tablename__ = "memory_veto"
    __table_args__ = (Index(None, "source_hash", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    language: Mapped[str] = mapped_column(String(16))
    source_hash: Mapped[str] = mapped_column(ForeignKey("source_text.hash"))
    coded: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
