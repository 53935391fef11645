"""A page as people and machines manage it: its working copy, its place, and its state in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Content, Translation
from app.services import tree
from app.services.segments import looks


@dataclass(frozen=True)
class LanguageFacts:
    """A page in one language; `live_since` is None while readers do not get it."""

    slug: str
    state: str
    live_since: datetime | None
    changed_at: datetime


@dataclass(frozen=True)
class PageFacts:
    """All that is managed of a page; `revision` and `published_revision` are numbers."""

    id: int
    language: str
    title: str
    description: str
    html: str
    icon: str
    organisation_id: int | None
    parent_id: int | None
    revision: int
    published_revision: int | None
    author: str
    saved_at: datetime
    archived_at: datetime | None
    languages: Mapping[str, LanguageFacts]

    @property
    def state(self) -> str:
        """draft, review or published: that of the working copy in the source language."""
        return self.languages[self.language].state


def facts(session: Session, content: Content) -> PageFacts:
    """The page as it is now."""
    working, published, look = content.working, content.published, looks.look(content)
    assert working is not None
    entries = session.scalars(select(Translation).where(Translation.content_id == content.id))
    return PageFacts(
        id=content.id,
        language=content.source_language,
        title=working.title,
        description=working.description,
        html=working.html,
        icon=look.icon,
        organisation_id=look.organisation_id,
        parent_id=tree.page(session, content.id).parent_id,
        revision=working.number,
        published_revision=published.number if published else None,
        author=working.author,
        saved_at=working.at,
        archived_at=content.archived_at,
        languages={
            entry.language: LanguageFacts(
                entry.slug, entry.state, entry.live_since, entry.changed_at
            )
            for entry in entries
        },
    )
