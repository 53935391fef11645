"""Pages for machines: listed, made, saved, published, moved; guarded by ETag and If-Match."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView

from app.errors import Invalid
from app.manage.bodies import draft_of, report_json
from app.manage.documented import resource
from app.manage.door import Call, door
from app.services import access
from app.services.editing import copying, deeds
from app.services.overviews import page_facts, page_lists
from app.services.overviews.page_facts import PageFacts
from app.services.pages import rearranging, releasing, slugs
from schemas.manage.page import (
    CopySchema,
    ManagedPageSchema,
    MoveSchema,
    NewPageSchema,
    NoteSchema,
    PageChangeSchema,
    PageLineSchema,
    PageListQuerySchema,
    PublishSchema,
    ReportSchema,
    SlugSchema,
)

blueprint = resource("pages", "Pages with their working copies, and what readers get of them")
REFUSALS = {
    "gone": "one of them is gone",
    "itself": "it cannot stand beside or below itself",
    "below itself": "it would come to stand below itself",
    "archived": "it would come to stand below an archived page",
    "moved": "it no longer stands where it was seen",
}
ONE = "/regions/<region>/pages/<int:page>"


def _content(call: Call, page: int) -> Any:
    return access.content(call.session, call.region, page)


def _etag(facts: PageFacts) -> dict[str, Any]:
    """What a writer must have seen: any change of the page makes another tag."""
    return ManagedPageSchema().dump(facts)  # type: ignore[no-any-return]


def _facts(call: Call, page: int) -> PageFacts:
    """The page as it is now; answers carry its tag."""
    facts = page_facts.facts(call.session, _content(call, page))
    blueprint.set_etag(_etag(facts))
    return facts


@blueprint.route("/regions/<region>/pages/")
class Pages(MethodView):
    """The pages of a region."""

    @door("view")
    @blueprint.arguments(PageListQuerySchema, location="query")
    @blueprint.response(200, PageLineSchema(many=True))
    @blueprint.paginate(max_page_size=500)
    def get(self, call: Call, wanted: dict[str, Any], pagination_parameters: Any) -> Any:
        """List pages, by parent and order."""
        found = page_lists.lines(call.session, call.region, **wanted)
        pagination_parameters.item_count = len(found)
        first, last = pagination_parameters.first_item, pagination_parameters.last_item
        return found[first : last + 1]

    @door("write")
    @blueprint.arguments(NewPageSchema)
    @blueprint.response(201, ManagedPageSchema)
    def post(self, call: Call, said: dict[str, Any]) -> PageFacts:
        """Make a page, as a draft."""
        content = deeds.create(
            call.session, call.region, draft_of(said), said["parent_id"], call.who, now=call.now
        )
        return _facts(call, content.id)


@blueprint.route(ONE + "/")
class Page(MethodView):
    """One page."""

    @door("view")
    @blueprint.etag
    @blueprint.response(200, ManagedPageSchema)
    def get(self, call: Call, page: int) -> PageFacts:
        """The page as it is now; its ETag is what a PUT has to name."""
        return _facts(call, page)

    @door("write")
    @blueprint.etag
    @blueprint.arguments(PageChangeSchema)
    @blueprint.response(200, ManagedPageSchema)
    def put(self, call: Call, said: dict[str, Any], page: int) -> PageFacts:
        """Save a working copy; readers keep what they have until it is published."""
        content = _content(call, page)
        before = page_facts.facts(call.session, content)
        blueprint.check_etag(_etag(before))
        draft = draft_of(said, content)
        deeds.save(call.session, content, draft, before.revision, call.who, now=call.now)
        return _facts(call, page)


@blueprint.route(ONE + "/preview/", methods=["POST"])
@door("view")
@blueprint.arguments(PageChangeSchema)
@blueprint.response(200, ReportSchema)
def preview(call: Call, said: dict[str, Any], page: int) -> Any:
    """What saving and publishing this text would mean; nothing is kept."""
    content = _content(call, page)
    draft = draft_of(said, content)
    told = report_json(releasing.preview(call.session, content, draft, now=call.now))
    call.session.rollback()
    return told


@blueprint.route(ONE + "/submit/", methods=["POST"])
@door("submit")
@blueprint.response(200, ManagedPageSchema)
def submit(call: Call, page: int) -> PageFacts:
    """Hand the working copy in for review."""
    deeds.submit(call.session, _content(call, page), call.who, now=call.now)
    return _facts(call, page)


@blueprint.route(ONE + "/send-back/", methods=["POST"])
@door("publish")
@blueprint.arguments(NoteSchema)
@blueprint.response(200, ManagedPageSchema)
def send_back(call: Call, said: dict[str, Any], page: int) -> PageFacts:
    """Give a working copy that was handed in back to its author, with a word why."""
    deeds.send_back(call.session, _content(call, page), said["note"], call.who, now=call.now)
    return _facts(call, page)


@blueprint.route(ONE + "/publish/", methods=["POST"])
@door("publish")
@blueprint.arguments(PublishSchema)
@blueprint.response(200, ReportSchema)
def publish(call: Call, said: dict[str, Any], page: int) -> Any:
    """Give readers the working copy; says what it means for the languages.

    With `revision`, 409 if the working copy is another one by now.
    """
    content = _content(call, page)
    number = said["revision"] or page_facts.facts(call.session, content).revision
    told = deeds.publish(call.session, content, number, said["minor"], call.who, now=call.now)
    return report_json(told)


@blueprint.route(ONE + "/withdraw/", methods=["POST"])
@door("publish")
@blueprint.response(200, ManagedPageSchema)
def withdraw(call: Call, page: int) -> PageFacts:
    """Take the page away from the readers of all languages; nothing is lost."""
    deeds.withdraw(call.session, _content(call, page), call.who, now=call.now)
    return _facts(call, page)


@blueprint.route(ONE + "/archive/", methods=["POST"])
@door("arrange")
@blueprint.response(200, ManagedPageSchema)
def archive(call: Call, page: int) -> PageFacts:
    """Put the page away, and with it, for readers, everything below it."""
    rearranging.archive(call.session, _content(call, page), call.who, now=call.now)
    return _facts(call, page)


@blueprint.route(ONE + "/unarchive/", methods=["POST"])
@door("arrange")
@blueprint.response(200, ManagedPageSchema)
def unarchive(call: Call, page: int) -> PageFacts:
    """Bring the page back as it was."""
    rearranging.bring_back(call.session, _content(call, page), call.who, now=call.now)
    return _facts(call, page)


@blueprint.route(ONE + "/move/", methods=["POST"])
@door("arrange")
@blueprint.arguments(MoveSchema)
@blueprint.response(200, ManagedPageSchema)
def move(call: Call, said: dict[str, Any], page: int) -> PageFacts:
    """Put the page elsewhere in the tree; texts and freshness stay as they are."""
    content = _content(call, page)
    moved = rearranging.move(
        call.session, content, said["target_id"], said["where"], call.who, now=call.now
    )
    if moved.refusal:
        where = f"{said['where']} of page {said['target_id']}"
        raise Invalid(f"page {page} cannot be moved {where}: {REFUSALS[moved.refusal]}")
    return _facts(call, page)


@blueprint.route(ONE + "/copy/", methods=["POST"])
@door("arrange")
@blueprint.arguments(CopySchema)
@blueprint.response(201, ManagedPageSchema)
def copy(call: Call, said: dict[str, Any], page: int) -> PageFacts:
    """Make a draft like the page, right behind it, with its translations; with `below` also of the
    pages under it."""
    made = copying.copy(
        call.session, _content(call, page), said["title"], below=said["below"], by=call.who.name,
        now=call.now,
    )  # fmt: skip
    return _facts(call, made.id)


@blueprint.route(ONE + "/slugs/<code>/", methods=["PUT"])
@door("arrange")
@blueprint.arguments(SlugSchema)
@blueprint.response(200, SlugSchema)
def change_slug(call: Call, said: dict[str, Any], page: int, code: str) -> dict[str, str]:
    """Give the page another address in one language; old ones keep leading to it."""
    content = _content(call, page)
    slug = slugs.change(call.session, content, code, said["slug"], by=call.who.name, now=call.now)
    return {"slug": slug}
