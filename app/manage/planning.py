"""A page's history, plans and reviews for machines; and the audit trail."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask.views import MethodView

from app.errors import NotFound
from app.manage.documented import resource
from app.manage.door import Call, door
from app.manage.pages import ONE
from app.services import access, events
from app.services.overviews import page_facts
from app.services.pages import histories, reviews, scheduling
from schemas.manage.page import ManagedPageSchema
from schemas.manage.planning import (
    DeedSchema,
    DeedsQuerySchema,
    HistoryQuerySchema,
    PlanChangeSchema,
    PlanSchema,
    RestoreSchema,
    ReviewSchema,
    RevisionSchema,
    WholeRevisionSchema,
)

blueprint = resource("planning", "History, plans and reviews of pages; who did what")


def _content(call: Call, page: int) -> Any:
    return access.content(call.session, call.region, page)


@blueprint.route(ONE + "/revisions/")
@door("view")
@blueprint.arguments(HistoryQuerySchema, location="query")
@blueprint.response(200, RevisionSchema(many=True))
def history(call: Call, asked: dict[str, int], page: int) -> Any:
    """The saved texts of a page, the newest first, thirty at a time."""
    return histories.entries(call.session, _content(call, page), asked["page_of_list"])


@blueprint.route(ONE + "/revisions/<int:number>/")
@door("view")
@blueprint.response(200, WholeRevisionSchema)
def revision(call: Call, page: int, number: int) -> Any:
    """One saved text."""
    return histories.revision(call.session, _content(call, page), number)


@blueprint.route(ONE + "/revisions/<int:number>/restore/", methods=["POST"])
@door("write")
@blueprint.arguments(RestoreSchema)
@blueprint.response(200, ManagedPageSchema)
def restore(call: Call, said: dict[str, int], page: int, number: int) -> Any:
    """Make an old text the working copy; once published, its translations are served again."""
    content = _content(call, page)
    histories.restore(
        call.session, content, number, based_on=said["based_on"], author=call.who.name,
        now=call.now,
    )  # fmt: skip
    return page_facts.facts(call.session, content)


@blueprint.route(ONE + "/plan/")
class Plan(MethodView):
    """What is to happen to a page by itself."""

    @door("view")
    @blueprint.response(200, PlanSchema)
    def get(self, call: Call, page: int) -> Any:
        """The plan; 404 if there is none."""
        return _plan(call, page)

    @door("publish")
    @blueprint.arguments(PlanChangeSchema)
    @blueprint.response(200, PlanSchema)
    def patch(self, call: Call, said: dict[str, Any], page: int) -> Any:
        """Publish a revision later, or take the page away later; null gives a plan up."""
        content = _content(call, page)
        by: dict[str, Any] = {"by": call.who.name, "now": call.now}
        for key, part in (("publish_at", "publish"), ("expires_at", "expiry")):
            if key in said and said[key] is None:
                scheduling.cancel(call.session, content, part, **by)
        if said.get("publish_at"):
            number = said["revision"] or page_facts.facts(call.session, content).revision
            scheduling.publish_later(
                call.session, content, number, said["publish_at"], minor=said["minor"], **by
            )
        if said.get("expires_at"):
            scheduling.expire_later(call.session, content, said["expires_at"], **by)
        return scheduling.of(call.session, content) or {"number": 0, "author": "", "reason": ""}


def _plan(call: Call, page: int) -> scheduling.Plan:
    found = scheduling.of(call.session, _content(call, page))
    if found is None:
        raise NotFound(f"page {page} has no plan")
    return found


@blueprint.route(ONE + "/review/")
class Review(MethodView):
    """When somebody looks at a page again."""

    @door("view")
    @blueprint.response(200, ReviewSchema)
    def get(self, call: Call, page: int) -> Any:
        """The day, and who last said that the page is right."""
        return reviews.of(call.session, _content(call, page)) or {"due_on": None, "every_days": 0}

    @door("write")
    @blueprint.arguments(ReviewSchema)
    @blueprint.response(200, ReviewSchema)
    def put(self, call: Call, said: dict[str, Any], page: int) -> Any:
        """Have the page looked at on a day, and then every so many days."""
        content = _content(call, page)
        reviews.plan(
            call.session, content, said["due_on"], said["every_days"], by=call.who.name,
            now=call.now,
        )  # fmt: skip
        return reviews.of(call.session, content)


@blueprint.route(ONE + "/review/confirm/", methods=["POST"])
@door("write")
@blueprint.response(200, ReviewSchema)
def still_right(call: Call, page: int) -> Any:
    """Say that the page is still right; the next day follows from that."""
    content = _content(call, page)
    today = call.now.astimezone(ZoneInfo(call.region.time_zone)).date()
    reviews.confirm(call.session, content, by=call.who.name, today=today, now=call.now)
    return reviews.of(call.session, content)


@blueprint.route("/regions/<region>/events/")
@door("view")
@blueprint.arguments(DeedsQuerySchema, location="query")
@blueprint.response(200, DeedSchema(many=True))
def deeds(call: Call, asked: dict[str, Any]) -> Any:
    """Who did what in the region, the newest first; go on with `before`, the last id seen."""
    return events.newest(call.session, call.region.id, limit=asked["limit"], before=asked["before"])
