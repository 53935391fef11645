"""Regions and languages as API v3 shows them."""

from __future__ import annotations

from marshmallow import Schema, fields

GERMANY = [[5.98865807458, 47.3024876979], [15.0169958839, 54.983104153]]


class LanguageSchema(Schema):
    """One language of a region."""

    id = fields.Integer()
    code = fields.String()
    bcp47_tag = fields.String()
    native_name = fields.String()
    dir = fields.String()


class RegionSchema(Schema):
    """One region with its languages and feature switches."""

    id = fields.Integer()
    name = fields.String()
    path = fields.String()
    live = fields.Boolean()
    prefix = fields.String()
    name_without_prefix = fields.String()
    plz = fields.String()
    extras = fields.Boolean()
    events = fields.Boolean()
    pois = fields.Boolean()
    contacts = fields.Boolean()
    push_notifications = fields.Boolean()
    longitude = fields.Float(allow_none=True)
    latitude = fields.Float(allow_none=True)
    bounding_box = fields.List(fields.List(fields.Float()))
    aliases = fields.Dict()
    tunews = fields.Boolean()
    external_news = fields.Boolean()
    zammad_privacy_policy = fields.String(allow_none=True)
    languages = fields.List(fields.Nested(LanguageSchema))
    is_chat_enabled = fields.Boolean()
