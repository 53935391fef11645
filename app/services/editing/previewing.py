"""Previewing: a page as readers of a language would get it with a text that is not published yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.freshness.showing import Policy
from app.errors import NotFound
from app.models import Content, Fragment, Organisation, Region, Takeover
from app.services import regions, tree
from app.services.pages import pages, releasing, translations
from app.services.pages.pages import Draft
from app.services.publishing import texts
from app.services.publishing.texts import Setting, Texts
from app.services.segments import freshness
from app.services.segments.looks import look

Link = Callable[[int], str]


@dataclass(frozen=True)
class Organised:
    """Who stands behind a page, as readers see it."""

    name: str
    website: str
    logo: str


@dataclass(frozen=True)
class Screen:
    """What an app shows: the titles above, the page, who is behind it, what stands below.

    `untranslated` is title or body where readers of the language do not get the page for want of it.
    """

    language: str
    direction: str
    title: str
    content: str
    icon: str
    organisation: Organised | None
    above: tuple[str, ...]
    below: tuple[tuple[int, str], ...]
    untranslated: str


def screen(
    session: Session,
    region: Region,
    content: Content,
    language: str,
    link: Link,
    draft: Draft | None = None,
    *,
    now: datetime,
) -> Screen:
    """The page with `draft` (or its working copy) published, in a language; nothing is kept.

    `link` gives the address of another page.
    """
    if language not in regions.codes(region):
        raise NotFound(f"region {region.slug!r} does not speak {language!r}")
    savepoint = session.begin_nested()
    try:
        if draft is not None and content.working is not None:
            number = content.working.number
            pages.revise(session, content, draft, based_on=number, author="", now=now)
        releasing.release(session, content, now)
        return seen(session, region, content, language, link, now)
    finally:
        savepoint.rollback()


def seen(
    session: Session,
    region: Region,
    content: Content,
    language: str,
    link: Link,
    now: datetime,
    mark: int = 0,
) -> Screen:
    """The published page in a language, by what is stored at this moment; `mark` names a paragraph that
    is marked."""
    entry = next(e for e in region.languages if e.language.code == language)
    policy = Policy(entry.stale_policy, entry.missing_policy, entry.machine_after_days)
    setting = Setting(language, content.source_language, policy, link, now, mark)
    shown = _texts(session, content, setting)
    beside, missing = look(content), ""
    if language != content.source_language:
        missing = translations.untranslated(session, content, language)
    behind = session.get(Organisation, beside.organisation_id) if beside.organisation_id else None
    organised = Organised(behind.name, behind.website, behind.logo) if behind else None
    return Screen(
        language, entry.language.direction, shown.title, shown.content, beside.icon, organised,
        tuple(_above(session, content, language)), tuple(_below(session, content, language)),
        missing,
    )  # fmt: skip


def _texts(session: Session, content: Content, setting: Setting) -> Texts:
    revision, language = content.published, setting.language
    assert revision is not None
    if language == content.source_language:
        return texts.source_texts(revision, setting)
    judged = freshness.judge_content(session, content, revision.id, [language])[language]
    takeover = session.get(Takeover, (content.id, language))
    if takeover is not None and texts.is_intact(takeover, content, judged):
        return texts.taken_over(takeover, judged, setting)
    return texts.target_texts(revision, judged, setting)


def _above(session: Session, content: Content, language: str) -> list[str]:
    """The titles above the page, as readers of the language see them; German where they do not."""
    found: list[str] = []
    parent = tree.page(session, content.id).parent_id
    while parent is not None:
        row = session.get(Fragment, (parent, language))
        above = session.get_one(Content, parent)
        german = above.working.title if above.working else ""
        found.insert(0, orjson.loads(row.body)["title"] if row else german)
        parent = tree.page(session, parent).parent_id
    return found


def _below(session: Session, content: Content, language: str) -> list[tuple[int, str]]:
    """The pages below that readers of the language have."""
    rows = session.scalars(
        select(Fragment)
        .where(Fragment.parent_id == content.id, Fragment.language == language)
        .order_by(Fragment.position)
    )
    return [(row.content_id, orjson.loads(row.body)["title"]) for row in rows]
