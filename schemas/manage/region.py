"""Regions and their organisations as the manage API takes and gives them."""

from __future__ import annotations

from marshmallow import Schema, fields, validate


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
    release = fields.String(metadata={"description": "complete, at_once or editor"})


class PointSchema(Schema):
    """A place in degrees, WGS 84."""

    latitude = fields.Float(required=True)
    longitude = fields.Float(required=True)


class RegionChangeSchema(Schema):
    """What a region is to say of itself; what is left out stays."""

    name = fields.String(validate=validate.Length(1, 200))
    prefix = fields.String(validate=validate.Length(max=120))
    status = fields.String(validate=validate.OneOf(["live", "hidden", "archived"]))
    postal_code = fields.String(validate=validate.Length(max=10))
    centre = fields.Nested(PointSchema, allow_none=True)
    box = fields.List(
        fields.Float(), allow_none=True, validate=validate.Length(equal=4),
        metadata={"description": "west, south, east, north"},
    )  # fmt: skip
    aliases = fields.Dict(keys=fields.String(), values=fields.Nested(PointSchema))
    time_zone = fields.String()
    features = fields.List(fields.String())
    monthly_limit = fields.Integer(
        allow_none=True, metadata={"description": "characters a month that machines may cost"}
    )


class ManagedRegionSchema(RegionChangeSchema):
    """A region that the token may see."""

    slug = fields.String()
    languages = fields.List(fields.Nested(RegionLanguageSchema))


class OrganisationSchema(Schema):
    """Who stands behind a page; `logo` is a web address, or a path of this server."""

    id = fields.Integer(dump_only=True)
    slug = fields.String(dump_only=True)
    name = fields.String(required=True)
    website = fields.String(required=True)
    logo = fields.String(load_default="")
