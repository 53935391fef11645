"""Machine work, its money and its measures as the manage API gives them."""

from __future__ import annotations

from marshmallow import Schema, fields, validate


class HeapSchema(Schema):
    """Jobs of one language that are in one state for one reason."""

    language = fields.String()
    state = fields.String()
    reason = fields.String()
    jobs = fields.Integer()
    characters = fields.Integer()
    oldest = fields.DateTime()


class LedgerQuerySchema(Schema):
    """Which month of the ledger."""

    month = fields.String(load_default="", validate=validate.Regexp(r"^(\d{4}-\d{2})?$"))


class LedgerLineSchema(Schema):
    """One request to an engine; `balance` is what the month had cost after it, in characters."""

    id = fields.Integer()
    sent_at = fields.DateTime()
    month = fields.String()
    language = fields.String()
    engine = fields.String()
    page = fields.String()
    texts = fields.Integer()
    reserved = fields.Integer()
    billed = fields.Integer()
    outcome = fields.String()
    balance = fields.Integer()


class PolicySchema(Schema):
    """How a region treats one language; what is left out stays."""

    machine = fields.String(validate=validate.OneOf(["off", "hold", "publish"]))
    engines = fields.List(fields.String())
    stale = fields.String(validate=validate.OneOf(["marked", "source"]))
    missing = fields.String(validate=validate.OneOf(["source", "omit"]))
    days = fields.Integer(validate=validate.Range(0, 3650))
    release = fields.String(validate=validate.OneOf(["complete", "at_once", "editor"]))


class MadeSchema(Schema):
    """How much new work was found."""

    jobs = fields.Integer()
