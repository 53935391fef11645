"""Appearing: readers get what machines and memory have translated, and whole pages once they may."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.segments.segmentation import has_words
from app.models import Content, Head, Region, Translation
from app.services.pages import releasing, translations
from app.services.publishing import arrivals, publication
from app.services.segments import targets
from app.services.segments.freshness import source_of
from app.services.segments.revisions import occurrences


def show(session: Session, content: Content, languages: Collection[str], now: datetime) -> None:
    """Let readers have the new texts of a content whose region is locked.

    A page that nobody has begun in a language appears there once its title and body have a
    translation, if the region's policy is to publish. One that a person has begun, or has taken
    away from readers, stays in that person's hands.
    """
    if content.published_revision_id is None:
        return
    settled = releasing.settle(session, content, now, languages).after
    home = session.get_one(Region, content.region_id)
    free = {entry.language.code for entry in home.languages if entry.machine == "publish"}
    for code in free & set(languages):
        name(session, content, code, now)
    new = [code for code in sorted(free & set(languages)) if _may_begin(session, content, code)]
    for code in new:
        title = translations.served_title(session, content, code)
        translations.begin(session, content, code, title, now)
        translations.release(session, content, code, now)
    if new:
        arrivals.publish_arrivals(session, content.region_id, new, now, {content.id: settled})
    if others := set(languages).difference(new):
        publication.publish_texts(session, content, now, settled, others)


def name(session: Session, content: Content, code: str, now: datetime) -> None:
    """A title without words, such as “112”, is its own translation."""
    assert content.published_revision_id is not None
    row = next(
        row for row in occurrences(session, content.published_revision_id) if row.position == 0
    )
    title = source_of(row)
    if has_words(title.segment) or session.get(Head, (row.segment_id, code)) is not None:
        return
    target = targets.write(
        session, row.segment_id, code, title.segment.coded, title.segment.codes, title.hash,
        origin="machine", quality="translated", now=now,
    )  # fmt: skip
    targets.serve(session, target)


def _may_begin(session: Session, content: Content, code: str) -> bool:
    begun = session.scalar(
        select(Translation.id).where(
            Translation.content_id == content.id, Translation.language == code
        )
    )
    return begun is None and not translations.untranslated(session, content, code)
