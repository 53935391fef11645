"""The tokens of the one who asks: seen and revoked; new ones are made in the office only."""

from __future__ import annotations

from typing import Any

from app.manage.documented import resource
from app.manage.door import Call, door
from app.services import tokens
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
    """End a token at once, be it the one that asks."""
    tokens.revoke(call.session, call.who.id, number, call.now)
