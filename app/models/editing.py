"""What editing needs beside the texts: autosaves, schedules, review dates, links, rollouts, webhooks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.columns import Base


class Autosave(Base):
    """What a user was typing and has not saved: one per user and place, replaced each time."""

    __tablename__ = "autosave"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[str] = mapped_column(String(80), primary_key=True)  # "page:12", "new:3:12"
    based_on: Mapped[int] = mapped_column(default=0)  # the revision's number, 0 for a new page
    fields: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class Schedule(Base):
    """When a revision of a content will be published, and when the content leaves the readers.

    `reason` is a word of ours for why publishing did not happen at its time: archived, overtaken
    (both wait for a person), failed (tried again each minute).
    """

    __tablename__ = "schedule"
    __table_args__ = (Index(None, "publish_at"), Index(None, "expires_at"))

    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"), primary_key=True)
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))
    publish_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    minor: Mapped[list[Any]] = mapped_column(default=list)  # segments declared minor
    author: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(60), default="")


class Review(Base):
    """When somebody has to look whether a content is still right, and who last said so."""

    __tablename__ = "review"
    __table_args__ = (Index(None, "due_on"),)

    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"), primary_key=True)
    due_on: Mapped[date | None]
    every_days: Mapped[int] = mapped_column(default=365)
    confirmed_by: Mapped[str] = mapped_column(String(200), default="")
    confirmed_at: Mapped[datetime | None]


class Link(Base):
    """A link as it stands in a published content's language: a cache that publishing renews."""

    __tablename__ = "link"
    __table_args__ = (Index(None, "url"), Index(None, "region_id", "url"))

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"), index=True)
    language: Mapped[str] = mapped_column(String(16))
    url: Mapped[str] = mapped_column(String(2000))
    text: Mapped[str] = mapped_column(String(500), default="")
    points_to: Mapped[int | None] = mapped_column(ForeignKey("content.id"))  # of an internal link


class LinkCheck(Base):
    """What was found when a web address was last looked at, for all regions that link to it."""

    __tablename__ = "link_check"
    __table_args__ = (
        CheckConstraint(
            "state IN ('ok', 'warning', 'broken', 'unchecked', 'cannot')", name="state"
        ),
        Index(None, "next_at"),
    )

    url: Mapped[str] = mapped_column(String(2000), primary_key=True)
    state: Mapped[str] = mapped_column(String(10), default="unchecked")
    reason: Mapped[str] = mapped_column(String(60), default="")  # a word of ours: "gone", "moved"
    status: Mapped[int | None]  # HTTP
    leads_to: Mapped[str] = mapped_column(String(2000), default="")  # where it was redirected to
    failures: Mapped[int] = mapped_column(default=0)  # in a row; one alone is no proof
    failing_since: Mapped[datetime | None]
    checked_at: Mapped[datetime | None]
    since: Mapped[datetime | None]  # when it came into this state
    next_at: Mapped[datetime]


class LinkHost(Base):
    """A machine that links lead to: when it may be asked next, and what it asks of robots."""

    __tablename__ = "link_host"

    host: Mapped[str] = mapped_column(String(260), primary_key=True)  # with its port
    next_at: Mapped[datetime]  # while somebody asks it, the end of that
    robots: Mapped[str] = mapped_column(Text, default="")
    robots_at: Mapped[datetime | None]


class LinkNote(Base):
    """A region's word that an address is all right whatever the check says."""

    __tablename__ = "link_note"

    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"), primary_key=True)
    url: Mapped[str] = mapped_column(String(2000), primary_key=True)
    author: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]


class Rollout(Base):
    """A section on its way into languages, in their order; how far it has come is found by comparing."""

    __tablename__ = "rollout"
    __table_args__ = (
        CheckConstraint("state IN ('running', 'done', 'stopped')", name="state"),
        Index(None, "region_id", "state"),
        Index(
            "uq_rollout_running",
            "content_id",
            unique=True,
            sqlite_where=text("state = 'running'"),
            postgresql_where=text("state = 'running'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"))  # the section's own page
    languages: Mapped[list[Any]]  # codes, in the order in which they are to arrive
    state: Mapped[str] = mapped_column(String(8), default="running")
    estimate: Mapped[int] = mapped_column(default=0)  # characters, when it was started
    author: Mapped[str] = mapped_column(String(200))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Webhook(Base):
    """An address that is told when something is published or needs translation."""

    __tablename__ = "webhook"

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"), index=True)
    url: Mapped[str] = mapped_column(String(2000))
    secret: Mapped[str] = mapped_column(String(80))
    events: Mapped[list[Any]]  # "published", "needs-translation"
    active: Mapped[bool] = mapped_column(default=True)
    author: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]


class Delivery(Base):
    """One message to a webhook: what it says, and how often it was tried."""

    __tablename__ = "delivery"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'delivered', 'failed')", name="state"),
        Index(None, "state", "next_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    webhook_id: Mapped[int] = mapped_column(
        ForeignKey("webhook.id", ondelete="CASCADE"), index=True
    )
    event: Mapped[str] = mapped_column(String(40))
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    status: Mapped[int | None]  # HTTP, of the last try
    reason: Mapped[str] = mapped_column(Text, default="")
    next_at: Mapped[datetime]
    created_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
