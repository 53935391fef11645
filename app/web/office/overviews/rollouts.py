"""Rollouts of sections: chosen, weighed up, started, followed, stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, current_app, request
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app.errors import Conflict, Invalid
from app.services import regions
from app.services.overviews import coverage, holdings, money
from app.services.overviews.holdings import Held, Holdings
from app.services.rollouts import course, running, work
from app.services.rollouts.work import Share
from app.services.translation import dirty, engines
from app.web import tongues
from app.web.door import Visit, door
from app.web.office.layout import back_to, render

blueprint = Blueprint("rollouts", __name__, url_prefix="/office/<region>/rollouts")
CAUTIONS = (
    "off", "none", "cannot", "paused", "mock", "hold", "publish", "ready", "hidden", "done",
)  # fmt: skip
AT_ONCE = 40  # pages that are compared while the visitor waits; the worker does the rest


@dataclass(frozen=True)
class Choice:
    """What was ticked on the form: a section, languages in an order, and which of them are to arrive."""

    section: int
    order: tuple[str, ...]
    chosen: tuple[str, ...]


@blueprint.get("/")
@door("view")
def index(visit: Visit) -> str:
    """All rollouts of the region, those under way with how far they have come."""
    session, region = visit.session, visit.region
    held, heaps = holdings.of_region(session, region), coverage.heaps(session, region)
    found = running.of_region(session, region)
    steps = {
        one.id: course.of_rollout(session, region, one, held, heaps)
        for one in found
        if one.state == "running"
    }
    return render(
        "office/rollouts.html", visit, rollouts=found, steps=steps, held=held,
        tongues=tongues.of(visit), source=regions.source_code(region),
    )  # fmt: skip


@blueprint.get("/new/")
@door("order")
def plan(visit: Visit) -> str:
    """Which section goes into which languages, in which order, and what that means."""
    return _plan(visit, _choice(visit, request.args))


def _choice(visit: Visit, given: MultiDict[str, str]) -> Choice:
    """What a form says; a language that it does not name comes last, and none is ticked beforehand
    unless the form was never sent."""
    codes = regions.target_codes(visit.region)
    named = [code for code in given.getlist("order") if code in codes]
    order = list(dict.fromkeys([*named, *codes]))
    for name, step in (("up", -1), ("down", 1)):
        if (code := given.get(name, "")) in order:
            at = order.index(code)
            order.insert(max(0, at + step), order.pop(at))
    ticked = given.getlist("language") if named else codes
    section = given.get("section", 0, int)
    return Choice(section, tuple(order), tuple(code for code in order if code in ticked))


def _plan(visit: Visit, choice: Choice, problem: str = "") -> str:
    session, region = visit.session, visit.region
    held = holdings.of_region(session, region)
    shares = _shares(visit, held, choice.section)
    chosen = [shares[code] for code in choice.chosen if code in shares]
    return render(
        "office/rollout_plan.html", visit, held=held, choice=choice, shares=shares,
        sections=held.sections(), tongues=tongues.of(visit), source=regions.source_code(region),
        cost=sum(share.cost for share in chosen), open=sum(share.open for share in chosen),
        asked=sum(share.asked for share in chosen), problem=problem, depth=_depth,
        money=money.of_region(session, region, visit.now), chosen=chosen,
        cautions=_cautions(chosen),
        drafts=[one for one in _pages(held, choice.section) if not one.is_published],
    )  # fmt: skip


def _cautions(chosen: Sequence[Share]) -> dict[str, list[str]]:
    """What is to be known before a start, each with the languages for which it holds."""
    found: dict[str, list[str]] = {}
    for share in chosen:
        for kind in _caution(share):
            found.setdefault(kind, []).append(share.language)
    return {kind: found[kind] for kind in CAUTIONS if kind in found}


def _caution(share: Share) -> list[str]:
    hidden = [] if share.visible else ["hidden"]
    if share.is_done:
        return ["done", *hidden]
    if not share.open:
        return ["ready", *hidden]
    if share.machine == "off":
        return ["off", *hidden]
    if not share.asked:
        return hidden
    mock = ["mock"] if share.engine == "pseudo" else []
    return [share.trouble or share.machine, *mock, *hidden]


def _depth(held: Holdings, page: Held) -> int:
    """How far below its section a page stands."""
    return len(held.path(page.id))


def _pages(held: Holdings, section: int) -> list[Held]:
    return list(held.section(section)) if section in held.pages else []


def _shares(visit: Visit, held: Holdings, section: int) -> dict[str, Share]:
    if section not in held.pages:
        return {}
    found = engines.configured(current_app.config["WEGWEISER"])
    pages = _pages(held, section)
    return {
        one.language: one
        for one in work.shares(visit.session, visit.region, pages, found, visit.now)
    }


@blueprint.post("/")
@door("order")
def start(visit: Visit) -> Response | tuple[str, int]:
    """Send the section on its way."""
    session, region = visit.session, visit.region
    choice = _choice(visit, request.form)
    held = holdings.of_region(session, region)
    shares = _shares(visit, held, choice.section)
    try:
        rollout = running.start(
            session, region, held, choice.section, choice.chosen, author=visit.who.name,
            now=visit.now, estimate=sum(shares[code].cost for code in choice.chosen if shares),
        )  # fmt: skip
    except Conflict:
        visit.take_back()
        return _plan(visit, choice, gettext("A rollout of this section is under way already.")), 409
    except Invalid:
        visit.take_back()
        said = gettext("Choose at least one language, and a section of which a page is published.")
        return _plan(visit, choice, said), 422
    for page in _pages(held, choice.section)[:AT_ONCE]:
        dirty.reconcile(session, page.id, visit.now)
    said = gettext("The rollout has started. What machines may do goes first from now on.")
    return back_to("rollouts.follow", visit, said, number=rollout.id)


@blueprint.get("/<int:number>/")
@door("view")
def follow(visit: Visit, number: int) -> str:
    """How far a rollout has come, found by comparing."""
    session, region = visit.session, visit.region
    rollout = running.get(session, region, number)
    held = holdings.of_region(session, region)
    return render(
        "office/rollout.html", visit, rollout=rollout, held=held, tongues=tongues.of(visit),
        steps=course.of_rollout(session, region, rollout, held),
        policies={one.language.code: one.machine for one in region.languages},
        source=regions.source_code(region),
    )  # fmt: skip


@blueprint.post("/<int:number>/stop/")
@door("order")
def stop(visit: Visit, number: int) -> Response:
    """Take the precedence away; what is done stays."""
    rollout = running.get(visit.session, visit.region, number)
    running.stop(visit.session, visit.region, rollout, visit.who.name, visit.now)
    said = gettext("The rollout was stopped. What is translated stays as it is.")
    return back_to("rollouts.follow", visit, said, number=number)
