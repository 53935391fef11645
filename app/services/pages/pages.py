"""Pages: written, saved beside the live one, published, withdrawn, archived."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.segments.sanitising import clean, plain_text
from app.errors import Conflict, Invalid, NotFound
from app.models import Content, Region, Revision, Translation
from app.services import regions, tree
from app.services.pages import addresses
from app.services.publishing import link_identity, publication
from app.services.segments import revisions
from app.services.segments.looks import Look, look

LONGEST_TITLE = 1024


@dataclass(frozen=True)
class Draft:
    """The source text of a page as an editor hands it in."""

    title: str
    html: str
    description: str = ""
    look: Look | None = None  # None: as it is

    def checked(self) -> Draft:
        """This draft without what no title needs; Invalid names the field that is wrong."""
        title = plain_text(self.title)
        if not title:
            raise Invalid("title: a page needs one")
        if len(title) > LONGEST_TITLE:
            raise Invalid(f"title: {len(title)} characters, {LONGEST_TITLE} are allowed")
        return replace(self, title=title, description=plain_text(self.description))


def get(session: Session, content_id: int) -> Content:
    """The content of a page; NotFound names it."""
    content = session.get(Content, content_id)
    if content is None or content.kind != "page":
        raise NotFound(f"page {content_id} does not exist")
    return content


def begin(
    session: Session,
    region: Region,
    title: str,
    *,
    now: datetime,
    parent_id: int | None = None,
    slug: str = "",
    icon: str = "",
    order: int | None = None,
    language: str = "",
) -> Content:
    """A place and an address for a page whose first text is still to come."""
    language = language or regions.source_code(region)
    tree.lock(session, region.id)
    content = Content(
        region_id=region.id, kind="page", source_language=language, icon=icon, created_at=now
    )
    session.add(content)
    session.flush()
    tree.add(session, content, parent_id, order)
    address = addresses.claim(session, content, language, slug or title, now)
    session.add(Translation(content_id=content.id, language=language, slug=address, changed_at=now))
    session.flush()
    return content


def write_first(
    session: Session, content: Content, draft: Draft, *, author: str, now: datetime
) -> None:
    """The first revision of a page that was begun."""
    draft = _with_identities(session, content, draft.checked())
    content.working = revisions.store(
        session, content, draft.title, draft.html, author, now, draft.description, draft.look
    )
    session.flush()


def _with_identities(session: Session, content: Content, draft: Draft) -> Draft:
    """The draft with its links to pages of the guide as page:ID, which outlives their addresses."""
    return replace(draft, html=link_identity.identified(session, content, draft.html))


def create(
    session: Session,
    region: Region,
    draft: Draft,
    *,
    author: str,
    now: datetime,
    parent_id: int | None = None,
    slug: str = "",
    icon: str = "",
    order: int | None = None,
) -> Content:
    """A new page with its first revision, as a draft in the region's source language."""
    content = begin(
        session, region, draft.checked().title, now=now, parent_id=parent_id, slug=slug,
        icon=icon, order=order,
    )  # fmt: skip
    write_first(session, content, draft, author=author, now=now)
    return content


def revise(
    session: Session,
    content: Content,
    draft: Draft,
    *,
    based_on: int,
    author: str,
    now: datetime,
) -> Revision:
    """Save a working copy; readers keep what they have. Conflict if `based_on` is not the newest number.

    Saving what is there already makes no revision.
    """
    draft = _with_identities(session, content, draft.checked())
    working = _newest(session, content)
    if working.number != based_on:
        raise Conflict(f"page {content.id} is at revision {working.number}, not {based_on}")
    if _same(working, draft) and draft.look in (None, look(content)):
        return working
    number = content.id  # a failed flush leaves nothing to read it from
    try:
        saved = revisions.store(
            session, content, draft.title, draft.html, author, now, draft.description, draft.look
        )
    except IntegrityError as error:
        raise Conflict(f"page {number} was saved by somebody else just now") from error
    content.working = saved
    source = translation(session, content, content.source_language)
    source.state = "draft"
    session.flush()
    return saved


def _newest(session: Session, content: Content) -> Revision:
    """The working copy as it is now; nobody else can save the page until the transaction ends."""
    columns = ["working_revision_id", "working"]
    session.refresh(content, columns, with_for_update={"key_share": True})
    assert content.working is not None
    return content.working


def _same(saved: Revision, draft: Draft) -> bool:
    written = (draft.title, draft.description, clean(draft.html))
    return written == (saved.title, saved.description, saved.html)


def translation(session: Session, content: Content, language: str) -> Translation:
    """The content in one language; NotFound if nobody has begun it."""
    found = session.scalar(
        select(Translation).where(
            Translation.content_id == content.id, Translation.language == language
        )
    )
    if found is None:
        raise NotFound(f"{content.kind} {content.id} has no {language!r} yet")
    return found


def submit(session: Session, content: Content, language: str) -> None:
    """Hand the working copy in for review; what is live stays live."""
    entry = translation(session, content, language)
    if entry.state == "published":
        raise Conflict(f"page {content.id} ({language}) has nothing new to review")
    entry.state = "review"
    session.flush()


def change_slug(
    session: Session, content: Content, language: str, wanted: str, *, now: datetime
) -> str:
    """Give a page another address in one language; the old one keeps leading to it."""
    tree.lock(session, content.region_id)
    entry = translation(session, content, language)
    entry.slug = addresses.claim(session, content, language, wanted, now)
    session.flush()
    publication.publish_region(session, content.region_id, now)
    return entry.slug


def archive(session: Session, content: Content, *, now: datetime) -> None:
    """Put a page away, and with it, for readers, everything below it."""
    tree.lock(session, content.region_id)
    content.archived_at = content.archived_at or now
    session.flush()
    publication.publish_region(session, content.region_id, now)


def unarchive(session: Session, content: Content, *, now: datetime) -> None:
    """Bring a page back as it was."""
    tree.lock(session, content.region_id)
    content.archived_at = None
    session.flush()
    publication.publish_region(session, content.region_id, now)


def move(
    session: Session,
    content: Content,
    parent_id: int | None,
    after_id: int | None = None,
    *,
    now: datetime,
) -> None:
    """Move a page in the tree; its texts and their freshness are untouched."""
    tree.move(session, content.id, parent_id, after_id)
    publication.publish_region(session, content.region_id, now)
