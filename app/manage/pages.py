"""Pages for machines: listed, made, saved, published, moved; guarded by ETag and If-Match."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView

from app.manage.bodies import draft_of, report_json
from app.manage.documented import resource
from app.manage.door import Call, door
from app.services import access, events, page_facts, page_lists, pages, releasing
from app.services.page_facts import PageFacts
from schemas.manage.page import (
    ManagedPageSchema,
    MoveSchema,
    NewPageSchema,
    PageChangeSchema,
    PageLineSchema,
    PageListQuerySchema,
    PublishSchema,
    ReportSchema,
    SlugSchema,
)

blueprint = resource("pages", "Pages with their working copies, and what readers get of them")
ONE = "/regions/<region>/pages/<int:page>"


def _etag(facts: PageFacts) -> dict[str, Any]:
    """What a writer must have seen: any change of the page makes another tag."""
    return ManagedPageSchema().dump(facts)  # type: ignore[no-any-return]


def _facts(call: Call, page: int) -> PageFacts:
    return page_facts.facts(call.session, access.content(call.session, call.region, page))


def _told(call: Call, page: int, action: str, **detail: Any) -> PageFacts:
    """The page after a deed, which is noted in the audit trail."""
    events.record(
        call.session, call.region.id, call.who.name, action, call.now, content_id=page, **detail
    )
    facts = _facts(call, page)
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
        """List pages, in the order of the tree's keys."""
        found = page_lists.lines(call.session, call.region, **wanted)
        pagination_parameters.item_count = len(found)
        first, last = pagination_parameters.first_item, pagination_parameters.last_item
        return found[first : last + 1]

    @door("write")
    @blueprint.arguments(NewPageSchema)
    @blueprint.response(201, ManagedPageSchema)
    def post(self, call: Call, said: dict[str, Any]) -> PageFacts:
        """Make a page, as a draft."""
        content = pages.create(
            call.session, call.region, draft_of(said), author=call.who.name, now=call.now,
            parent_id=said["parent_id"], slug=said["slug"],
        )  # fmt: skip
        return _told(call, content.id, "page.create", title=said["title"])


@blueprint.route(ONE + "/")
class Page(MethodView):
    """One page."""

    @door("view")
    @blueprint.etag
    @blueprint.response(200, ManagedPageSchema)
    def get(self, call: Call, page: int) -> PageFacts:
        """The page as it is now; its ETag is what a PUT has to name."""
        facts = _facts(call, page)
        blueprint.set_etag(_etag(facts))
        return facts

    @door("write")
    @blueprint.etag
    @blueprint.arguments(PageChangeSchema)
    @blueprint.response(200, ManagedPageSchema)
    def put(self, call: Call, said: dict[str, Any], page: int) -> PageFacts:
        """Save a working copy; readers keep what they have until it is published."""
        before = _facts(call, page)
        blueprint.check_etag(_etag(before))
        content = access.content(call.session, call.region, page)
        pages.revise(
            call.session, content, draft_of(said, content), based_on=before.revision,
            author=call.who.name, now=call.now,
        )  # fmt: skip
        return _told(call, page, "page.save")


@blueprint.route(ONE + "/preview/", methods=["POST"])
@door("view")
@blueprint.arguments(PageChangeSchema)
@blueprint.response(200, ReportSchema)
def preview(call: Call, said: dict[str, Any], page: int) -> Any:
    """What saving and publishing this text would mean; nothing is kept."""
    content = access.content(call.session, call.region, page)
    told = report_json(
        releasing.preview(call.session, content, draft_of(said, content), now=call.now)
    )
    call.session.rollback()
    return told


@blueprint.route(ONE + "/submit/", methods=["POST"])
@door("submit")
@blueprint.response(200, ManagedPageSchema)
def submit(call: Call, page: int) -> PageFacts:
    """Hand the working copy in for review."""
    content = access.content(call.session, call.region, page)
    pages.submit(call.session, content, content.source_language)
    return _told(call, page, "page.submit")


@blueprint.route(ONE + "/publish/", methods=["POST"])
@door("publish")
@blueprint.arguments(PublishSchema)
@blueprint.response(200, ReportSchema)
def publish(call: Call, said: dict[str, Any], page: int) -> Any:
    """Give readers the working copy; says what it means for the languages."""
    content = access.content(call.session, call.region, page)
    told = releasing.publish(
        call.session, content, now=call.now, author=call.who.name, minor=said["minor"]
    )
    _told(call, page, "page.publish")
    return report_json(told)


@blueprint.route(ONE + "/withdraw/", methods=["POST"])
@door("publish")
@blueprint.response(200, ManagedPageSchema)
def withdraw(call: Call, page: int) -> PageFacts:
    """Take the page away from readers in the language it is written in; nothing is lost."""
    content = access.content(call.session, call.region, page)
    releasing.withdraw(call.session, content, content.source_language, now=call.now)
    return _told(call, page, "page.withdraw")


@blueprint.route(ONE + "/archive/", methods=["POST"])
@door("arrange")
@blueprint.response(200, ManagedPageSchema)
def archive(call: Call, page: int) -> PageFacts:
    """Put the page away, and with it, for readers, everything below it."""
    pages.archive(call.session, access.content(call.session, call.region, page), now=call.now)
    return _told(call, page, "page.archive")


@blueprint.route(ONE + "/unarchive/", methods=["POST"])
@door("arrange")
@blueprint.response(200, ManagedPageSchema)
def unarchive(call: Call, page: int) -> PageFacts:
    """Bring the page back as it was."""
    pages.unarchive(call.session, access.content(call.session, call.region, page), now=call.now)
    return _told(call, page, "page.unarchive")


@blueprint.route(ONE + "/move/", methods=["POST"])
@door("arrange")
@blueprint.arguments(MoveSchema)
@blueprint.response(200, ManagedPageSchema)
def move(call: Call, said: dict[str, Any], page: int) -> PageFacts:
    """Put the page elsewhere in the tree; texts and freshness stay as they are."""
    content = access.content(call.session, call.region, page)
    pages.move(call.session, content, said["parent_id"], said["after_id"], now=call.now)
    return _told(call, page, "page.move", **said)


@blueprint.route(ONE + "/slugs/<code>/", methods=["PUT"])
@door("arrange")
@blueprint.arguments(SlugSchema)
@blueprint.response(200, SlugSchema)
def change_slug(call: Call, said: dict[str, Any], page: int, code: str) -> dict[str, str]:
    """Give the page another address in one language; old ones keep leading to it."""
    content = access.content(call.session, call.region, page)
    slug = pages.change_slug(call.session, content, code, said["slug"], now=call.now)
    _told(call, page, "page.slug", language=code, slug=slug)
    return {"slug": slug}
