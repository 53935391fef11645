"""Rollouts of sections for machines."""

from __future__ import annotations

from typing import Any

from flask import current_app
from flask.views import MethodView

from app.manage.documented import resource
from app.manage.door import Call, door
from app.services import access
from app.services.overviews import holdings
from app.services.rollouts import course, running, work
from app.services.translation import dirty, engines
from schemas.manage.rollout import CourseSchema, NewRolloutSchema, RolloutSchema, ShareSchema

blueprint = resource("rollouts", "Sections on their way into languages")
ROLLOUTS = "/regions/<region>/rollouts/"


def _shares(call: Call, section: int) -> list[work.Share]:
    access.content(call.session, call.region, section)
    held = holdings.of_region(call.session, call.region)
    pages = list(held.section(section)) if section in held.pages else []
    found = engines.configured(current_app.config["WEGWEISER"])
    return work.shares(call.session, call.region, pages, found, call.now)


@blueprint.route("/regions/<region>/pages/<int:page>/rollout-estimate/")
@door("view")
@blueprint.response(200, ShareSchema(many=True))
def estimate(call: Call, page: int) -> list[work.Share]:
    """What the section below a page needs in each language, and what that would cost."""
    return _shares(call, page)


@blueprint.route(ROLLOUTS)
class Rollouts(MethodView):
    """All rollouts of a region."""

    @door("view")
    @blueprint.response(200, RolloutSchema(many=True))
    def get(self, call: Call) -> Any:
        """Those under way first, then the newest."""
        return running.of_region(call.session, call.region)

    @door("order")
    @blueprint.arguments(NewRolloutSchema)
    @blueprint.response(201, RolloutSchema)
    def post(self, call: Call, said: dict[str, Any]) -> Any:
        """Send a section on its way; what machines may do goes first from then on."""
        wanted = said["languages"]
        cost = sum(one.cost for one in _shares(call, said["section"]) if one.language in wanted)
        held = holdings.of_region(call.session, call.region)
        made = running.start(
            call.session, call.region, held, said["section"], wanted, estimate=cost,
            author=call.who.name, now=call.now,
        )  # fmt: skip
        for page in held.section(said["section"]):
            dirty.reconcile(call.session, page.id, call.now)
        return made


@blueprint.route(ROLLOUTS + "<int:rollout>/")
@door("view")
@blueprint.response(200, CourseSchema)
def follow(call: Call, rollout: int) -> dict[str, Any]:
    """How far a rollout has come."""
    found = running.get(call.session, call.region, rollout)
    held = holdings.of_region(call.session, call.region)
    return {**vars(found), "steps": course.of_rollout(call.session, call.region, found, held)}


@blueprint.route(ROLLOUTS + "<int:rollout>/stop/", methods=["POST"])
@door("order")
@blueprint.response(200, RolloutSchema)
def stop(call: Call, rollout: int) -> Any:
    """Take its precedence away; what is translated stays."""
    found = running.get(call.session, call.region, rollout)
    running.stop(call.session, call.region, found, call.who.name, call.now)
    return found
