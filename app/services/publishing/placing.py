"""Where each page of a region stands in each language, and what of its JSON depends on that."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
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
    """All places of one region and kind: by language, then by content id."""

    region: Region
    places: dict[str, dict[int, Place]]
    entries: dict[tuple[int, str], Entry]
    slugs: dict[tuple[int, str], list[str]]
    shown_languages: list[str]

    def path(self, content_id: int, language: str) -> str | None:
        """The path of a content that readers of `language` can open."""
        place = self.places.get(language, {}).get(content_id)
        return place.path if place else None


def placing(session: Session, region: Region, kind: str = "page") -> Placing:
    """Read the whole tree of a region and work out who sees what where."""
    nodes = tree.nodes(session, region.id)
    entries = _entries(session, region.id, kind)
    codes = [entry.language.code for entry in regions.active(region)]
    places = {}
    for code in codes:
        slugs = {key[0]: entry.slug for key, entry in entries.items() if key[1] == code}
        places[code] = outline(nodes, slugs, f"/{region.slug}/{code}/")
    shown = sorted(
        (e.language for e in region.languages if e.active and e.visible), key=lambda lang: lang.id
    )
    return Placing(
        region, places, entries, _slugs(session, region.id, kind), [e.code for e in shown]
    )


def _entries(session: Session, region_id: int, kind: str) -> dict[tuple[int, str], Entry]:
    """What may be shown: live, with a published text, and with a title in the language."""
    rows = session.execute(
        select(Translation.id, Translation.content_id, Translation.language, Translation.slug)
        .join(Content, Content.id == Translation.content_id)
        .where(Content.region_id == region_id, Content.kind == kind)
        .where(Translation.live_since.is_not(None), Content.published_revision_id.is_not(None))
        .where((Translation.language == Content.source_language) | _titled().exists())
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


def _slugs(session: Session, region_id: int, kind: str) -> dict[tuple[int, str], list[str]]:
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    rows = session.execute(
        select(Slug.content_id, Slug.language, Slug.slug)
        .where(Slug.region_id == region_id, Slug.kind == kind)
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
        "available_languages": _available(where, site, content_id, language),
        "slug_history": where.slugs[content_id, language],
    }


def _parent(where: Placing, site: Site, place: Place, language: str) -> dict[str, Any]:
    if place.parent is None:
        return {"id": 0, "url": None, "path": None}
    path = where.places[language][place.parent].path
    return {"id": place.parent, "url": site.base_url + path, "path": path}


def _available(where: Placing, site: Site, content_id: int, language: str) -> dict[str, Any]:
    found = {}
    for code in where.shown_languages:
        path = where.path(content_id, code)
        if code != language and path is not None:
            id_ = where.entries[content_id, code].translation_id
            found[code] = {"id": id_, "url": site.base_url + path, "path": path}
    return found
