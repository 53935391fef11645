"""A page as readers of a language would get it with what the visitor is typing; nothing is kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.domain.segments.codes import problems
from app.errors import Invalid
from app.models import Content, Region
from app.services import regions
from app.services.desk.paragraphs import drafts
from app.services.editing import previewing
from app.services.editing.previewing import Link, Screen
from app.services.segments import targets


def screen(
    session: Session,
    who: Actor,
    region: Region,
    language: str,
    content: Content,
    link: Link,
    now: datetime,
    *,
    with_drafts: bool = True,
    mark: int = 0,
) -> Screen:
    """The published page in the language; with the visitor's drafts as far as their codes are whole.

    `link` gives the address of another page, `mark` names a paragraph to be marked. Invalid unless the
    page is published and the region translates into `language`.
    """
    regions.check_target(region, language)
    if content.published_revision_id is None:
        raise Invalid(f"page {content.id} is not published yet", "page", "unpublished")
    savepoint = session.begin_nested()
    try:
        if with_drafts:
            _lay_in(session, who, content, language, now)
        return previewing.seen(session, region, content, language, link, now, mark)
    finally:
        savepoint.rollback()


def _lay_in(session: Session, who: Actor, content: Content, language: str, now: datetime) -> None:
    written = []
    for segment_id, draft in drafts.of_page(session, who, content, language).items():
        codes = targets.codes_of(session, segment_id, draft.made_against)
        if draft.coded.strip() and not problems(draft.coded, codes):
            written.append(
                targets.draft(
                    segment_id, language, draft.coded, codes, draft.made_against, origin="human",
                    quality="translated", now=now,
                )
            )  # fmt: skip
    session.add_all(written)
    targets.serve_all(session, written)
