"""A whole page pushed from elsewhere, in any language, found by its id or by the path readers know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.errors import Invalid, NotFound
from app.models import Content, Region
from app.services import access, regions
from app.services.pages import addresses, pages, releasing, takeover, translations


@dataclass(frozen=True)
class Pushed:
    """What came of it; `changed` is False when the text was there already."""

    id: int
    language: str
    published: bool
    changed: bool


def find(session: Session, region: Region, content_id: int | None, path: str) -> Content:
    """The page meant; old paths lead to it too. NotFound names what was asked for."""
    if content_id is not None:
        return access.content(session, region, content_id)
    parts = [part for part in path.split("/") if part]
    if len(parts) < 3 or parts[0] != region.slug:
        raise Invalid(f"path {path!r}: /{region.slug}/language/… is needed, or an id")
    owner = addresses.owner_of(session, region.id, "page", parts[1], parts[-1])
    if owner is None:
        raise NotFound(f"no page is or was at {path!r}")
    return access.content(session, region, owner)


def push(
    session: Session,
    content: Content,
    language: str,
    title: str,
    html: str,
    *,
    publish: bool,
    author: str,
    now: datetime,
) -> Pushed:
    """Save the text, and publish it if told so; a title of "" stays as it is."""
    if language == content.source_language:
        return _push_source(session, content, title, html, publish, author, now)
    regions.check_target(session.get_one(Region, content.region_id), language)
    title = title or translations.served_title(session, content, language)
    by = takeover.Origin("human", "translated", author)
    translations.save_page(session, content, language, title, html, by=by, now=now)
    if publish:
        translations.publish(session, content, language, now=now)
    return Pushed(content.id, language, publish, True)


def _push_source(
    session: Session,
    content: Content,
    title: str,
    html: str,
    publish: bool,
    author: str,
    now: datetime,
) -> Pushed:
    working = content.working
    assert working is not None
    draft = pages.Draft(title or working.title, html, working.description)
    saved = pages.revise(session, content, draft, based_on=working.number, author=author, now=now)
    if publish:
        releasing.publish(session, content, now=now, author=author)
    return Pushed(content.id, content.source_language, publish, saved is not working)
