"""Links by identity: what an editor pasted as an address is kept as the page that it leads to."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.domain.links import identity
from app.domain.segments.sanitising import clean
from app.models import Content, Region
from app.services.publishing.own_addresses import home, pages


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
