"""Pages as the manage API takes and gives them."""

from __future__ import annotations

from marshmallow import Schema, fields, validate


class PageLanguageSchema(Schema):
    """A page in one language."""

    slug = fields.String()
    state = fields.String(
        metadata={"description": "draft, review or published: the working copy's"}
    )
    live_since = fields.DateTime(allow_none=True, metadata={"description": "null: not for readers"})
    changed_at = fields.DateTime()


class ManagedPageSchema(Schema):
    """A page with its working copy; what readers get may be older."""

    id = fields.Integer()
    language = fields.String(metadata={"description": "the language it is written in"})
    title = fields.String()
    description = fields.String()
    html = fields.String()
    icon = fields.String()
    organisation_id = fields.Integer(allow_none=True)
    parent_id = fields.Integer(allow_none=True)
    state = fields.String()
    revision = fields.Integer(metadata={"description": "number of the working copy"})
    published_revision = fields.Integer(allow_none=True)
    author = fields.String()
    saved_at = fields.DateTime()
    archived_at = fields.DateTime(allow_none=True)
    languages = fields.Dict(keys=fields.String(), values=fields.Nested(PageLanguageSchema))


class PageChangeSchema(Schema):
    """What a PUT of a page says: its whole working copy."""

    title = fields.String(required=True, validate=validate.Length(min=1, max=1024))
    html = fields.String(required=True)
    description = fields.String(load_default="")
    icon = fields.String(
        load_default=None, allow_none=True, validate=validate.Regexp(r"((https?:/)?/\S{1,480})?\Z"),
        metadata={"description": "a web address, or a path of this server"},
    )  # fmt: skip
    organisation_id = fields.Integer(load_default=None, allow_none=True)


class NewPageSchema(PageChangeSchema):
    """What a new page says beside that."""

    parent_id = fields.Integer(load_default=None, allow_none=True)


class MoveSchema(Schema):
    """Where a page is to stand, seen from another one."""

    target_id = fields.Integer(
        load_default=None, allow_none=True, metadata={"description": "null: the root of the tree"}
    )
    where = fields.String(
        load_default="last", validate=validate.OneOf(["before", "after", "first", "last"]),
        metadata={"description": "beside the target, or below it as its first or last"},
    )  # fmt: skip


class CopySchema(Schema):
    """What a copy is called, and whether the pages below come along."""

    title = fields.String(required=True, validate=validate.Length(1, 1024))
    below = fields.Boolean(load_default=False)


class NoteSchema(Schema):
    """A word to somebody else."""

    note = fields.String(required=True, validate=validate.Length(min=1, max=2000))


class PublishSchema(Schema):
    """What is declared when a page is published."""

    revision = fields.Integer(
        load_default=0, metadata={"description": "the working copy that was looked at"}
    )
    minor = fields.List(
        fields.Integer(),
        load_default=list,
        metadata={"description": "ids of changed paragraphs that need no new translation"},
    )


class ChangeSchema(Schema):
    """One changed paragraph, and what became of its translations."""

    segment_id = fields.Integer()
    before = fields.String()
    text = fields.String()
    klass = fields.String(data_key="class")
    outcome = fields.String(metadata={"description": "carried, spelling or work"})
    languages = fields.List(fields.String())
    characters = fields.Integer()
    may_be_minor = fields.Boolean()
    preset_minor = fields.Boolean()


class ReportSchema(Schema):
    """What publishing means for the languages."""

    changes = fields.List(fields.Nested(ChangeSchema))
    gone = fields.List(fields.String())
    translations = fields.Integer()
    characters = fields.Integer(metadata={"description": "as a machine would be paid for"})


class SlugSchema(Schema):
    """An address wanted, or given."""

    slug = fields.String(required=True, validate=validate.Length(min=1, max=200))


class RevisionSchema(Schema):
    """A saved text of a page."""

    number = fields.Integer()
    title = fields.String()
    author = fields.String()
    at = fields.DateTime()
    published_at = fields.DateTime(allow_none=True)


class WholeRevisionSchema(RevisionSchema):
    """The same with its text."""

    description = fields.String()
    html = fields.String()


class PageListQuerySchema(Schema):
    """Which pages a list holds."""

    parent_id = fields.Integer(metadata={"description": "only those directly below this page"})
    state = fields.String(validate=validate.OneOf(["draft", "review", "published"]))
    archived = fields.Boolean(load_default=False)
    q = fields.String(
        metadata={"description": "words in the title"}, validate=validate.Length(max=200)
    )


class PageLineSchema(Schema):
    """One page in a list."""

    id = fields.Integer()
    title = fields.String()
    parent_id = fields.Integer(allow_none=True)
    state = fields.String()
    live_since = fields.DateTime(allow_none=True)
    saved_at = fields.DateTime()
    archived_at = fields.DateTime(allow_none=True)


class PushSchema(Schema):
    """A whole page from elsewhere, in any of the region's languages, found by id or path."""

    id = fields.Integer(load_default=None, allow_none=True)
    path = fields.String(
        load_default="", metadata={"description": "/region/language/…, as readers know it"}
    )
    language = fields.String(required=True)
    title = fields.String(load_default="", metadata={"description": "empty: as it is"})
    html = fields.String(required=True)
    publish = fields.Boolean(load_default=False)


class PushedSchema(Schema):
    """What came of it."""

    id = fields.Integer()
    language = fields.String()
    published = fields.Boolean()
    changed = fields.Boolean()
