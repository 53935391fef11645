"""Addresses of API v3: both generations of URLs, read into one route."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

SLUG = re.compile(r"[-a-zA-Z0-9_]+")
CURRENT = ("api", "v3")
LEGACY = ("wp-json", "extensions", "v3")


@dataclass(frozen=True)
class Route:
    """Which endpoint is meant: `rest` is what follows its name, such as a news id."""

    endpoint: str
    region: str = ""
    language: str = ""
    rest: tuple[str, ...] = ()


UNKNOWN = Route("")


def is_ours(path: str) -> bool:
    """Whether an address belongs to the API at all, right or wrong."""
    return path == "/api/v3" or path.startswith("/api/v3/") or "/wp-json/" in path


@lru_cache(maxsize=1024)
def parse(path: str) -> Route:
    """The route of a path, whose last slash may be missing; UNKNOWN if it leads nowhere."""
    parts = tuple(path.removeprefix("/").removesuffix("/").split("/"))
    if any(not SLUG.fullmatch(part) for part in parts):
        return UNKNOWN
    if parts[:2] == CURRENT:
        return _current(parts[2:])
    if parts[:3] == LEGACY:
        return _regions(parts[3:], "sites")
    if parts[2:5] == LEGACY:
        return _legacy(parts[0], parts[1], parts[5:])
    return UNKNOWN


def _current(parts: tuple[str, ...]) -> Route:
    if parts[:1] == ("regions",):
        return _regions(parts, "regions")
    if len(parts) == 2 and parts[1] in ("languages", "offers", "extras"):
        return Route(parts[1], parts[0])
    if len(parts) >= 3:
        return _endpoint(parts[0], parts[1], parts[2:])
    return UNKNOWN


def _regions(parts: tuple[str, ...], name: str) -> Route:
    if parts == (name,):
        return Route("regions")
    if len(parts) == 2 and parts[0] == name:
        return Route("region", parts[1])
    return UNKNOWN


def _legacy(region: str, language: str, parts: tuple[str, ...]) -> Route:
    if parts == ("languages",):
        return Route("languages", region) if language == "de" else UNKNOWN
    return _endpoint(region, language, parts)


def _endpoint(region: str, language: str, parts: tuple[str, ...]) -> Route:
    if not parts:
        return UNKNOWN
    if parts[:2] == ("page", "segments"):
        return Route("segments", region, language, parts[2:])
    return Route(parts[0], region, language, parts[1:])
