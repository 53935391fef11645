"""Regions (tenants), languages, and which languages a region speaks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.columns import Base

STATUSES = ("live", "hidden", "archived")
DIRECTIONS = ("ltr", "rtl")


class Language(Base):
    """A language by BCP 47 tag; `code` is what stands in addresses."""

    __tablename__ = "language"
    __table_args__ = (CheckConstraint("direction IN ('ltr', 'rtl')", name="direction"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    tag: Mapped[str] = mapped_column(String(35), unique=True)
    native_name: Mapped[str] = mapped_column(String(120))
    direction: Mapped[str] = mapped_column(String(3), default="ltr")


class Region(Base):
    """A municipality: the tenant whose name stands first in each address."""

    __tablename__ = "region"
    __table_args__ = (CheckConstraint("status IN ('live', 'hidden', 'archived')", name="status"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(200), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    prefix: Mapped[str] = mapped_column(String(120), default="")
    status: Mapped[str] = mapped_column(String(10), default="hidden")
    postal_code: Mapped[str] = mapped_column(String(10), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    bounding_box: Mapped[list[Any] | None]  # [west, south, east, north] in degrees, WGS 84
    aliases: Mapped[dict[str, Any]] = mapped_column(default=dict)
    time_zone: Mapped[str] = mapped_column(String(64), default="Europe/Berlin")
    features: Mapped[dict[str, Any]] = mapped_column(default=dict)
    monthly_limit: Mapped[int | None]  # characters a month that machines may cost
    created_at: Mapped[datetime]
    languages: Mapped[list[RegionLanguage]] = relationship(
        order_by="RegionLanguage.position", back_populates="region"
    )


class RegionLanguage(Base):
    """One language of one region: may it be edited, is it shown, and how it treats old paragraphs."""

    __tablename__ = "region_language"
    __table_args__ = (
        CheckConstraint("stale_policy IN ('marked', 'source')", name="stale_policy"),
        CheckConstraint("missing_policy IN ('source', 'omit')", name="missing_policy"),
        CheckConstraint("release IN ('complete', 'at_once', 'editor')", name="release"),
        Index(
            "uq_region_language_source",
            "region_id",
            unique=True,
            sqlite_where=text("is_source"),
            postgresql_where=text("is_source"),
        ),
    )

    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"), primary_key=True)
    language_id: Mapped[int] = mapped_column(ForeignKey("language.id"), primary_key=True)
    is_source: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    visible: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)
    stale_policy: Mapped[str] = mapped_column(String(10), default="marked")
    missing_policy: Mapped[str] = mapped_column(String(10), default="source")
    machine_after_days: Mapped[int] = mapped_column(default=14)
    machine: Mapped[str] = mapped_column(String(7), default="hold")  # off, hold, publish
    engines: Mapped[list[Any]] = mapped_column(default=list)  # names in order; [] means all
    release: Mapped[str] = mapped_column(String(8), default="complete")  # how pages go live
    region: Mapped[Region] = relationship(back_populates="languages")
    language: Mapped[Language] = relationship(lazy="joined")
