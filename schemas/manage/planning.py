"""History, plans and reviews of a page as the manage API takes and gives them."""

from __future__ import annotations

from marshmallow import Schema, fields, validate


class RevisionSchema(Schema):
    """A saved text of a page, and how many words came and went with it."""

    number = fields.Integer()
    title = fields.String()
    author = fields.String()
    at = fields.DateTime()
    published_at = fields.DateTime(allow_none=True)
    is_working = fields.Boolean()
    is_live = fields.Boolean()
    words_new = fields.Integer()
    words_gone = fields.Integer()


class WholeRevisionSchema(Schema):
    """A saved text with all of it."""

    number = fields.Integer()
    title = fields.String()
    description = fields.String()
    html = fields.String()
    author = fields.String()
    at = fields.DateTime()
    published_at = fields.DateTime(allow_none=True)


class HistoryQuerySchema(Schema):
    """Which part of the history."""

    page_of_list = fields.Integer(load_default=1, validate=validate.Range(min=1))


class RestoreSchema(Schema):
    """On top of which revision an old text is brought back."""

    based_on = fields.Integer(required=True)


class PlanSchema(Schema):
    """What is to happen to a page by itself."""

    number = fields.Integer(metadata={"description": "the revision that will be published"})
    publish_at = fields.DateTime(allow_none=True)
    expires_at = fields.DateTime(allow_none=True)
    newest = fields.Integer(metadata={"description": "the working copy's number"})
    minor = fields.List(fields.Integer())
    author = fields.String()
    reason = fields.String(
        metadata={"description": "why publishing did not happen when it was due"}
    )


class PlanChangeSchema(Schema):
    """What is to happen: a time, null to give a plan up, or nothing to leave it."""

    revision = fields.Integer(load_default=0, metadata={"description": "0: the working copy"})
    publish_at = fields.AwareDateTime(allow_none=True)
    expires_at = fields.AwareDateTime(allow_none=True)
    minor = fields.List(fields.Integer(), load_default=list)


class ReviewSchema(Schema):
    """When somebody looks at a page again; without a day nobody does."""

    due_on = fields.Date(required=True, allow_none=True)
    every_days = fields.Integer(
        load_default=365, metadata={"description": "0: once"}, validate=validate.Range(0, 3650)
    )
    confirmed_by = fields.String(dump_only=True)
    confirmed_at = fields.DateTime(dump_only=True, allow_none=True)


class DeedSchema(Schema):
    """Who did what, when."""

    id = fields.Integer()
    at = fields.DateTime()
    actor = fields.String()
    action = fields.String()
    content_id = fields.Integer(allow_none=True)
    language = fields.String()
    detail = fields.Dict()


class DeedsQuerySchema(Schema):
    """Which deeds: those before the one that was read last."""

    before = fields.Integer(load_default=None, allow_none=True)
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 500))
