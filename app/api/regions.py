"""Endpoints of regions and their languages."""

from __future__ import annotations

from app.api.answers import Answer, Found, not_found
from app.services.reading import Shelf

UNKNOWN_REGION = "No Region matches the given query."
ARCHIVED = "This region is archived."


def list_all(shelf: Shelf) -> Answer:
    """Every region that is not archived."""
    regions = shelf.regions()
    return Found(("regions", regions.version), lambda: regions.body)


def one(shelf: Shelf, slug: str) -> Answer:
    """One region."""
    regions = shelf.regions()
    if slug in regions.archived:
        return not_found(ARCHIVED)
    if slug not in regions.by_slug:
        return not_found(UNKNOWN_REGION)
    return Found(("region", slug, regions.version), lambda: regions.by_slug[slug])


def languages(shelf: Shelf, slug: str) -> Answer:
    """The languages that a region shows."""
    regions = shelf.regions()
    if slug in regions.archived:
        return not_found(ARCHIVED)
    if slug not in regions.by_slug:
        return not_found(UNKNOWN_REGION)
    return Found(("languages", slug, regions.version), lambda: regions.languages[slug])
