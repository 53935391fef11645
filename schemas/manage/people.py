"""People and their roles as the manage API takes and gives them."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

ROLES = ("administrator", "manager", "editor", "author", "translator", "observer")


class RoleSchema(Schema):
    """A role, for a translator in some languages (none named: in all)."""

    role = fields.String(required=True, validate=validate.OneOf(ROLES))
    languages = fields.List(fields.String(), load_default=list)


class PersonSchema(Schema):
    """Somebody who works in a region."""

    id = fields.Integer()
    name = fields.String()
    email = fields.String()
    state = fields.String(metadata={"description": "open, invited or closed"})
    here = fields.List(fields.Nested(RoleSchema))
    everywhere = fields.List(fields.Nested(RoleSchema))
    second_factor = fields.Boolean()
    seen_at = fields.DateTime(allow_none=True)


class RolesSchema(Schema):
    """All roles that somebody is to have in a region."""

    roles = fields.List(fields.Nested(RoleSchema), required=True)


class PeopleQuerySchema(Schema):
    """Which people."""

    q = fields.String(load_default="", validate=validate.Length(max=200))
    page_of_list = fields.Integer(load_default=1, validate=validate.Range(min=1))
