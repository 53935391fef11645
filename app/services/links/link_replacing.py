"""An address that changed everywhere in a region at once: as new revisions of the source texts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.links import forms, own, replacing
from app.domain.segments.markup import escape_value
from app.errors import Invalid
from app.models import Content, Region, Revision
from app.services import access, events, tree
from app.services.pages import pages, releasing
from app.services.pages.pages import Draft
from app.services.publishing.own_addresses import home

FAULTS = {
    "malformed": "this is no web address",
    "misread": "a mail address begins with mailto:",
    "credentials": "an address with a name or password in it is not taken",
    "mail": "this is no e-mail address",
    "tel": "this is no telephone number",
    "relative": "begin with https://, mailto: or tel:, or take a page of this guide",
}


@dataclass(frozen=True)
class Affected:
    """A page whose source text has the address: how often, in which revision of its working copy, and
    whether readers get the change at once (else it waits with what else is unpublished there)."""

    content_id: int
    title: str
    links: int
    revision: int
    at_once: bool


@dataclass(frozen=True)
class Done:
    """The pages that were changed: those that readers have, and those that wait to be published."""

    published: tuple[int, ...]
    waiting: tuple[int, ...]


def checked(session: Session, region: Region, old: str, new: str) -> str:
    """The new address, if texts may have it; Invalid says what is wrong."""
    new = new.strip()
    if not new or new == old:
        raise Invalid("new: another address is needed", "new", "link-same")
    if not forms.is_kept(new):
        raise Invalid(f"new: {forms.LONGEST} bytes are the most", "new", "long")
    page = own.page_of(new)
    if page is not None:
        access.content(session, region, page)
    elif not home(session, region).is_inside(new):
        fault = forms.fault(new) or ("relative" if forms.kind(new) == "anchor" else "")
        if fault:
            raise Invalid(f"new: {FAULTS[fault]}", "new", f"link-{fault}")
    return new


def affected(session: Session, region: Region, old: str) -> list[Affected]:
    """The pages whose working copy links to an address, in the order of ids."""
    rows = session.execute(
        select(Content, Revision)
        .join(Revision, Revision.id == Content.working_revision_id)
        .where(Content.region_id == region.id, Content.archived_at.is_(None))
        .where(Revision.html.contains(escape_value(old), autoescape=True))
        .order_by(Content.id)
    ).all()
    found = []
    for content, working in rows:
        if number := replacing.count(working.html, old):
            at_once = working.id == content.published_revision_id and _is_live(session, content)
            found.append(Affected(content.id, working.title, number, working.number, at_once))
    return found


def _is_live(session: Session, content: Content) -> bool:
    entry = pages.translation(session, content, content.source_language)
    return entry.live_since is not None


def replace(
    session: Session,
    region: Region,
    old: str,
    new: str,
    wanted: Collection[int] | None = None,
    *,
    publish: bool,
    by: str,
    now: datetime,
) -> Done:
    """Put `new` for `old` in every page of the region, or in the `wanted` ones.

    Readers get it at once where they have the working copy, if `publish`; elsewhere it waits there.
    """
    tree.lock(session, region.id)
    new = checked(session, region, old, new)
    chosen = [
        page
        for page in affected(session, region, old)
        if wanted is None or page.content_id in wanted
    ]
    if not chosen:
        raise Invalid("no page of this region has this address any more", "chosen", "link-gone")
    published, waiting = _replace(session, chosen, old, new, publish, by, now)
    events.record(session, region.id, by, "link.replace", now, url=old, to=new, pages=len(chosen))
    return Done(tuple(published), tuple(waiting))


def _replace(
    session: Session,
    chosen: Sequence[Affected],
    old: str,
    new: str,
    publish: bool,
    by: str,
    now: datetime,
) -> tuple[list[int], list[int]]:
    published, waiting = [], []
    for page in chosen:
        content = pages.get(session, page.content_id)
        _revise(session, content, page, old, new, by, now)
        if publish and page.at_once:
            releasing.publish(session, content, now=now, author=by)
            published.append(content.id)
        else:
            waiting.append(content.id)
        deed = "page.publish" if content.id in published else "page.save"
        events.record(
            session, content.region_id, by, deed, now, content_id=content.id, url=old, to=new
        )
    return published, waiting


def _revise(
    session: Session, content: Content, page: Affected, old: str, new: str, by: str, now: datetime
) -> None:
    """The page with the new address; one that was handed in for review stays handed in."""
    working = content.working
    assert working is not None
    source = pages.translation(session, content, content.source_language)
    was = source.state
    html = replacing.replaced(working.html, old, new)
    draft = Draft(working.title, html, working.description)
    pages.revise(session, content, draft, based_on=page.revision, author=by, now=now)
    if was == "review":
        source.state = was
