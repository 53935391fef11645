"""The tokens of the one who asks: seen and revoked; new ones are made in the office only."""

from __future__ import annotations

from typing import Any

from app.errors import NotAllowed
from app.manage.documented import resource
from app.manage.door import Call, door
from app.services.accounts import tokens
from schemas.manage.token import TokenSchema

blueprint = resource("tokens", "One's own tokens")
FIELDS = ("id", "name", "prefix", "scopes", "created_at", "last_used_at", "expires_at")


@blueprint.route("/tokens/")
@door("", everywhere=True)
@blueprint.response(200, TokenSchema(many=True))
def index(call: Call) -> list[dict[str, Any]]:
    """The owner's tokens that still work, the newest first."""
    return [
        {name: getattr(token, name) for name in FIELDS} | {"region": region}
        for token, region in tokens.of_user(call.session, call.who.id, call.now)
    ]


@blueprint.route("/tokens/<int:number>/", methods=["DELETE"])
@door("", everywhere=True)
@blueprint.response(204)
def revoke(call: Call, number: int) -> None:
    """End a token at once: the one that asks or, with the scope manage in all regions, another one."""
    who = call.who
    if number != who.token and ("manage" not in (who.scopes or ()) or who.only_region):
        raise NotAllowed(f"{who.name} may end itself only")
    tokens.revoke(call.session, call.who.id, number, call.now)
