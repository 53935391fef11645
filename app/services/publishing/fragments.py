"""Fragments: one content in one language as the JSON bytes that readers get."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.freshness.showing import Policy
from app.models import Content, Fragment, Organisation, Region, Revision, Takeover, Translation
from app.services.publishing import freshness_json
from app.services.publishing.placing import Placing
from app.services.publishing.settings import Site
from app.services.publishing.texts import (
    INTERNAL,
    Setting,
    Texts,
    is_intact,
    source_texts,
    taken_over,
    target_texts,
)
from app.services.segments.freshness import Judged, Paragraph, judge_content
from app.services.segments.revisions import occurrences
from schemas.moment import local_form, utc_form
from schemas.page import PageSchema

TAG = re.compile(r"<[^>]*>")
PAGE = PageSchema()


class Press:
    """Makes the texts of a region's contents; judges each content once, whatever is asked of it."""

    def __init__(
        self,
        session: Session,
        region: Region,
        site: Site,
        now: datetime,
        where: Placing | None = None,
        judged: Mapping[int, Judged] | None = None,
    ) -> None:
        self.session, self.region, self.site = session, region, site
        self.now, self.where = now, where
        self._judged = {id_: dict(known) for id_, known in (judged or {}).items()}
        self._texts: dict[tuple[int, str], Texts] = {}
        self._entries: dict[int, dict[str, Translation]] = {}
        self._paths: dict[int, dict[str, str]] = {}

    def texts(self, content: Content, languages: Sequence[str]) -> dict[str, Texts]:
        """The texts of `content` in each of `languages`."""
        missing = [code for code in languages if (content.id, code) not in self._texts]
        if missing:
            self._make(content, missing)
        return {code: self._texts[content.id, code] for code in languages}

    def _make(self, content: Content, languages: Sequence[str]) -> None:
        revision = self.session.get_one(Revision, content.published_revision_id)
        takeovers = self._takeovers(content)
        for code in languages:
            setting = self._setting(content, code)
            if code == content.source_language:
                self._texts[content.id, code] = source_texts(revision, setting)
                continue
            judged, takeover = self._holds(content, code), takeovers.get(code)
            if takeover and is_intact(takeover, content, judged):
                self._texts[content.id, code] = taken_over(takeover, judged, setting)
            else:
                self._texts[content.id, code] = target_texts(revision, judged, setting)

    def _holds(self, content: Content, language: str) -> Sequence[Paragraph]:
        """What holds for each paragraph in a language; what was not known is judged in one go."""
        known = self._judged.setdefault(content.id, {})
        if language not in known:
            assert content.published_revision_id is not None
            others = {*self._codes(), language} - {content.source_language, *known}
            known |= judge_content(self.session, content, content.published_revision_id, others)
        return known[language]

    def _takeovers(self, content: Content) -> dict[str, Takeover]:
        rows = self.session.scalars(select(Takeover).where(Takeover.content_id == content.id))
        return {row.language: row for row in rows}

    def _codes(self) -> list[str]:
        """The languages that texts may be wanted in."""
        if self.where is not None:
            return list(self.where.places)
        return [entry.language.code for entry in self.region.languages if entry.active]

    def _setting(self, content: Content, language: str) -> Setting:
        entry = next(e for e in self.region.languages if e.language.code == language)
        policy = Policy(entry.stale_policy, entry.missing_policy, entry.machine_after_days)
        source = content.source_language

        def link(target: int) -> str:
            path = self._path(target, language) or self._path(target, source)
            return self.site.webapp_url + (path or f"/{self.region.slug}/{language}/")

        return Setting(language, source, policy, link, self.now)

    def _path(self, content_id: int, language: str) -> str | None:
        if self.where is not None and language in self.where.places:
            return self.where.path(content_id, language)
        if content_id not in self._paths:
            rows = self.session.execute(
                select(Fragment.language, Fragment.place).where(Fragment.content_id == content_id)
            )
            self._paths[content_id] = {row.language: row.place["path"] for row in rows}
        return self._paths[content_id].get(language)

    def entry(self, content: Content, language: str) -> Translation:
        """What is known of a content in one language beside its texts."""
        if content.id not in self._entries:
            rows = self.session.scalars(
                select(Translation).where(Translation.content_id == content.id)
            )
            self._entries[content.id] = {row.language: row for row in rows}
        return self._entries[content.id][language]

    def status(self, content: Content, language: str, path: str) -> bytes:
        """The freshness of a content in one language, per paragraph, as JSON."""
        if language == content.source_language:
            assert content.published_revision_id is not None
            rows = occurrences(self.session, content.published_revision_id)
            return freshness_json.of_source(content, path, rows)
        return freshness_json.of_target(content, path, self.texts(content, [language])[language])


def linking_to(session: Session, region_id: int, contents: Iterable[int]) -> set[int]:
    """The contents whose published text links to any of `contents`."""
    wanted = set(contents)
    if not wanted:
        return set()
    rows = session.execute(
        select(Content.id, Revision.html)
        .join(Revision, Revision.id == Content.published_revision_id)
        .where(Content.region_id == region_id, Revision.html.contains('href="page:'))
    )
    return {
        id_ for id_, html in rows if wanted & {int(number) for number in INTERNAL.findall(html)}
    }


def assemble(
    press: Press, content: Content, language: str, place: Mapping[str, Any], texts: Texts
) -> bytes:
    """The JSON of one page."""
    entry, zone = press.entry(content, language), press.region.time_zone
    live_since = entry.live_since or entry.changed_at
    document = {
        "id": entry.id,
        "title": texts.title,
        "modified_gmt": utc_form(entry.changed_at),
        "last_updated": local_form(entry.changed_at, zone),
        "published_at": local_form(live_since, zone),
        "excerpt": TAG.sub("", texts.content),
        "content": texts.content,
        "thumbnail": _address(press.site, content.icon) or None,
        "organization": _organisation(content.organisation),
        "hash": blake2b(texts.content.encode(), digest_size=16).hexdigest(),
        "embedded_offers": [],
    }
    return orjson.dumps(PAGE.dump(document | _in_order(press.region, place)))


def _in_order(region: Region, place: Mapping[str, Any]) -> dict[str, Any]:
    """A place with its languages in their own order, which PostgreSQL does not keep."""
    ids = {entry.language.code: entry.language.id for entry in region.languages}
    available = place["available_languages"]
    ordered = {code: available[code] for code in sorted(available, key=ids.__getitem__)}
    return {**place, "available_languages": ordered}


def _address(site: Site, icon: str) -> str:
    return site.base_url + icon if icon.startswith("/") else icon


def _organisation(organisation: Organisation | None) -> dict[str, Any] | None:
    if organisation is None:
        return None
    names = ("id", "slug", "name", "logo", "website")
    return {name: getattr(organisation, name) for name in names}
