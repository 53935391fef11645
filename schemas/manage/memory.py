"""The translation memory as the manage API tells and takes it."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

STATES = ["new", "known", "faulty", "other", "empty"]


class MemoryQuerySchema(Schema):
    """What is looked for."""

    q = fields.String(
        load_default="",
        validate=validate.Length(max=200),
        metadata={"description": "words, German or translated; all of them have to be there"},
    )
    shown = fields.String(
        load_default="",
        validate=validate.OneOf(["", "files", "gone"]),
        metadata={"description": "files: only what came from files; gone: what is offered no more"},
    )


class MemoryEntrySchema(Schema):
    """A text with a translation that it was given, codes as marks."""

    number = fields.Integer(attribute="target_id")
    source = fields.String()
    target = fields.String(attribute="coded")
    origin = fields.String(
        metadata={"description": "human, machine, memory, rule or import (from a file)"}
    )
    quality = fields.String()
    author = fields.String()
    at = fields.DateTime()
    page = fields.Integer(
        allow_none=True,
        metadata={"description": "that it was written for; null if it came from a file"},
    )
    paragraph = fields.Integer(
        attribute="stands",
        allow_none=True,
        metadata={"description": "that has this German now, null if none has"},
    )
    is_served = fields.Boolean(metadata={"description": "readers get it"})
    is_offered = fields.Boolean(metadata={"description": "look-ups find it"})


class MemoryImportQuerySchema(Schema):
    """Whether a file is only looked at, and whether its texts may be trusted."""

    dry_run = fields.Boolean(
        load_default=True,
        metadata={"description": "true (default): only say what would happen; false: do it"},
    )
    checked = fields.Boolean(
        load_default=False,
        metadata={"description": "people have checked the texts: they may be used without asking"},
    )
    state = fields.List(
        fields.String(validate=validate.OneOf(STATES)),
        load_default=lambda: ["faulty"],
        metadata={"description": "tell only rows in these states; repeat. Counts are of all rows"},
    )


class MemoryFileSchema(Schema):
    """The file: TMX, or CSV or XLSX of two columns."""

    file = fields.Raw(required=True, metadata={"type": "string", "format": "binary"})


class ProblemSchema(Schema):
    """What a check found."""

    check = fields.String()
    detail = fields.String()


class MemoryRowSchema(Schema):
    """A pair of a file, and what it comes to."""

    unit = fields.String()
    source = fields.String()
    target = fields.String()
    state = fields.String(validate=validate.OneOf(STATES))
    problems = fields.List(fields.Nested(ProblemSchema))


class MemoryImportSchema(Schema):
    """What a file would come to, or came to."""

    applied = fields.Boolean()
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    rows = fields.List(fields.Nested(MemoryRowSchema))
