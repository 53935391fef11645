"""Small guides for the tests of services: pages made, translated and read in few words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Base, Content, Fragment, Region, Revision
from app.services.pages import pages, releasing, takeover, translations
from app.services.pages.pages import Draft
from tests.fixtures.guides import NOW

EDITOR = "editor@stadt.example"
PERSON = takeover.Origin("human", "reviewed", "translator@stadt.example")


def day(number: int) -> datetime:
    """A moment some days after the region was made."""
    return NOW + timedelta(days=number)


def begun(
    session: Session,
    region: Region,
    title: str = "Schule",
    html: str = "<p>Die Schule ist offen.</p>",
    parent: Content | None = None,
) -> Content:
    """A page that no reader has seen yet."""
    parent_id = parent.id if parent else None
    draft = Draft(title, html)
    return pages.create(session, region, draft, author=EDITOR, now=NOW, parent_id=parent_id)


def live(
    session: Session,
    region: Region,
    title: str = "Schule",
    html: str = "<p>Die Schule ist offen.</p>",
    parent: Content | None = None,
) -> Content:
    """A page that readers of German get."""
    content = begun(session, region, title, html, parent)
    releasing.publish(session, content, now=NOW)
    return content


def revise(
    session: Session, content: Content, html: str, title: str = "", now: datetime = NOW
) -> Revision:
    """The page saved again by somebody who has seen its newest revision."""
    working = content.working
    assert working is not None
    draft = Draft(title or working.title, html)
    return pages.revise(session, content, draft, based_on=working.number, author=EDITOR, now=now)


def translate(
    session: Session,
    content: Content,
    language: str = "en",
    title: str = "School",
    html: str = "<p>The school is open.</p>",
) -> takeover.Report:
    """The page translated by a person, as a draft."""
    return translations.save_page(session, content, language, title, html, by=PERSON, now=NOW)


def live_in_english(
    session: Session,
    content: Content,
    title: str = "School",
    html: str = "<p>The school is open.</p>",
) -> None:
    """The page translated and shown to readers of English."""
    translate(session, content, "en", title, html)
    translations.publish(session, content, "en", now=NOW)


def shown(session: Session, region: Region, language: str = "de") -> list[dict[str, Any]]:
    """What readers of a language get, in their order."""
    bodies = session.scalars(
        select(Fragment.body)
        .where(Fragment.region_id == region.id, Fragment.language == language)
        .order_by(Fragment.position)
    )
    return [orjson.loads(body) for body in bodies]


def titles(session: Session, region: Region, language: str = "de") -> list[str]:
    """The titles that readers of a language get, in their order."""
    return [page["title"] for page in shown(session, region, language)]


def texts(session: Session, region: Region, language: str = "de") -> list[str]:
    """The bodies that readers of a language get, in their order."""
    return [page["content"] for page in shown(session, region, language)]


def rows(session: Session) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }
