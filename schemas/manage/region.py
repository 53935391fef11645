"""Regions as the manage API gives them."""

from __future__ import annotations

from marshmallow import Schema, fields


class RegionLanguageSchema(Schema):
    """A language of a region, and how it treats old and missing paragraphs there."""

    code = fields.String()
    native_name = fields.String()
    direction = fields.String()
    is_source = fields.Boolean()
    active = fields.Boolean()
    visible = fields.Boolean()
    machine = fields.String(metadata={"description": "off, hold or publish"})
    stale_policy = fields.String()
    missing_policy = fields.String()
    machine_after_days = fields.Integer()


class ManagedRegionSchema(Schema):
    """A region that the token may see."""

    slug = fields.String()
    name = fields.String()
    prefix = fields.String()
    status = fields.String()
    time_zone = fields.String()
    monthly_limit = fields.Integer(
        allow_none=True, metadata={"description": "characters a month that machines may cost"}
    )
    languages = fields.List(fields.Nested(RegionLanguageSchema))
