"""How fresh a page is, and each of its paragraphs, as API v3 tells it."""

from __future__ import annotations

from marshmallow import Schema, fields


class ParagraphSchema(Schema):
    """One paragraph in one language; `lang` is the language that readers see it in."""

    id = fields.Integer()
    kind = fields.String()
    lang = fields.String()
    dir = fields.String()
    state = fields.String()
    severity = fields.Integer()
    since = fields.String()
    origin = fields.String(allow_none=True)
    quality = fields.String(allow_none=True)
    characters = fields.Integer()
    text = fields.String()


class PageFreshnessSchema(Schema):
    """One page in one language: its worst state, percent of fresh characters, since when."""

    id = fields.Integer()
    path = fields.String()
    state = fields.String()
    fresh = fields.Integer()
    since = fields.String(allow_none=True)
    stale = fields.List(fields.Integer())
    missing = fields.List(fields.Integer())
    segments = fields.List(fields.Nested(ParagraphSchema))
