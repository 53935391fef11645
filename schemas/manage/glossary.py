"""Glossary terms as the manage API takes and gives them."""

from __future__ import annotations

from marshmallow import Schema, fields, validate


class WordingSchema(Schema):
    """One way to say a term in a language; `stem` is what its forms have in common, "" is guessed."""

    text = fields.String(required=True, validate=validate.Length(1, 200))
    stem = fields.String(load_default="", validate=validate.Length(max=200))
    preferred = fields.Boolean(load_default=False)


class TermSchema(Schema):
    """A German term with further forms, and its wordings by language."""

    id = fields.Integer(dump_only=True)
    lemma = fields.String(required=True, validate=validate.Length(1, 200))
    forms = fields.List(fields.String(validate=validate.Length(1, 200)), load_default=list)
    mode = fields.String(load_default="warn", validate=validate.OneOf(["warn", "block", "forbid"]))
    note = fields.String(load_default="")
    wordings = fields.Dict(
        keys=fields.String(), values=fields.List(fields.Nested(WordingSchema)), required=True
    )


class TouchedSchema(Schema):
    """What a term makes out of date in one language; nothing is translated by that."""

    language = fields.String()
    paragraphs = fields.Integer()
    characters = fields.Integer(metadata={"description": "what machines would charge for"})


class TermToldSchema(Schema):
    """A term, and the paragraphs that do not say it as agreed."""

    term = fields.Nested(TermSchema)
    touches = fields.List(fields.Nested(TouchedSchema))
