"""What a region says of itself: name, place, time zone, what apps may show of it, and who may see it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy.orm import Session

from app.errors import Invalid
from app.models import Region
from app.services import tree
from app.services.publishing import publication
from app.services.publishing.catalogue import publish_catalogue

STATUSES = ("live", "hidden", "archived")
FEATURES = ("events", "locations", "contacts", "offers", "push_notifications", "external_news")
LONGEST_NAME, LONGEST_PREFIX = 200, 120
Box = tuple[float, float, float, float]  # west, south, east, north in degrees
Point = tuple[float, float]  # latitude, longitude in degrees


@dataclass(frozen=True)
class Facts:
    """All that a region says of itself. `aliases` are places by which people find it, with where they
    lie."""

    name: str
    prefix: str = ""
    status: str = "hidden"
    postal_code: str = ""
    centre: Point | None = None
    box: Box | None = None
    aliases: Mapping[str, Point] = field(default_factory=dict)
    time_zone: str = "Europe/Berlin"
    features: frozenset[str] = frozenset()


def facts(region: Region) -> Facts:
    """What a region says of itself now."""
    known = region.latitude is not None and region.longitude is not None
    box = region.bounding_box
    return Facts(
        region.name, region.prefix, region.status, region.postal_code,
        (region.latitude, region.longitude) if known else None,  # type: ignore[arg-type]
        tuple(box) if box and None not in box else None,
        {name: (at["latitude"], at["longitude"]) for name, at in region.aliases.items()},
        region.time_zone, frozenset(name for name in FEATURES if region.features.get(name)),
    )  # fmt: skip


def change(session: Session, region: Region, wanted: Facts, now: datetime) -> list[str]:
    """Let a region say this of itself, and readers know at once; the names of what changed.

    Invalid names the field, and what is wrong with it: empty, long, choice, postal-code, latitude,
    longitude, box, zone, twice.
    """
    checked = _checked(wanted)
    before = facts(region)
    changed = [name for name, value in vars(checked).items() if value != getattr(before, name)]
    if not changed:
        return []
    tree.lock(session, region.id)
    _write(region, checked)
    session.flush()
    publish_catalogue(session, now)
    if "time_zone" in changed:
        publication.publish_region(session, region.id, now, everything=True)
    return changed


def _write(region: Region, wanted: Facts) -> None:
    region.name, region.prefix, region.status = wanted.name, wanted.prefix, wanted.status
    region.postal_code, region.time_zone = wanted.postal_code, wanted.time_zone
    region.latitude, region.longitude = wanted.centre or (None, None)
    region.bounding_box = list(wanted.box) if wanted.box else None
    region.aliases = {
        name: {"latitude": latitude, "longitude": longitude}
        for name, (latitude, longitude) in wanted.aliases.items()
    }
    others = {name: value for name, value in region.features.items() if name not in FEATURES}
    region.features = others | {name: name in wanted.features for name in FEATURES}


def _checked(wanted: Facts) -> Facts:
    name, prefix = " ".join(wanted.name.split()), " ".join(wanted.prefix.split())
    for text, what, most in ((name, "name", LONGEST_NAME), (prefix, "prefix", LONGEST_PREFIX)):
        if len(text) > most:
            raise _wrong(what, "long")
    if not name:
        raise _wrong("name", "empty")
    if wanted.status not in STATUSES:
        raise _wrong("status", "choice")
    if not re.fullmatch(r"[0-9]{0,5}", wanted.postal_code):
        raise _wrong("postal_code", "postal-code")
    if wanted.time_zone not in available_timezones():
        raise _wrong("time_zone", "zone")
    ZoneInfo(wanted.time_zone)
    if wanted.centre is not None:
        _check_point(wanted.centre, "centre")
    if wanted.box is not None:
        _check_box(wanted.box)
    aliases = {" ".join(alias.split()): point for alias, point in wanted.aliases.items()}
    for alias, point in aliases.items():
        if not alias or len(alias) > LONGEST_NAME:
            raise _wrong("aliases", "long" if alias else "empty", alias)
        _check_point(point, "aliases", alias)
    known = frozenset(wanted.features) & frozenset(FEATURES)
    return Facts(
        name, prefix, wanted.status, wanted.postal_code, wanted.centre, wanted.box, aliases,
        wanted.time_zone, known,
    )  # fmt: skip


def _check_point(point: Point, what: str, text: str = "") -> None:
    latitude, longitude = point
    if not -90 <= latitude <= 90:
        raise _wrong(what, "latitude", text)
    if not -180 <= longitude <= 180:
        raise _wrong(what, "longitude", text)


def _check_box(box: Box) -> None:
    west, south, east, north = box
    _check_point((south, west), "box")
    _check_point((north, east), "box")
    if not (west < east and south < north):
        raise _wrong("box", "box")


def _wrong(what: str, kind: str, text: str = "") -> Invalid:
    return Invalid(f"{what}: {kind} {text}".strip(), what, kind, text)
