"""A page's addresses in all its languages: what they are, what they were, and how one is changed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.addresses.slugs import RESERVED_PAGES, slugify
from app.errors import Conflict, Invalid
from app.models import Content, Region, Revision, Slug, Translation
from app.services import (
    events,
    outlines,
    regions,
    tree,
)
from app.services.pages import addresses, pages


@dataclass(frozen=True)
class Former:
    """A slug that a page had, and since when; it still leads to the page."""

    slug: str
    at: datetime


@dataclass(frozen=True)
class Address:
    """A page's address in a language: `before` is the path up to the slug ("" where a page above has
    none in this language), `former` are the slugs it had, the latest first."""

    language: str
    slug: str
    before: str
    is_live: bool
    former: tuple[Former, ...]


@dataclass(frozen=True)
class Wish:
    """What would come of a wished slug: `problem` is "" or empty, reserved, taken or same.

    Of one that is taken `owner_id` and `owner` say by which page.
    """

    slug: str
    problem: str = ""
    owner_id: int = 0
    owner: str = ""


def of(session: Session, content: Content) -> list[Address]:
    """The addresses of a page, in the order of the region's languages."""
    region = session.get_one(Region, content.region_id)
    above = outlines.read(session, region.id)[content.id].above
    known = _current(session, [*above, content.id])
    had = _had(session, content)
    found = []
    for code in regions.codes(region):
        entry = known.get((content.id, code))
        if entry is None:
            continue
        parts = [known.get((id_, code)) for id_ in above]
        whole = [part.slug for part in parts if part is not None]
        before = f"/{'/'.join([region.slug, code, *whole])}/" if len(whole) == len(above) else ""
        former = tuple(one for one in had[code] if one.slug != entry.slug)
        found.append(Address(code, entry.slug, before, entry.live_since is not None, former))
    return found


def _current(session: Session, ids: list[int]) -> dict[tuple[int, str], Translation]:
    rows = session.scalars(select(Translation).where(Translation.content_id.in_(ids)))
    return {(row.content_id, row.language): row for row in rows}


def _had(session: Session, content: Content) -> dict[str, list[Former]]:
    found: dict[str, list[Former]] = defaultdict(list)
    rows = session.execute(
        select(Slug.language, Slug.slug, Slug.at)
        .where(Slug.content_id == content.id)
        .order_by(Slug.id.desc())
    )
    for language, slug, at in rows:
        found[language].append(Former(slug, at))
    return found


def consider(session: Session, content: Content, language: str, wanted: str) -> Wish:
    """What would come of changing the slug; nothing is changed. NotFound if nobody has begun the page
    in this language."""
    entry = pages.translation(session, content, language)
    slug = slugify(wanted)
    if not slug or slug in RESERVED_PAGES or slug == entry.slug:
        return Wish(slug, "empty" if not slug else "same" if slug == entry.slug else "reserved")
    owner = addresses.owner_of(session, content.region_id, content.kind, language, slug)
    if owner is None or owner == content.id:
        return Wish(slug)
    title = session.scalar(
        select(Revision.title)
        .join(Content, Content.working_revision_id == Revision.id)
        .where(Content.id == owner)
    )
    return Wish(slug, "taken", owner, title or "")


def change(
    session: Session, content: Content, language: str, wanted: str, *, by: str, now: datetime
) -> str:
    """Give a page another slug, and all below it another path; old addresses keep leading home.

    Invalid if nothing is left of it or it is reserved, Conflict if another page has or had it.
    """
    tree.lock(session, content.region_id)
    wish = consider(session, content, language, wanted)
    if wish.problem in ("empty", "reserved"):
        raise Invalid(f"slug {wanted!r} ({language}): {wish.problem}")
    if wish.problem == "taken":
        raise Conflict(f"slug {wish.slug!r} ({language}) belongs to page {wish.owner_id} already")
    if wish.problem == "same":
        return wish.slug
    before = pages.translation(session, content, language).slug
    slug = pages.change_slug(session, content, language, wish.slug, now=now)
    events.record(
        session, content.region_id, by, "page.address", now, content_id=content.id,
        language=language, before=before, after=slug,
    )  # fmt: skip
    return slug
