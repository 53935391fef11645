"""Regions and their organisations for machines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask.views import MethodView

from app.domain.access.permissions import regions_of
from app.errors import NotFound
from app.manage.documented import resource
from app.manage.door import Call, door
from app.services import events, regions
from app.services.settings import organisations, policies, region_settings
from schemas.manage.region import ManagedRegionSchema, OrganisationSchema, RegionChangeSchema

blueprint = resource("regions", "The regions that the token may see")
OF_LANGUAGE = (
    "is_source", "active", "visible", "machine", "stale_policy", "missing_policy",
    "machine_after_days", "release",
)  # fmt: skip


def region_json(region: Any) -> dict[str, Any]:
    """A region with its languages."""
    facts = region_settings.facts(region)
    return {
        **vars(facts),
        "slug": region.slug,
        "centre": _point(facts.centre),
        "aliases": {name: _point(at) for name, at in facts.aliases.items()},
        "features": sorted(facts.features),
        "monthly_limit": region.monthly_limit,
        "languages": [_language(one) for one in region.languages],
    }


def _point(at: tuple[float, float] | None) -> dict[str, float] | None:
    return {"latitude": at[0], "longitude": at[1]} if at else None


def _language(one: Any) -> dict[str, Any]:
    spoken = one.language
    return {
        "code": spoken.code, "native_name": spoken.native_name, "direction": spoken.direction,
        **{name: getattr(one, name) for name in OF_LANGUAGE},
    }  # fmt: skip


@blueprint.route("/regions/")
@door("", everywhere=True)
@blueprint.response(200, ManagedRegionSchema(many=True))
def index(call: Call) -> list[dict[str, Any]]:
    """All regions that the token may see, by name."""
    known = regions.every(call.session)
    seen = regions_of(call.who, [one.slug for one in known])
    return [region_json(one) for one in known if one.slug in seen]


@blueprint.route("/regions/<region>/")
class Region(MethodView):
    """One region."""

    @door("view")
    @blueprint.response(200, ManagedRegionSchema)
    def get(self, call: Call) -> dict[str, Any]:
        """The region with its languages."""
        return region_json(call.region)

    @door("settings")
    @blueprint.arguments(RegionChangeSchema)
    @blueprint.response(200, ManagedRegionSchema)
    def patch(self, call: Call, said: dict[str, Any]) -> dict[str, Any]:
        """Change what the region says of itself; readers know at once."""
        if "monthly_limit" in said:
            policies.limit(call.session, call.region, said.pop("monthly_limit"), call.now)
        wanted = replace(region_settings.facts(call.region), **_facts(said))
        changed = region_settings.change(call.session, call.region, wanted, call.now)
        events.record(
            call.session, call.region.id, call.who.name, "region.settings", call.now,
            changed=changed,
        )  # fmt: skip
        return region_json(call.region)


def _facts(said: dict[str, Any]) -> dict[str, Any]:
    """What a body says in the shapes of the service."""
    shapes: dict[str, Callable[[Any], Any]] = {
        "centre": lambda at: (at["latitude"], at["longitude"]) if at else None,
        "box": lambda box: tuple(box) if box else None,
        "aliases": lambda all_: {
            name: (at["latitude"], at["longitude"]) for name, at in all_.items()
        },
        "features": frozenset,
    }
    return {name: shapes[name](value) if name in shapes else value for name, value in said.items()}


@blueprint.route("/regions/<region>/organisations/")
class Organisations(MethodView):
    """Who stands behind pages."""

    @door("view")
    @blueprint.response(200, OrganisationSchema(many=True))
    def get(self, call: Call) -> list[Any]:
        """All organisations of the region, by name."""
        return [line.row for line in organisations.of_region(call.session, call.region)]

    @door("settings")
    @blueprint.arguments(OrganisationSchema)
    @blueprint.response(201, OrganisationSchema)
    def post(self, call: Call, said: dict[str, str]) -> Any:
        """Add an organisation."""
        return organisations.add(call.session, call.region, organisations.Facts(**said))


@blueprint.route("/regions/<region>/organisations/<int:number>/", methods=["PUT"])
@door("settings")
@blueprint.arguments(OrganisationSchema)
@blueprint.response(200, OrganisationSchema)
def change_organisation(call: Call, said: dict[str, str], number: int) -> Any:
    """Change an organisation; the pages that name it tell their readers at once."""
    row = organisations.get(call.session, call.region, number)
    if row is None:
        raise NotFound(f"organisation {number} does not exist in region {call.region.slug!r}")
    organisations.change(call.session, row, organisations.Facts(**said), call.now)
    return row
