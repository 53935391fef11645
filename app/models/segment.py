"""Paragraphs and their translations: segments, source texts, targets, heads, equivalences, status."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.columns import Base

ORIGINS = ("human", "machine", "memory", "rule", "import")
QUALITIES = ("draft", "unverified", "translated", "reviewed")
DRAFT_OF_A_PERSON = text("origin = 'human' AND quality = 'draft'")


class SourceText(Base):
    """One distinct source text by the hash of its full form; kept for ever, since targets name it."""

    __tablename__ = "source_text"

    hash: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    element: Mapped[str] = mapped_column(String(24))
    coded: Mapped[str] = mapped_column(Text)
    codes: Mapped[list[Any]]
    written: Mapped[str] = mapped_column(String(16), default="")
    hash_structure: Mapped[str] = mapped_column(String(40))
    hash_text: Mapped[str] = mapped_column(String(40), index=True)
    hash_value: Mapped[str] = mapped_column(String(40), index=True)
    characters: Mapped[int]  # Unicode code points of the coded text, as DeepL bills them


class Segment(Base):
    """The identity of a paragraph across the revisions of its content."""

    __tablename__ = "segment"

    id: Mapped[int] = mapped_column(primary_key=True)
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))


class Occurrence(Base):
    """A segment as it stands in one revision: its place, its exact codes, how it was recognised."""

    __tablename__ = "occurrence"
    __table_args__ = (
        Index(None, "segment_id"),
        Index(None, "hash"),
    )

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    segment_id: Mapped[int] = mapped_column(ForeignKey("segment.id"))
    hash: Mapped[str] = mapped_column(ForeignKey("source_text.hash"))
    element: Mapped[str] = mapped_column(String(24))
    coded: Mapped[str] = mapped_column(Text)
    codes: Mapped[list[Any]]
    written: Mapped[str] = mapped_column(String(16), default="")  # digest of its HTML to the letter
    how: Mapped[str] = mapped_column(String(10), default="new")
    group_with: Mapped[int | None]  # split: the segment whose target covers this one too
    merged_from: Mapped[list[Any] | None]  # merge: the segments whose targets join here, in order


class Target(Base):
    """A translation of a segment, append-only; it names the source text that it answers."""

    __tablename__ = "target"
    __table_args__ = (
        Index(None, "segment_id", "language"),
        Index(None, "made_against", "language"),
        CheckConstraint(
            "origin IN ('human', 'machine', 'memory', 'rule', 'import')", name="origin"
        ),
        CheckConstraint(
            "quality IN ('draft', 'unverified', 'translated', 'reviewed')", name="quality"
        ),
        Index(
            "ix_target_draft",
            "language",
            "segment_id",
            sqlite_where=DRAFT_OF_A_PERSON,
            postgresql_where=DRAFT_OF_A_PERSON,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    segment_id: Mapped[int] = mapped_column(ForeignKey("segment.id"))
    language: Mapped[str] = mapped_column(String(16))
    coded: Mapped[str] = mapped_column(Text)
    codes: Mapped[list[Any]]  # the source's codes when this was made: renders it as it was
    made_against: Mapped[str] = mapped_column(ForeignKey("source_text.hash"))
    origin: Mapped[str] = mapped_column(String(8))
    quality: Mapped[str] = mapped_column(String(10))
    based_on: Mapped[int | None] = mapped_column(ForeignKey("target.id"))
    author: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    set_aside: Mapped[bool] = mapped_column(default=False)  # a person decided against this draft


class Head(Base):
    """The target that is served for a segment in a language; `lock_version` guards its move."""

    __tablename__ = "head"

    segment_id: Mapped[int] = mapped_column(ForeignKey("segment.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(16), primary_key=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("target.id"))
    lock_version: Mapped[int] = mapped_column(default=1)


class Equivalence(Base):
    """Two source texts that need no different translation: in all languages, or in one."""

    __tablename__ = "equivalence"
    __table_args__ = (
        UniqueConstraint("segment_id", "language", "hash_a", "hash_b"),
        CheckConstraint("reason IN ('minor', 'confirmed', 'rule')", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    segment_id: Mapped[int] = mapped_column(ForeignKey("segment.id"))
    language: Mapped[str] = mapped_column(String(16), default="")  # "" means every language
    hash_a: Mapped[str] = mapped_column(ForeignKey("source_text.hash"))
    hash_b: Mapped[str] = mapped_column(ForeignKey("source_text.hash"))
    reason: Mapped[str] = mapped_column(String(10))
    author: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]


class Status(Base):
    """The state of a published segment in a language: a cache that comparing rebuilds.

    `unseen`: what is served was written by a machine, or carried on from that, and nobody reviewed
    it. `offered`: the paragraph needs a text, and a machine's draft of one waits for a person. One
    index holds all that the tree of pages asks of a whole region, the longest all that the queues of
    the desk ask, in their order.
    """

    __tablename__ = "status"
    __table_args__ = (
        Index(None, "language", "state"),
        Index(None, "content_id", "language", "state", "characters"),
        Index(
            "ix_status_queue",
            "region_id",
            "language",
            "state",
            "severity",
            "since",
            "content_id",
            "position",
            "segment_id",
            "characters",
            "unseen",
            "offered",
        ),
    )

    segment_id: Mapped[int] = mapped_column(ForeignKey("segment.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(16), primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"))
    position: Mapped[int] = mapped_column(default=0)  # in the published revision
    state: Mapped[str] = mapped_column(String(10))
    klass: Mapped[str] = mapped_column(String(12))
    severity: Mapped[int] = mapped_column(default=0)
    characters: Mapped[int] = mapped_column(default=0)
    since: Mapped[datetime]
    unseen: Mapped[bool] = mapped_column(default=False)
    offered: Mapped[bool] = mapped_column(default=False)


class Takeover(Base):
    """A translation as it was imported: served word for word until German or a target changes."""

    __tablename__ = "takeover"

    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(16), primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    title: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    report: Mapped[list[Any]]  # what could not be paired, or was torn
    at: Mapped[datetime]
