"""Regions for machines."""

from __future__ import annotations

from typing import Any

from app.domain.access.permissions import regions_of
from app.manage.documented import resource
from app.manage.door import Call, door
from app.services import regions
from schemas.manage.region import ManagedRegionSchema

blueprint = resource("regions", "The regions that the token may see")


def region_json(region: Any) -> dict[str, Any]:
    """A region with its languages."""
    spoken = [
        {
            "code": one.language.code,
            "native_name": one.language.native_name,
            "direction": one.language.direction,
            **{name: getattr(one, name) for name in (
                "is_source", "active", "visible", "machine", "stale_policy", "missing_policy",
                "machine_after_days",
            )},
        }
        for one in region.languages
    ]  # fmt: skip
    plain = ("slug", "name", "prefix", "status", "time_zone", "monthly_limit")
    return {name: getattr(region, name) for name in plain} | {"languages": spoken}


@blueprint.route("/regions/")
@door("", everywhere=True)
@blueprint.response(200, ManagedRegionSchema(many=True))
def index(call: Call) -> list[dict[str, Any]]:
    """All regions that the token may see, by name."""
    known = regions.every(call.session)
    seen = regions_of(call.who, [one.slug for one in known])
    return [region_json(one) for one in known if one.slug in seen]


@blueprint.route("/regions/<region>/")
@door("view")
@blueprint.response(200, ManagedRegionSchema)
def one(call: Call) -> dict[str, Any]:
    """One region."""
    return region_json(call.region)
