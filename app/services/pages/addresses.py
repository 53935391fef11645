"""Slugs: given out once in a region, remembered for ever, so that old addresses keep leading home."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.addresses.slugs import RESERVED_PAGES, free, slugify
from app.errors import Conflict
from app.models import Content, Slug
from app.services import tree


def claim(session: Session, content: Content, language: str, wanted: str, now: datetime) -> str:
    """A slug like `wanted` that belongs to `content` alone, newly given or its own of before."""
    tree.lock(session, content.region_id)
    base = slugify(wanted) or f"{content.kind}-{content.id}"
    rows = session.execute(
        select(Slug.slug, Slug.content_id).where(
            Slug.region_id == content.region_id,
            Slug.kind == content.kind,
            Slug.language == language,
            Slug.slug.startswith(base, autoescape=True),
        )
    )
    owners = {row.slug: row.content_id for row in rows}
    taken = {slug for slug, owner in owners.items() if owner != content.id} | RESERVED_PAGES
    chosen = free(base, taken)
    if chosen not in owners:
        _remember(session, content, language, chosen, now)
    return chosen


def record(session: Session, content: Content, language: str, slug: str, now: datetime) -> None:
    """Keep a slug exactly as it came from elsewhere; Conflict if another content has it."""
    owner = owner_of(session, content.region_id, content.kind, language, slug)
    if owner is None:
        _remember(session, content, language, slug, now)
    elif owner != content.id:
        raise Conflict(f"slug {slug!r} ({language}) belongs to {content.kind} {owner} already")


def _remember(session: Session, content: Content, language: str, slug: str, now: datetime) -> None:
    session.add(
        Slug(
            region_id=content.region_id, kind=content.kind, language=language, slug=slug,
            content_id=content.id, at=now,
        )
    )  # fmt: skip
    session.flush()


def owner_of(session: Session, region_id: int, kind: str, language: str, slug: str) -> int | None:
    """The id of the content that has or had this slug; None if nobody ever had it."""
    return session.scalar(
        select(Slug.content_id).where(
            Slug.region_id == region_id,
            Slug.kind == kind,
            Slug.language == language,
            Slug.slug == slug,
        )
    )
