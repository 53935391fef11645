"""Asking: a request with what an engine may know beside the texts – their surroundings, our terms."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.domain.machines.machine import Request
from app.domain.segments.codes import visible
from app.models import Content, EngineState, Page, Revision
from app.services import glossary_sync
from app.services.freshness import source_of
from app.services.revisions import occurrences
from app.services.translation.engines import capability

CONTEXT = 8 * 1024  # bytes of German round about


def request(
    session: Session,
    row: EngineState,
    content: Content,
    language: str,
    texts: tuple[str, ...],
    tags: bool,
) -> Request:
    """The request for texts of one content, with what an engine may know beside them."""
    can = capability(row, language)
    terms = ""
    if can.glossary:
        terms = glossary_sync.remote_id(session, content.region_id, row.engine, language)
    return Request(
        texts, content.source_language, language, context=_context(session, content),
        is_xml=tags, glossary=terms, polite=can.formality,
    )  # fmt: skip


def _context(session: Session, content: Content) -> str:
    """Where the texts stand: the titles above the page, its own, and its German text."""
    revision = session.get_one(Revision, content.published_revision_id)
    rows = occurrences(session, revision.id)
    segments = [source_of(row).segment for row in rows]
    text = "\n".join(visible(segment.coded, segment.codes) for segment in segments)
    whole = " › ".join(_titles_above(session, content)) + "\n" + text
    return whole.encode()[:CONTEXT].decode(errors="ignore")


def _titles_above(session: Session, content: Content) -> list[str]:
    titles: list[str] = []
    page = session.get(Page, content.id)
    while page is not None and page.parent_id is not None and len(titles) < 20:
        page = session.get_one(Page, page.parent_id)
        if page.content.published is not None:
            titles.insert(0, page.content.published.title)
    return titles
