"""Tokens as their owner sees them; the secret is shown nowhere again."""

from __future__ import annotations

from marshmallow import Schema, fields


class TokenSchema(Schema):
    """A token that still works."""

    id = fields.Integer()
    name = fields.String()
    prefix = fields.String()
    scopes = fields.List(fields.String())
    region = fields.String(metadata={"description": "empty: all regions of its owner"})
    created_at = fields.DateTime()
    last_used_at = fields.DateTime(allow_none=True)
    expires_at = fields.DateTime(allow_none=True)
