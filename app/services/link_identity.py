"""Links by identity: what an editor pasted as an address is kept as the page that it leads to."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from app.domain.links import identity, own
from app.domain.links.own import Home, Own
from app.domain.segments.sanitising import clean
from app.models import Content, Region, Slug
from app.services import regions
from app.services.publishing.settings import site

KIND = "page"


def identified(session: Session, content: Content, html: str, language: str = "") -> str:
    """A text of `content` (in its own language, or a translation) with its links to pages of the same
    guide, by present or old address, as page:ID."""
    if "<a" not in html:
        return html
    spoken = language or content.source_language
    guide = home(session, session.get_one(Region, content.region_id))
    cleaned = clean(html)
    wanted = identity.candidates(cleaned, guide, spoken)
    if not wanted:
        return html
    known = pages(session, content.region_id, wanted)
    meant = {spoken, content.source_language}
    return identity.identified(
        cleaned, guide, spoken, meant, lambda place: known.get((place.language, place.slug))
    )


def home(session: Session, region: Region) -> Home:
    """The addresses that a region's guide is read at."""
    here = site(session)
    return own.home([here.base_url, here.webapp_url], region.slug, regions.codes(region))


def pages(session: Session, region_id: int, places: Iterable[Own]) -> dict[tuple[str, str], int]:
    """The pages that have or had these addresses, by language and slug."""
    return by_slug(session, region_id, {(place.language, place.slug) for place in places})


def by_slug(
    session: Session, region_id: int, wanted: Collection[tuple[str, str]]
) -> dict[tuple[str, str], int]:
    """The same for languages and slugs."""
    rows = session.execute(
        select(Slug.language, Slug.slug, Slug.content_id)
        .where(Slug.region_id == region_id, Slug.kind == KIND)
        .where(tuple_(Slug.language, Slug.slug).in_(sorted(wanted)))
    )
    return {(language, slug): content_id for language, slug, content_id in rows}
