"""Where each page of a region stands in each language, and what of its JSON depends on that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from app.domain.addresses.outline import Place, outline
from app.models import Content, Head, Region, Slug, Translation
from app.models import Segment as SegmentRow
from app.services import regions, tree
from app.services.publishing.settings import Site


@dataclass(frozen=True)
class Entry:
    """One content in one language as far as addresses go."""

    translation_id: int
    content_id: int
    slug: str


@dataclass(frozen=True)
class Placing:
    """The places of one region and kind: by language, then by content id.

    Where only some languages are looked at, `elsewhere` has the paths of single contents in others.
    """

    region: Region
    places: dict[str, dict[int, Place]]
    entries: dict[tuple[int, str], Entry]
    slugs: dict[tuple[int, str], list[str]]
    shown_languages: list[str]
    elsewhere: dict[tuple[int, str], str] = field(default_factory=dict)

    def path(self, content_id: int, language: str) -> str | None:
        """The path of a content that readers of `language` can open."""
        if language not in self.places:
            return self.elsewhere.get((content_id, language))
        place = self.places[language].get(content_id)
        return place.path if place else None


def placing(
    session: Session, region: Region, kind: str = "page", only: Collection[str] = ()
) -> Placing:
    """Read the whole tree of a region and work out who sees what where, in all languages or some."""
    nodes = tree.nodes(session, region.id)
    active = [entry.language.code for entry in regions.active(region)]
    codes = [code for code in active if not only or code in only]
    entries = _entries(session, region.id, kind, only)
    places = {}
    for code in codes:
        slugs = {key[0]: entry.slug for key, entry in entries.items() if key[1] == code}
        places[code] = outline(nodes, slugs, f"/{region.slug}/{code}/")
    shown = sorted(
        (e.language for e in region.languages if e.active and e.visible), key=lambda lang: lang.id
    )
    known = _slugs(session, region.id, kind, only)
    return Placing(region, places, entries, known, [e.code for e in shown])


def _entries(
    session: Session, region_id: int, kind: str, only: Collection[str]
) -> dict[tuple[int, str], Entry]:
    """What may be shown: live, with a published text, and with a title in the language."""
    rows = session.execute(
        select(Translation.id, Translation.content_id, Translation.language, Translation.slug)
        .join(Content, Content.id == Translation.content_id)
        .where(Content.region_id == region_id, Content.kind == kind)
        .where(Translation.live_since.is_not(None), Content.published_revision_id.is_not(None))
        .where((Translation.language == Content.source_language) | _titled().exists())
        .where(Translation.language.in_(only) if only else true())
    )
    return {(c, language): Entry(id_, c, slug) for id_, c, language, slug in rows}


def _titled() -> Any:
    return (
        select(Head.segment_id)
        .join(SegmentRow, SegmentRow.id == Head.segment_id)
        .where(SegmentRow.content_id == Content.id, SegmentRow.kind == "title")
        .where(Head.language == Translation.language)
        .correlate(Content, Translation)
    )


def _slugs(
    session: Session, region_id: int, kind: str, only: Collection[str]
) -> dict[tuple[int, str], list[str]]:
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    rows = session.execute(
        select(Slug.content_id, Slug.language, Slug.slug)
        .where(Slug.region_id == region_id, Slug.kind == kind)
        .where(Slug.language.in_(only) if only else true())
        .order_by(Slug.id)
    )
    for content_id, language, slug in rows:
        found[content_id, language].append(slug)
    return found


def place_json(where: Placing, site: Site, content_id: int, language: str) -> dict[str, Any]:
    """The fields of a page that depend on the tree and on addresses."""
    place = where.places[language][content_id]
    return {
        "url": site.base_url + place.path,
        "path": place.path,
        "parent": _parent(where, site, place, language),
        "order": place.order,
        "available_languages": available(where, site, content_id, language),
        "slug_history": where.slugs[content_id, language],
    }


def _parent(where: Placing, site: Site, place: Place, language: str) -> dict[str, Any]:
    if place.parent is None:
        return {"id": 0, "url": None, "path": None}
    path = where.places[language][place.parent].path
    return {"id": place.parent, "url": site.base_url + path, "path": path}


def available(where: Placing, site: Site, content_id: int, language: str) -> dict[str, Any]:
    """Where readers find a content in the other languages."""
    found = {}
    for code in where.shown_languages:
        path = where.path(content_id, code)
        if code != language and path is not None:
            id_ = where.entries[content_id, code].translation_id
            found[code] = {"id": id_, "url": site.base_url + path, "path": path}
    return found
