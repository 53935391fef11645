"""Translations as the manage API takes and gives them."""

from __future__ import annotations

from marshmallow import Schema, fields, validate


class ManagedParagraphSchema(Schema):
    """A paragraph in one language; ⟦1⟧…⟦/1⟧ and ⟦2/⟧ are codes that a translation keeps."""

    id = fields.Integer()
    position = fields.Integer()
    kind = fields.String()
    source = fields.String()
    source_text = fields.String(metadata={"description": "as readers see it, without codes"})
    source_hash = fields.String()
    target = fields.String()
    lock_version = fields.Integer()
    state = fields.String(metadata={"description": "missing, stale, advise or current"})
    klass = fields.String(data_key="class")
    severity = fields.Integer()
    since = fields.DateTime()
    origin = fields.String(allow_none=True)
    quality = fields.String(allow_none=True)
    author = fields.String()


class TargetSchema(Schema):
    """A translation of one paragraph, and the source text that it answers."""

    target = fields.String(required=True, validate=validate.Length(min=1))
    made_against = fields.String(required=True, metadata={"description": "the `source_hash` seen"})


class StretchSchema(Schema):
    """A part of a word diff."""

    kind = fields.String()
    old = fields.String()
    new = fields.String()


class SavedSchema(Schema):
    """What came of it: saved, behind (the source moved on), conflict (somebody was quicker), gone."""

    outcome = fields.String()
    target_id = fields.Integer()
    theirs = fields.String()
    paragraph = fields.Nested(ManagedParagraphSchema, allow_none=True)


class WholePageSchema(Schema):
    """A translated page as a whole; it is cut into paragraphs here."""

    title = fields.String(required=True, validate=validate.Length(min=1, max=1024))
    html = fields.String(required=True)
    slug = fields.String(load_default="", validate=validate.Length(max=200))


class TakenSchema(Schema):
    """What came of a whole page."""

    paired = fields.Integer()
    without_translation = fields.Integer()
    without_german = fields.Integer(metadata={"description": "paragraphs that answer no source"})
    torn = fields.List(fields.String(), metadata={"description": "contact data that disagrees"})


class PageStatusSchema(Schema):
    """A page in one language: its worst state, and how much of it is fresh."""

    id = fields.Integer()
    title = fields.String()
    state = fields.String()
    fresh = fields.Integer(metadata={"description": "percent of characters"})
    since = fields.DateTime(allow_none=True)
    stale = fields.List(fields.Integer(), metadata={"description": "ids of paragraphs"})
    missing = fields.List(fields.Integer(), metadata={"description": "ids of paragraphs"})


class LanguageStatusSchema(Schema):
    """A language of a region."""

    language = fields.String()
    fresh = fields.Integer(metadata={"description": "percent of characters"})
    by_state = fields.Dict(keys=fields.String(), values=fields.Integer())
    pages = fields.List(fields.Nested(PageStatusSchema))
