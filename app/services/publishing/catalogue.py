"""The list of regions with their languages, as one stored document."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Catalogue, Region, RegionLanguage
from app.services.publishing.settings import Site, site
from schemas.region import GERMANY, RegionSchema

DIRECTIONS = {"ltr": "LEFT_TO_RIGHT", "rtl": "RIGHT_TO_LEFT"}


def publish_catalogue(session: Session, now: datetime, wanted: Site | None = None) -> None:
    """Make the list of regions anew; `wanted` are the addresses to publish with from now on."""
    regions = session.scalars(select(Region).order_by(Region.name, Region.id)).all()
    made_with = wanted or site(session)
    body = orjson.dumps(
        RegionSchema(many=True).dump([_facts(r) for r in regions if r.status != "archived"])
    )
    archived = [region.slug for region in regions if region.status == "archived"]
    row = session.get(Catalogue, 1, with_for_update=True)
    if row is None:
        row = Catalogue(id=1, version=0)
        session.add(row)
    row.version, row.body, row.archived = row.version + 1, body, archived
    row.made_with, row.published_at = asdict(made_with), now
    session.flush()


def _facts(region: Region) -> dict[str, Any]:
    switch = region.features.get
    news = bool(switch("external_news", False))
    return {
        "id": region.id,
        "name": f"{region.prefix} {region.name}".strip(),
        "path": region.slug,
        "live": region.status == "live",
        "prefix": region.prefix,
        "name_without_prefix": region.name,
        "plz": region.postal_code,
        "extras": bool(switch("offers", False)),
        "events": bool(switch("events", False)),
        "pois": bool(switch("locations", False)),
        "contacts": bool(switch("contacts", False)),
        "push_notifications": bool(switch("push_notifications", False)),
        "longitude": region.longitude,
        "latitude": region.latitude,
        "bounding_box": _box(region.bounding_box),
        "aliases": region.aliases,
        "tunews": news,
        "external_news": news,
        "zammad_privacy_policy": None,
        "languages": [_language(e) for e in region.languages if e.active and e.visible],
        "is_chat_enabled": False,
    }


def _box(box: list[Any] | None) -> list[list[float]]:
    if not box or None in box:
        return GERMANY
    west, south, east, north = box
    return [[west, south], [east, north]]


def _language(entry: RegionLanguage) -> dict[str, Any]:
    language = entry.language
    return {
        "id": language.id,
        "code": language.code,
        "bcp47_tag": language.tag,
        "native_name": language.native_name,
        "dir": DIRECTIONS[language.direction],
    }
