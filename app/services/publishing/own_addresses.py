"""Where a region's guide is read, and which of its pages has or had an address."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from app.domain.links import own
from app.domain.links.own import Home, Own
from app.models import Region, Slug
from app.services import regions
from app.services.publishing.settings import site
from app.services.publishing.versions import KIND


def home(session: Session, region: Region) -> Home:
    """The addresses that a region's guide is read at."""
    here = site(session)
    return own.home([here.base_url, here.webapp_url], region.slug, regions.codes(region))


def pages(session: Session, region_id: int, places: Collection[Own]) -> dict[tuple[str, str], int]:
    """The pages that have or had these addresses, by language and slug."""
    wanted = sorted({(place.language, place.slug) for place in places})
    if not wanted:
        return {}
    rows = session.execute(
        select(Slug.language, Slug.slug, Slug.content_id)
        .where(Slug.region_id == region_id, Slug.kind == KIND)
        .where(tuple_(Slug.language, Slug.slug).in_(wanted))
    )
    return {(language, slug): content_id for language, slug, content_id in rows}
