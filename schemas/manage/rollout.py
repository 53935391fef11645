"""Rollouts of sections as the manage API takes and gives them."""

from __future__ import annotations

from marshmallow import Schema, fields, validate


class NewRolloutSchema(Schema):
    """Which section goes into which languages, in this order."""

    section = fields.Integer(required=True, metadata={"description": "id of the section's page"})
    languages = fields.List(fields.String(), required=True, validate=validate.Length(min=1))


class ShareSchema(Schema):
    """What a section needs in one language."""

    language = fields.String()
    machine = fields.String(metadata={"description": "the region's policy"})
    pages = fields.Integer()
    live = fields.Integer()
    paragraphs = fields.Integer()
    open = fields.Integer(metadata={"description": "paragraphs without a fresh translation"})
    known = fields.Integer(metadata={"description": "of those, what the memory has"})
    drafted = fields.Integer()
    asked = fields.Integer()
    manual = fields.Integer()
    cost = fields.Integer(metadata={"description": "characters of the budget"})
    engine = fields.String()
    trouble = fields.String()


class StepSchema(Schema):
    """How far a section has come in one language."""

    language = fields.String()
    pages = fields.Integer()
    live = fields.Integer()
    paragraphs = fields.Integer()
    translated = fields.Integer()
    checked = fields.Integer()
    stale = fields.Integer()
    missing = fields.Integer()
    under_way = fields.Integer()
    drafts = fields.Integer()
    held = fields.Integer()
    is_done = fields.Boolean()


class RolloutSchema(Schema):
    """A section on its way."""

    id = fields.Integer()
    section = fields.Integer(attribute="content_id")
    languages = fields.List(fields.String())
    state = fields.String(metadata={"description": "running, done or stopped"})
    estimate = fields.Integer(metadata={"description": "characters, when it was started"})
    author = fields.String()
    started_at = fields.DateTime()
    ended_at = fields.DateTime(allow_none=True)


class CourseSchema(RolloutSchema):
    """The same with how far it has come, found by comparing."""

    steps = fields.List(fields.Nested(StepSchema))
