"""Asking: a request with what an engine may know beside the texts – their surroundings, our terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from app.domain.freshness.staleness import Source
from app.domain.machines.machine import Request
from app.domain.segments.codes import visible
from app.models import Content, EngineState, Page, Revision
from app.services.quality import glossary_sync
from app.services.translation.engines import capability

CONTEXT = 8 * 1024  # bytes of German round about
MOST_LEVELS = 20  # of titles above a page


def request(
    session: Session,
    row: EngineState,
    content: Content,
    language: str,
    texts: tuple[str, ...],
    tags: bool,
    around: Iterable[Source],
) -> Request:
    """The request for texts of one content, with what an engine may know beside them.

    `around` is the published German of the content.
    """
    can = capability(row, language)
    terms = ""
    if can.glossary:
        terms = glossary_sync.remote_id(session, content.region_id, row.engine, language)
    return Request(
        texts, content.source_language, language, context=_context(session, content, around),
        is_xml=tags, glossary=terms, polite=can.formality,
    )  # fmt: skip


def _context(session: Session, content: Content, around: Iterable[Source]) -> str:
    """Where the texts stand: the titles above the page, its own, and its German text."""
    segments = [source.segment for source in around]
    text = "\n".join(visible(segment.coded, segment.codes) for segment in segments)
    whole = " › ".join(_titles_above(session, content)) + "\n" + text
    return whole.encode()[:CONTEXT].decode(errors="ignore")


def _titles_above(session: Session, content: Content) -> Sequence[str]:
    """The titles of the published pages that a page stands below, the root's first."""
    above = (
        select(Page.parent_id.label("id"), literal(1).label("levels"))
        .where(Page.content_id == content.id)
        .cte(recursive=True)
    )
    above = above.union_all(
        select(Page.parent_id, above.c.levels + 1)
        .join(above, above.c.id == Page.content_id)
        .where(above.c.levels < MOST_LEVELS)
    )
    return session.scalars(
        select(Revision.title)
        .join(Content, Content.published_revision_id == Revision.id)
        .join(above, above.c.id == Content.id)
        .order_by(above.c.levels.desc())
    ).all()
