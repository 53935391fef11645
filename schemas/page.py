"""Pages as API v3 shows them."""

from __future__ import annotations

from marshmallow import Schema, fields


class AddressSchema(Schema):
    """Where a page stands: in another language, or its parent."""

    id = fields.Integer()
    url = fields.String(allow_none=True)
    path = fields.String(allow_none=True)


class OrganizationSchema(Schema):
    """Who stands behind a page."""

    id = fields.Integer()
    slug = fields.String()
    name = fields.String()
    logo = fields.String()
    website = fields.String()


class OfferSchema(Schema):
    """An offer embedded in a page."""

    name = fields.String()
    alias = fields.String()
    url = fields.String()
    post = fields.Dict(allow_none=True)
    thumbnail = fields.String()


class PageSchema(Schema):
    """One page in one language; the order of the fields is part of the contract."""

    id = fields.Integer()
    url = fields.String()
    path = fields.String()
    title = fields.String()
    modified_gmt = fields.String()
    last_updated = fields.String()
    excerpt = fields.String()
    content = fields.String()
    parent = fields.Nested(AddressSchema)
    order = fields.Integer()
    available_languages = fields.Dict(keys=fields.String(), values=fields.Nested(AddressSchema))
    thumbnail = fields.String(allow_none=True)
    organization = fields.Nested(OrganizationSchema, allow_none=True)
    hash = fields.String()
    embedded_offers = fields.List(fields.Nested(OfferSchema))
    slug_history = fields.List(fields.String())
    published_at = fields.String()
