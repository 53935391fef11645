"""The form of a region's facts: what stands in its fields, and what somebody who sends it means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.errors import Invalid
from app.services.settings.region_settings import Box, Facts, Point

CORNERS = ("west", "south", "east", "north")


def form_of(facts: Facts) -> dict[str, Any]:
    """The fields as they stand before anybody has typed."""
    latitude, longitude = facts.centre or ("", "")
    return {
        "name": facts.name, "prefix": facts.prefix, "status": facts.status,
        "postal_code": facts.postal_code, "time_zone": facts.time_zone,
        "latitude": latitude, "longitude": longitude,
        **dict(zip(CORNERS, facts.box or ("",) * 4, strict=True)),
        "feature": sorted(facts.features), "alias": list(facts.aliases),
        "alias_latitude": [latitude for latitude, _ in facts.aliases.values()],
        "alias_longitude": [longitude for _, longitude in facts.aliases.values()],
    }  # fmt: skip


def facts_of(form: Mapping[str, Any]) -> Facts:
    """What the fields say; Invalid names the field in which no number stands."""
    return Facts(
        name=form.get("name", ""), prefix=form.get("prefix", ""), status=form.get("status", ""),
        postal_code=form.get("postal_code", "").strip(), centre=_centre(form), box=_box(form),
        aliases=_aliases(form), time_zone=form.get("time_zone", ""),
        features=frozenset(form.get("feature", ())),
    )  # fmt: skip


def _centre(form: Mapping[str, Any]) -> Point | None:
    texts = [form.get(name, "") for name in ("latitude", "longitude")]
    if not any(map(str.strip, texts)):
        return None
    latitude, longitude = _numbers(texts, "centre")
    return latitude, longitude


def _box(form: Mapping[str, Any]) -> Box | None:
    texts = [form.get(name, "") for name in CORNERS]
    if not any(map(str.strip, texts)):
        return None
    west, south, east, north = _numbers(texts, "box")
    return west, south, east, north


def _aliases(form: Mapping[str, Any]) -> dict[str, Point]:
    found: dict[str, Point] = {}
    rows = zip(form["alias"], form["alias_latitude"], form["alias_longitude"], strict=False)
    for name, *texts in rows:
        if not (name + "".join(texts)).strip():
            continue
        if name.strip() in found:
            raise Invalid(f"alias {name!r} is given twice", "aliases", "twice", name)
        latitude, longitude = _numbers(texts, "aliases")
        found[name.strip()] = (latitude, longitude)
    return found


def _numbers(texts: Sequence[str], field: str) -> list[float]:
    try:
        return [float(text.strip().replace(",", ".")) for text in texts]
    except ValueError as error:
        raise Invalid(f"{field}: a number is missing", field, "number") from error
