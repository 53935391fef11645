"""Links and webhooks for machines."""

from __future__ import annotations

from typing import Any

from flask import current_app
from flask.views import MethodView

from app.domain.access.permissions import may
from app.exchange import fetching
from app.manage.documented import resource
from app.manage.door import Call, door
from app.services.links import link_replacing, links
from app.services.webhooks import webhooks
from schemas.manage.link import (
    AddressSchema,
    DeliverySchema,
    LinkQuerySchema,
    LinkSchema,
    NewWebhookSchema,
    ReplacedSchema,
    ReplaceSchema,
    WebhookSchema,
)

blueprint = resource("links", "Links in texts, and who is told of events")
HOOKS = "/regions/<region>/webhooks/"


@blueprint.route("/regions/<region>/links/")
@door("view")
@blueprint.arguments(LinkQuerySchema, location="query")
@blueprint.response(200, LinkSchema(many=True))
def index(call: Call, asked: dict[str, str]) -> list[links.Line]:
    """Every address of the region, or those in one state."""
    found = links.all_lines(call.session, call.region)
    return [line for line in found if asked["state"] in ("", line.standing.state)]


@blueprint.route("/regions/<region>/links/vouch/", methods=["POST"])
@door("links")
@blueprint.arguments(AddressSchema)
@blueprint.response(204)
def vouch(call: Call, said: dict[str, str]) -> None:
    """Say that an address is right, whatever a check finds there."""
    links.vouch(call.session, call.region, said["url"], by=call.who.name, now=call.now)


@blueprint.route("/regions/<region>/links/replace/", methods=["POST"])
@door("links")
@blueprint.arguments(ReplaceSchema)
@blueprint.response(200, ReplacedSchema)
def replace(call: Call, said: dict[str, Any]) -> link_replacing.Done:
    """Put another address in its place; readers get it at once if the token may publish."""
    return link_replacing.replace(
        call.session, call.region, said["url"], said["new"], said["pages"],
        publish=may(call.who, "publish", call.region.slug), by=call.who.name, now=call.now,
    )  # fmt: skip


@blueprint.route(HOOKS)
class Webhooks(MethodView):
    """Who is told."""

    @door("connect")
    @blueprint.response(200, WebhookSchema(many=True))
    def get(self, call: Call) -> Any:
        """The webhooks of the region, the oldest first; without their secrets."""
        return webhooks.of_region(call.session, call.region)

    @door("connect")
    @blueprint.arguments(WebhookSchema)
    @blueprint.response(201, NewWebhookSchema)
    def post(self, call: Call, said: dict[str, Any]) -> Any:
        """A new webhook; its secret is told this once."""
        inner = fetching.names(current_app.config["WEGWEISER"].inner_hosts)
        return webhooks.create(
            call.session, call.region, said["url"], said["events"], by=call.who.name,
            now=call.now, inner_hosts=inner,
        )  # fmt: skip


@blueprint.route(HOOKS + "<int:number>/", methods=["DELETE"])
@door("connect")
@blueprint.response(204)
def remove(call: Call, number: int) -> None:
    """Take a webhook away, and its messages."""
    hook = webhooks.get(call.session, call.region, number)
    webhooks.remove(call.session, hook, by=call.who.name, now=call.now)


@blueprint.route(HOOKS + "<int:number>/deliveries/")
@door("connect")
@blueprint.response(200, DeliverySchema(many=True))
def deliveries(call: Call, number: int) -> Any:
    """The newest fifty messages to a webhook, and what became of them."""
    hook = webhooks.get(call.session, call.region, number)
    return webhooks.deliveries(call.session, hook)[0]
