"""Everything translatable is one kind of thing: content, its revisions, and its languages."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.columns import Base

STATES = ("draft", "review", "published")
AWAY = text("archived_at IS NOT NULL")


class Organisation(Base):
    """Who stands behind a page: a name with a logo and a website."""

    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("region_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    slug: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(200))
    logo: Mapped[str] = mapped_column(String(500), default="")
    website: Mapped[str] = mapped_column(String(500))


class Content(Base):
    """A page, and later an event, a location, a news item or the imprint.

    `working_revision_id` is what editors see, `published_revision_id` what readers get.
    """

    __tablename__ = "content"
    __table_args__ = (
        Index(None, "region_id", "kind"),
        Index("ix_content_archived", "region_id", sqlite_where=AWAY, postgresql_where=AWAY),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    kind: Mapped[str] = mapped_column(String(20))
    source_language: Mapped[str] = mapped_column(String(16), default="de")
    icon: Mapped[str] = mapped_column(String(500), default="")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    archived_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    working_revision_id: Mapped[int | None] = mapped_column(
        ForeignKey("revision.id", use_alter=True)
    )
    published_revision_id: Mapped[int | None] = mapped_column(
        ForeignKey("revision.id", use_alter=True)
    )
    organisation: Mapped[Organisation | None] = relationship()
    working: Mapped[Revision | None] = relationship(
        foreign_keys=[working_revision_id], post_update=True
    )
    published: Mapped[Revision | None] = relationship(
        foreign_keys=[published_revision_id], post_update=True
    )


class Page(Base):
    """The place of a content in its region's tree; siblings stand by `order_key`, then id."""

    __tablename__ = "page"
    __table_args__ = (
        CheckConstraint("parent_id <> content_id", name="not_its_own_parent"),
        Index(None, "region_id", "parent_id", "order_key"),
    )

    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"), primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("page.content_id"))
    order_key: Mapped[int]
    content: Mapped[Content] = relationship()


class Revision(Base):
    """An immutable saved source text; numbers count from 1 in each content.

    `icon` and `organisation_id` go live with it; where `icon` is None they stay as they are.
    """

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("content_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text)
    skeleton: Mapped[str] = mapped_column(Text)
    icon: Mapped[str | None] = mapped_column(String(500))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    author: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    published_at: Mapped[datetime | None]  # when readers first got it


class Translation(Base):
    """A content in one language, the source included: its address, and whether it is live.

    `state` is that of the working copy; `live_since` is set while readers get the published one.
    """

    __tablename__ = "translation"
    __table_args__ = (
        UniqueConstraint("content_id", "language"),
        CheckConstraint("state IN ('draft', 'review', 'published')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"))
    language: Mapped[str] = mapped_column(String(16))
    slug: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(10), default="draft")
    live_since: Mapped[datetime | None]
    changed_at: Mapped[datetime]  # when what readers get last changed
    content: Mapped[Content] = relationship()


class Slug(Base):
    """Each slug a content ever had in a language; a region never gives one out twice."""

    __tablename__ = "slug"
    __table_args__ = (
        UniqueConstraint("region_id", "kind", "language", "slug"),
        Index(None, "content_id", "language"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    kind: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(16))
    slug: Mapped[str] = mapped_column(String(200))
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"))
    at: Mapped[datetime]
