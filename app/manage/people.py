"""People and their roles for machines; invitations are written in the office, since they go by mail."""

from __future__ import annotations

from typing import Any

from app.domain.access.permissions import Grant
from app.manage.documented import resource
from app.manage.door import Call, door
from app.services.accounts import grants, people
from schemas.manage.people import PeopleQuerySchema, PersonSchema, RolesSchema

blueprint = resource("people", "Who works in a region, and with which roles")


@blueprint.route("/regions/<region>/people/")
@door("users")
@blueprint.arguments(PeopleQuerySchema, location="query")
@blueprint.response(200, PersonSchema(many=True))
def index(call: Call, asked: dict[str, Any]) -> Any:
    """Those who work in the region, by name, fifty at a time."""
    found, _ = people.listed(call.session, call.region, asked["q"], asked["page_of_list"])
    return found


@blueprint.route("/regions/<region>/people/<int:person>/roles/", methods=["PUT"])
@door("users")
@blueprint.arguments(RolesSchema)
@blueprint.response(200, RolesSchema)
def set_roles(call: Call, said: dict[str, Any], person: int) -> Any:
    """Let somebody have exactly these roles in the region; never above those of the token's owner."""
    slug = call.region.slug
    user, _ = people.one(call.session, call.region, person)
    wanted = [Grant(one["role"], slug, tuple(one["languages"])) for one in said["roles"]]
    grants.set_in(call.session, call.who, user, slug, wanted, call.now)
    held = grants.held_in(user, call.region)
    return {"roles": [{"role": role, "languages": said} for role, said in held.items()]}
