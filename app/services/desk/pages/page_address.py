"""The address of a translated page: chosen by translators as long as readers do not have it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.domain.addresses.slugs import RESERVED_PAGES, slugify
from app.errors import Conflict, Invalid
from app.models import Content, Region, Translation
from app.services import regions, tree
from app.services.desk.paragraphs import deeds
from app.services.pages import addresses, slugs, translations

CHANGED = "page.address"


@dataclass(frozen=True)
class Address:
    """Where a page is found in a language: `before` is the path up to the slug, "" where a page above
    has none yet; `slug` is "" while nobody has given one."""

    before: str
    slug: str
    is_live: bool


def of(session: Session, content: Content, language: str) -> Address:
    """The address as it is."""
    found = (one for one in slugs.of(session, content) if one.language == language)
    own = next(found, None)
    return Address(own.before, own.slug, own.is_live) if own else Address("", "", False)


def choose(
    session: Session,
    who: Actor,
    region: Region,
    content: Content,
    language: str,
    wanted: str,
    now: datetime,
) -> str:
    """Give a page its slug in a language. Conflict if readers have the page already; Invalid (field
    slug, kind slug) if it is empty, reserved or another page's."""
    regions.check_target(region, language)
    tree.lock(session, region.id)
    entry = session.scalar(
        select(Translation).where(
            Translation.content_id == content.id, Translation.language == language
        )
    )
    if entry is None:
        return _first(session, who, content, language, wanted, now)
    if entry.live_since is not None:
        raise Conflict(f"page {content.id} ({language}) is live: its address is the editors'")
    try:
        return slugs.change(session, content, language, wanted, by=who.name, now=now)
    except (Conflict, Invalid) as error:
        raise _refused(wanted, language) from error


def _first(
    session: Session, who: Actor, content: Content, language: str, wanted: str, now: datetime
) -> str:
    slug = slugify(wanted)
    owner = addresses.owner_of(session, content.region_id, content.kind, language, slug)
    if not slug or slug in RESERVED_PAGES or owner not in (None, content.id):
        raise _refused(wanted, language)
    entry = translations.begin(session, content, language, slug, now)
    deeds.note(session, who, content, language, CHANGED, now, before="", after=entry.slug)
    return entry.slug


def _refused(wanted: str, language: str) -> Invalid:
    return Invalid(f"slug {wanted!r} ({language}) is empty, reserved or taken", "slug", "slug")
