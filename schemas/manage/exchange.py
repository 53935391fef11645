"""Files for translators as the manage API gives them out and takes them back."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

FORMATS = ["xliff-2.1", "xliff-2.0", "xliff-1.2", "csv", "xlsx"]
ONLY = ["open", "missing", "stale", "all"]
STATES = ["applied", "unchanged", "older", "newer", "rejected", "unknown"]


class OrderedExportSchema(Schema):
    """What is given out, and how long it is awaited."""

    form = fields.String(
        data_key="format", load_default="xliff-2.1", validate=validate.OneOf(FORMATS)
    )
    which = fields.String(
        data_key="only",
        load_default="open",
        validate=validate.OneOf(ONLY),
        metadata={"description": "open is what is missing or stale"},
    )
    pages = fields.List(
        fields.Integer(strict=True),
        load_default=list,
        validate=validate.Length(max=1000),
        metadata={"description": "only these pages and what stands below them; [] means all"},
    )
    days = fields.Integer(load_default=30, strict=True, validate=validate.Range(1, 365))


class ExportSchema(Schema):
    """An export: a claim on its paragraphs that ends by itself, or when all have come back."""

    key = fields.String()
    language = fields.String()
    form = fields.String(data_key="format", attribute="format")
    author = fields.String()
    made_at = fields.DateTime()
    until = fields.DateTime()
    ended_at = fields.DateTime(allow_none=True)
    units = fields.Integer()
    answered = fields.Integer(metadata={"description": "how many of them came back"})
    awaited = fields.Boolean(metadata={"description": "whether the claim holds"})


class ImportQuerySchema(Schema):
    """Whether a file is only looked at, and which rows are told."""

    dry_run = fields.Boolean(
        load_default=True,
        metadata={"description": "true (default): only say what would happen; false: do it"},
    )
    take = fields.List(
        fields.String(validate=validate.Length(1, 100)),
        load_default=list,
        metadata={"description": "units whose text goes before a newer one online; repeat"},
    )
    state = fields.List(
        fields.String(validate=validate.OneOf(STATES)),
        load_default=list,
        metadata={"description": "tell only rows in these states; repeat. Counts are of all rows"},
    )


class ImportFileSchema(Schema):
    """The file: XLIFF 1.2, 2.0 or 2.1, CSV, XLSX, TMX, or pages of integreat-cms."""

    file = fields.Raw(required=True, metadata={"type": "string", "format": "binary"})


class DiffSchema(Schema):
    """A run of words of the German: same, gone or new."""

    kind = fields.String()
    text = fields.String()


class ImportRowSchema(Schema):
    """What comes of one paragraph of the file, and why."""

    unit = fields.String()
    state = fields.String(validate=validate.OneOf(STATES))
    reason = fields.String(
        metadata={
            "description": "confirmed, taken; untranslated, same, untouched, kept; source, gone;"
            " online; resegmented, twice, several, formula, unfinished, checks; or nothing"
        }
    )
    problems = fields.List(fields.String(), metadata={"description": "what the checks refuse"})
    is_served = fields.Boolean(data_key="served", metadata={"description": "readers get the text"})
    page = fields.Integer(allow_none=True)
    where = fields.String(metadata={"description": "the way to the page"})
    german = fields.String(metadata={"description": "the source text that was sent, coded"})
    german_now = fields.String()
    text = fields.String(metadata={"description": "the file's translation"})
    online = fields.String(metadata={"description": "what readers had before"})
    diff = fields.List(fields.Nested(DiffSchema), metadata={"description": "of an older German"})


class ImportSchema(Schema):
    """What a file comes to, or came to: a preview changes nothing."""

    applied = fields.Boolean(metadata={"description": "whether it was done"})
    form = fields.String(data_key="format", attribute="format")
    export = fields.String(metadata={"description": "the export it answers, or nothing"})
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    absent = fields.Integer(metadata={"description": "exported, but not in the file"})
    is_late = fields.Boolean(data_key="late", metadata={"description": "the claim had ended"})
    ignored = fields.Integer(metadata={"description": "texts in other languages"})
    rows = fields.List(fields.Nested(ImportRowSchema))
