"""Organisations: who stands behind a page; pages name them, and readers see them there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.addresses.slugs import free, slugify
from app.errors import Conflict, Invalid
from app.models import Content, Organisation, Region, Revision
from app.services import tree
from app.services.publishing import publication

LONGEST = {"name": 200, "logo": 500, "website": 500}


@dataclass(frozen=True)
class Facts:
    """What is known of an organisation; `logo` is a web address, or a path of this server."""

    name: str
    website: str
    logo: str = ""


@dataclass(frozen=True)
class Line:
    """An organisation, and on how many pages it is named."""

    row: Organisation
    pages: int


def of_region(session: Session, region: Region) -> list[Line]:
    """The organisations of a region by name, with their pages."""
    pages = (
        select(func.count())
        .where(Content.organisation_id == Organisation.id, Content.archived_at.is_(None))
        .scalar_subquery()
    )
    rows = session.execute(
        select(Organisation, pages)
        .where(Organisation.region_id == region.id)
        .order_by(Organisation.name, Organisation.id)
    )
    return [Line(row, count) for row, count in rows]


def get(session: Session, region: Region, number: int) -> Organisation | None:
    """An organisation of this region; None if it is gone, or another region's."""
    row = session.get(Organisation, number)
    return row if row and row.region_id == region.id else None


def add(session: Session, region: Region, facts: Facts) -> Organisation:
    """A new organisation; Invalid names the field, and what is wrong: empty, long, address, taken."""
    tree.lock(session, region.id)
    checked = _checked(session, region.id, facts)
    taken = set(
        session.scalars(select(Organisation.slug).where(Organisation.region_id == region.id))
    )
    slug = free(slugify(checked.name) or "organisation", taken)
    row = Organisation(region_id=region.id, slug=slug, **vars(checked))
    session.add(row)
    session.flush()
    return row


def change(session: Session, row: Organisation, facts: Facts, now: datetime) -> None:
    """Change what is known of an organisation; the pages that name it tell their readers at once."""
    tree.lock(session, row.region_id)
    checked = _checked(session, row.region_id, facts, but=row.id)
    row.name, row.website, row.logo = checked.name, checked.website, checked.logo
    session.flush()
    for content in _contents(session, row):
        publication.publish_texts(session, content, now)


def remove(session: Session, row: Organisation) -> None:
    """Remove an organisation that no page names, not even an old revision; else Conflict."""
    tree.lock(session, row.region_id)
    named = select(Content.id).where(Content.organisation_id == row.id)
    once = select(Revision.id).where(Revision.organisation_id == row.id)
    if session.scalar(named.limit(1)) or session.scalar(once.limit(1)):
        raise Conflict(f"organisation {row.id} is named by pages")
    session.delete(row)
    session.flush()


def _contents(session: Session, row: Organisation) -> Sequence[Content]:
    return session.scalars(
        select(Content)
        .where(Content.organisation_id == row.id, Content.published_revision_id.is_not(None))
        .order_by(Content.id)
    ).all()


def _checked(session: Session, region_id: int, facts: Facts, but: int = 0) -> Facts:
    clean = Facts(*(" ".join(text.split()) for text in vars(facts).values()))
    for field, text in vars(clean).items():
        if len(text) > LONGEST[field]:
            raise _wrong(field, "long")
    if not clean.name:
        raise _wrong("name", "empty")
    if not _is_address(clean.website):
        raise _wrong("website", "address")
    if clean.logo and not (_is_path(clean.logo) or _is_address(clean.logo)):
        raise _wrong("logo", "address")
    same = select(Organisation.id).where(
        Organisation.region_id == region_id, Organisation.id != but, Organisation.name == clean.name
    )
    if session.scalar(same):
        raise _wrong("name", "taken")
    return clean


def _wrong(field: str, kind: str) -> Invalid:
    return Invalid(f"{field}: {kind}", field, kind)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in text


def _is_path(text: str) -> bool:
    return text.startswith(("/static/", "/media/"))
