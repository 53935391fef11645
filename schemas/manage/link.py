"""Links and webhooks as the manage API takes and gives them."""

from __future__ import annotations

from marshmallow import Schema, fields, validate


class LinkSchema(Schema):
    """An address in the texts of a region, and how it stands."""

    url = fields.String()
    kind = fields.String()
    state = fields.String(attribute="standing.state")
    reason = fields.String(attribute="standing.reason")
    pages = fields.Integer(metadata={"description": "on how many pages it stands"})
    page = fields.Integer(
        allow_none=True, metadata={"description": "the page of the guide that it leads to"}
    )
    since = fields.DateTime(allow_none=True)


class LinkQuerySchema(Schema):
    """Which addresses: those in one state, or all."""

    state = fields.String(load_default="")


class AddressSchema(Schema):
    """An address."""

    url = fields.String(required=True, validate=validate.Length(1, 2000))


class ReplaceSchema(AddressSchema):
    """Another address in its place."""

    new = fields.String(required=True, validate=validate.Length(1, 2000))
    pages = fields.List(
        fields.Integer(), load_default=None, allow_none=True,
        metadata={"description": "ids of pages; null: everywhere"},
    )  # fmt: skip


class ReplacedSchema(Schema):
    """The pages that were changed: those that readers have, and those that wait to be published."""

    published = fields.List(fields.Integer())
    waiting = fields.List(fields.Integer())


class WebhookSchema(Schema):
    """An address that is told of events."""

    id = fields.Integer(dump_only=True)
    url = fields.String(required=True, validate=validate.Length(1, 2000))
    events = fields.List(fields.String(), required=True)
    active = fields.Boolean(dump_only=True)
    created_at = fields.DateTime(dump_only=True)


class NewWebhookSchema(WebhookSchema):
    """The same with its secret, this once."""

    secret = fields.String(dump_only=True)


class DeliverySchema(Schema):
    """One message to a webhook."""

    id = fields.Integer()
    event = fields.String()
    state = fields.String(metadata={"description": "waiting, delivered or failed"})
    tries = fields.Integer()
    status = fields.Integer(allow_none=True)
    reason = fields.String()
    created_at = fields.DateTime()
    delivered_at = fields.DateTime(allow_none=True)
