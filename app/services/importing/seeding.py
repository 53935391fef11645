"""The demo guide put into an empty database, with its story: what was translated when, what changed since."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.exchange.demo import DemoGuide, DemoPage, DemoText
from app.models import Content, Region
from app.services import regions
from app.services.pages import pages, releasing, translations
from app.services.pages.pages import Draft
from app.services.pages.takeover import Origin
from app.services.publishing import catalogue, publication
from app.services.quality import glossary

AUTHOR = "demo"
BY = Origin("human", "reviewed", AUTHOR)
LINK = re.compile(r'href="page:([a-z0-9/-]+)"')


@dataclass(frozen=True)
class _Story:
    """What the guide's facts tell about time."""

    facts: dict[str, Any]

    def at(self, name: str) -> datetime:
        """One of the moments: published, translated, changed."""
        moment: datetime = self.facts[name]
        return moment

    def is_live(self, key: str, language: str) -> bool:
        """Whether readers of a language see the page already."""
        arriving = self.facts["arriving"]
        section = arriving["section"]
        return language in arriving["live"] or not (key + "/").startswith(section + "/")

    def is_renewed(self, key: str, language: str) -> bool:
        """Whether the translation answers the German of now."""
        return key in self.facts["renewed"].get(language, [])


def is_empty(session: Session) -> bool:
    """Whether the database has no region yet."""
    return not session.scalar(select(func.count()).select_from(Region))


def seed(
    session: Session,
    guide: DemoGuide,
    now: datetime,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Region:
    """Make the region of `guide` with all its pages and languages, published as its story says."""
    story = _Story(guide.facts)
    region = _region(session, guide, story.at("published"))
    for term in guide.terms:
        glossary.add(session, region, term, story.at("published"))
    contents = _begin_all(session, region, guide, story.at("published"))
    ids = {key: content.id for key, content in contents.items()}
    for number, page in enumerate(guide.pages, 1):
        _tell(session, page, contents[page.key], ids, story)
        progress(number, len(guide.pages))
    catalogue.publish_catalogue(session, now)
    publication.publish_region(session, region.id, now, texts_of=set(ids.values()))
    return region


def _region(session: Session, guide: DemoGuide, now: datetime) -> Region:
    facts = guide.facts
    regions.ensure_languages(session)
    region = regions.create(
        session, facts["slug"], facts["name"], facts["languages"], now,
        time_zone=facts["time_zone"],
    )  # fmt: skip
    for name in ("prefix", "postal_code", "latitude", "longitude", "bounding_box"):
        setattr(region, name, facts[name])
    region.features, region.aliases = dict(facts["features"]), dict(facts["aliases"])
    session.flush()
    return region


def _begin_all(
    session: Session, region: Region, guide: DemoGuide, now: datetime
) -> dict[str, Content]:
    """A place for each page first, so that texts can link to any of them."""
    contents: dict[str, Content] = {}
    for page in guide.pages:
        icon = f"/static/icons/{page.german.icon}.svg" if page.german.icon else ""
        contents[page.key] = pages.begin(
            session, region, page.german.title, now=now, icon=icon,
            parent_id=contents[page.parent].id if page.parent else None,
        )  # fmt: skip
    return contents


def _tell(
    session: Session, page: DemoPage, content: Content, ids: dict[str, int], story: _Story
) -> None:
    """The life of one page: written, translated, changed, and in two cases translated again."""
    first = page.before or page.german
    pages.write_first(
        session, content, _draft(first, ids, page.key), author=AUTHOR, now=story.at("published")
    )
    releasing.release(session, content, story.at("published"))
    for language, text in page.translations.items():
        if not (page.before and story.is_renewed(page.key, language)):
            _translate(session, page, content, language, text, ids, story.at("translated"))
    if page.before is not None:
        _change(session, page, content, ids, story)
    releasing.settle(session, content, story.at("changed"))
    for language in page.translations:
        if story.is_live(page.key, language):
            translations.release(session, content, language, story.at("translated"))
        else:
            pages.translation(session, content, language).state = "review"


def _change(
    session: Session, page: DemoPage, content: Content, ids: dict[str, int], story: _Story
) -> None:
    assert content.working is not None
    moment = story.at("changed")
    pages.revise(
        session, content, _draft(page.german, ids, page.key), based_on=content.working.number,
        author=AUTHOR, now=moment,
    )  # fmt: skip
    releasing.release(session, content, moment)
    for language, text in page.translations.items():
        if story.is_renewed(page.key, language):
            _translate(session, page, content, language, text, ids, moment)


def _translate(
    session: Session,
    page: DemoPage,
    content: Content,
    language: str,
    text: DemoText,
    ids: dict[str, int],
    now: datetime,
) -> None:
    report = translations.save_page(
        session, content, language, text.title, _linked(text.html, ids, page.key), by=BY, now=now
    )
    if not report.whole or report.torn or report.without_translation:
        raise Invalid(f"{language}/{page.key}.html does not answer its German: {report}")


def _draft(text: DemoText, ids: dict[str, int], key: str) -> Draft:
    return Draft(text.title, _linked(text.html, ids, key))


def _linked(html: str, ids: dict[str, int], key: str) -> str:
    def number(match: re.Match[str]) -> str:
        if match[1] not in ids:
            raise Invalid(f"{key}.html links to page:{match[1]}, which is not in order.txt")
        return f'href="page:{ids[match[1]]}"'

    return LINK.sub(number, html)
