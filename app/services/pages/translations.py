"""A content in another language: begun, handed in, published."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.segments.codes import plain
from app.domain.segments.segmentation import has_words
from app.errors import Invalid
from app.models import Content, Head, Occurrence, Target, Translation
from app.services import tree
from app.services.pages import addresses, pages, releasing, takeover
from app.services.publishing import publication
from app.services.segments import revisions, targets
from app.services.segments.freshness import source_of
from app.services.segments.revisions import BODY


def save_page(
    session: Session,
    content: Content,
    language: str,
    title: str,
    html: str,
    *,
    by: takeover.Origin,
    now: datetime,
    slug: str = "",
) -> takeover.Report:
    """Save a whole translated page; it becomes targets of the German paragraphs it answers.

    While the language is live they are drafts, which `publish` lets readers have.
    """
    if language == content.source_language:
        raise Invalid(f"{language!r} is the language that page {content.id} is written in")
    tree.lock(session, content.region_id)
    entry = begin(session, content, language, slug or title, now)
    as_draft = entry.live_since is not None and by.origin != "import"
    report = takeover.adopt_page(
        session, content, language, title, html, by=by, now=now, as_draft=as_draft
    )
    if not as_draft:
        entry.changed_at = now
    if entry.state == "published":
        entry.state = "draft"
    session.flush()
    if content.published_revision_id is not None:
        releasing.settle(session, content, now, (language,))
    return report


def begin(
    session: Session, content: Content, language: str, wanted_slug: str, now: datetime
) -> Translation:
    """The content in a language, with an address of its own; as it is if it was begun before."""
    found = session.scalar(
        select(Translation).where(
            Translation.content_id == content.id, Translation.language == language
        )
    )
    if found is not None:
        return found
    slug = addresses.claim(session, content, language, wanted_slug, now)
    entry = Translation(content_id=content.id, language=language, slug=slug, changed_at=now)
    session.add(entry)
    session.flush()
    return entry


def publish(session: Session, content: Content, language: str, *, now: datetime) -> None:
    """Show a page to the readers of a language; Invalid while its title or body has no translation."""
    tree.lock(session, content.region_id)
    release(session, content, language, now)
    releasing.settle(session, content, now)
    publication.publish_region(session, content.region_id, now, texts_of={content.id})


def release(session: Session, content: Content, language: str, now: datetime) -> None:
    """Let a language of a content be live; documents come later."""
    entry = pages.translation(session, content, language)
    if content.published_revision_id is None:
        raise Invalid(f"page {content.id} is not published in {content.source_language!r} yet")
    serve_drafts(session, content, language)
    missing = untranslated(session, content, language)
    if missing:
        raise Invalid(f"page {content.id} ({language}): {missing} has no translation yet")
    entry.state = "published"
    entry.live_since = entry.live_since or now
    session.flush()


def serve_drafts(session: Session, content: Content, language: str) -> int:
    """Let the newest draft that a person wrote for each published paragraph be what is served, if it
    is newer than that and nobody decided against it; how many paragraphs changed."""
    newest = (
        select(func.max(Target.id))
        .join(Occurrence, Occurrence.segment_id == Target.segment_id)
        .where(Occurrence.revision_id == content.published_revision_id)
        .where(Target.language == language, Target.quality == "draft", Target.origin == "human")
        .where(~Target.set_aside)
        .group_by(Target.segment_id)
    )
    drafts = session.scalars(select(Target).where(Target.id.in_(newest))).all()
    served = {
        head.segment_id: head.target_id
        for head in session.scalars(
            select(Head).where(
                Head.language == language,
                Head.segment_id.in_([draft.segment_id for draft in drafts]),
            )
        )
    }
    newer = [draft for draft in drafts if draft.id > served.get(draft.segment_id, 0)]
    for draft in newer:
        draft.quality = "translated"
    targets.serve_all(session, newer)
    return len(newer)


def untranslated(session: Session, content: Content, language: str) -> str:
    """ "title" or "body" if nothing of it is translated, else "".

    A body without words needs no translation.
    """
    if content.published_revision_id is None:
        return "title"
    rows = revisions.occurrences(session, content.published_revision_id)
    heads = set(
        session.scalars(
            select(Head.segment_id).where(
                Head.language == language, Head.segment_id.in_([row.segment_id for row in rows])
            )
        )
    )
    if not any(row.position == 0 and row.segment_id in heads for row in rows):
        return "title"
    body = [row for row in rows if row.position >= BODY and has_words(source_of(row).segment)]
    return "body" if body and not any(row.segment_id in heads for row in body) else ""


def served_title(session: Session, content: Content, language: str) -> str:
    """The title that readers of a language get; the source's where it is not translated."""
    coded = session.scalar(
        select(Target.coded)
        .join(Head, Head.target_id == Target.id)
        .join(Occurrence, Occurrence.segment_id == Head.segment_id)
        .where(Occurrence.revision_id == content.published_revision_id, Occurrence.position == 0)
        .where(Head.language == language)
    )
    if coded is not None:
        return plain(coded)
    return content.published.title if content.published else ""
