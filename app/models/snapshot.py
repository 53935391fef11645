"""What readers get: fragments serialised when they were published, and a version per document."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.columns import Base


class Snapshot(Base):
    """The document of one region, language and kind; `version` grows with each publication."""

    __tablename__ = "snapshot"

    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(16), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int]
    published_at: Mapped[datetime]


def _stamp() -> str:
    return uuid4().hex


class Fragment(Base):
    """One content in one language as JSON bytes, with its place in the document's order."""

    __tablename__ = "fragment"
    __table_args__ = (
        Index(None, "region_id", "language", "kind", "position", "content_id", "stamp"),
    )

    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(16), primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    kind: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]  # depth-first
    depth: Mapped[int]  # 1 for a root page
    parent_id: Mapped[int | None]
    slugs: Mapped[list[Any]]  # every slug that leads here, oldest first
    place: Mapped[dict[str, Any]]  # the part of `body` that depends on the tree
    body: Mapped[bytes] = mapped_column(LargeBinary)
    status: Mapped[bytes] = mapped_column(LargeBinary)  # its freshness, per paragraph, as JSON
    stamp: Mapped[str] = mapped_column(String(32), default=_stamp, onupdate=_stamp)
    """Another one each time the row is written: what a door knows already is not read again."""


class Catalogue(Base):
    """The list of regions as JSON bytes, and the settings that all fragments were made with."""

    __tablename__ = "catalogue"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]
    made_with: Mapped[dict[str, Any]]
    archived: Mapped[list[Any]]  # slugs of the regions that were put away
    body: Mapped[bytes] = mapped_column(LargeBinary)
    published_at: Mapped[datetime]
