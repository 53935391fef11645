"""Machine work and its money: jobs, calls, budgets, what is known of engines; terms and findings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.columns import Base

JOB_STATES = ("waiting", "claimed", "held", "done", "dropped")
OUTCOMES = ("sent", "ok", "refused", "unknown")


class Job(Base):
    """One segment in one language that an engine is to translate, for one source text."""

    __tablename__ = "job"
    __table_args__ = (
        UniqueConstraint("segment_id", "language", "source_hash"),
        CheckConstraint("state IN ('waiting', 'claimed', 'held', 'done', 'dropped')", name="state"),
        Index(None, "state", "not_before"),
        Index(None, "region_id", "language", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"), index=True)
    segment_id: Mapped[int] = mapped_column(ForeignKey("segment.id"))
    language: Mapped[str] = mapped_column(String(16))
    source_hash: Mapped[str] = mapped_column(ForeignKey("source_text.hash"))
    severity: Mapped[int] = mapped_column(default=2)
    priority: Mapped[float] = mapped_column(default=0.0)
    characters: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    reason: Mapped[str] = mapped_column(Text, default="")
    tries: Mapped[int] = mapped_column(default=0)
    rung: Mapped[int] = mapped_column(default=0)  # of the ladder for broken codes
    not_before: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    call_id: Mapped[int | None] = mapped_column(ForeignKey("machine_call.id"))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class MachineCall(Base):
    """One request to an engine, written before it is sent; never deleted: the ledger."""

    __tablename__ = "machine_call"
    __table_args__ = (
        CheckConstraint("outcome IN ('sent', 'ok', 'refused', 'unknown')", name="outcome"),
        Index(None, "region_id", "month"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"))
    language: Mapped[str] = mapped_column(String(16))
    engine: Mapped[str] = mapped_column(String(40))
    month: Mapped[str] = mapped_column(String(7))  # "2026-11", by UTC
    texts: Mapped[int]
    reserved: Mapped[int]  # characters estimated, held in the budget until settled
    billed: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str] = mapped_column(String(8), default="sent")
    status: Mapped[int | None]  # HTTP
    message: Mapped[str] = mapped_column(Text, default="")
    sent_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class Budget(Base):
    """What a region may spend in a month, in characters; changed by conditional updates only."""

    __tablename__ = "budget"
    __table_args__ = (
        CheckConstraint("reserved >= 0", name="reserved"),
        CheckConstraint("spent >= 0", name="spent"),
    )

    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    limit: Mapped[int | None]  # None: no limit of our own
    reserved: Mapped[int] = mapped_column(default=0)
    spent: Mapped[int] = mapped_column(default=0)


class EngineState(Base):
    """What was learnt of an engine while it was used: pauses, pace, capabilities."""

    __tablename__ = "engine_state"

    engine: Mapped[str] = mapped_column(String(40), primary_key=True)
    paused_until: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    failures: Mapped[int] = mapped_column(default=0)  # in a row; five open the circuit
    concurrency: Mapped[int] = mapped_column(default=4)
    largest: Mapped[int] = mapped_column(default=50)  # texts in a request
    capabilities: Mapped[dict[str, Any]] = mapped_column(default=dict)
    capabilities_at: Mapped[datetime | None]
    usage_at: Mapped[datetime | None]
    usage: Mapped[int | None]


class Term(Base):
    """A German term of a region's glossary with its forms; `mode` warn, block or forbid."""

    __tablename__ = "term"
    __table_args__ = (
        UniqueConstraint("region_id", "lemma"),
        CheckConstraint("mode IN ('warn', 'block', 'forbid')", name="mode"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    lemma: Mapped[str] = mapped_column(String(200))
    forms: Mapped[list[Any]] = mapped_column(default=list)  # further German forms
    mode: Mapped[str] = mapped_column(String(6), default="warn")
    note: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime]


class TermTarget(Base):
    """One way to say a term in a language; `stem` is what must stand in a text, inflected or not."""

    __tablename__ = "term_target"
    __table_args__ = (UniqueConstraint("term_id", "language", "text"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id", ondelete="CASCADE"), index=True)
    language: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(String(200))
    stem: Mapped[str] = mapped_column(String(200))
    preferred: Mapped[bool] = mapped_column(default=True)


class GlossarySync(Base):
    """The glossary at a provider that stands for a region's terms, and what was last sent."""

    __tablename__ = "glossary_sync"

    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"), primary_key=True)
    engine: Mapped[str] = mapped_column(String(40), primary_key=True)
    remote_id: Mapped[str] = mapped_column(String(80), default="")
    digests: Mapped[dict[str, Any]] = mapped_column(default=dict)  # language: digest of its entries
    synced_at: Mapped[datetime | None]


class Finding(Base):
    """What a check found in a target; it dies with the target."""

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("target_id", "check_name", "detail"),
        CheckConstraint("level IN ('block', 'warn')", name="level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("target.id"), index=True)
    check_name: Mapped[str] = mapped_column(String(30))
    level: Mapped[str] = mapped_column(String(5))
    detail: Mapped[str] = mapped_column(String(500), default="")
    dismissed_by: Mapped[str] = mapped_column(String(200), default="")
    dismissed_at: Mapped[datetime | None]
    at: Mapped[datetime]


class HeadMove(Base):
    """An audit event: which target is served since when, who or which rule moved it, and why.

    Without a target: the first one was taken back, nothing is served since.
    """

    __tablename__ = "head_move"
    __table_args__ = (Index(None, "segment_id", "language"), Index(None, "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    segment_id: Mapped[int] = mapped_column(ForeignKey("segment.id"))
    language: Mapped[str] = mapped_column(String(16))
    from_target_id: Mapped[int | None] = mapped_column(ForeignKey("target.id"))
    to_target_id: Mapped[int | None] = mapped_column(ForeignKey("target.id"))
    actor: Mapped[str] = mapped_column(String(200))
    klass: Mapped[str] = mapped_column(String(14), default="")
    severity: Mapped[int] = mapped_column(default=0)
    stale_since: Mapped[datetime | None]  # since when readers waited; None if they did not
    at: Mapped[datetime]
