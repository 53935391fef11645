"""The same deed for several pages: shown first, then done to each in a transaction of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask import Blueprint, current_app, request, url_for
from werkzeug.wrappers import Response

from app.db import transaction
from app.errors import Conflict, Invalid, NotAllowed, NotFound, WegweiserError
from app.services import outlines, tree
from app.services.editing import bulk
from app.services.editing.bulk import Asked, Outcome
from app.services.overviews import holdings, money, page_tree
from app.services.overviews.page_tree import Leaf
from app.services.pages import pages, reviews
from app.services.rollouts import work
from app.services.rollouts.work import Share
from app.services.segments.saving import Report
from app.services.translation import engines
from app.web import tongues
from app.web.door import Visit, door
from app.web.office.layout import back_to, render
from app.web.office.tree import moving, tree_words
from app.web.office.tree.tree import today

blueprint = Blueprint("bulk", __name__, url_prefix="/office/<region>/pages/bulk")
PATIENCE = 8.0  # seconds after which what is left is offered as a further step
LOOKING = 3.0  # seconds that may pass while working out what publishing would mean
WORDS: dict[type[WegweiserError], str] = {
    NotFound: "gone", NotAllowed: "not allowed", Conflict: "quicker", Invalid: "impossible",
}  # fmt: skip


def _room(deed: str) -> Callable[..., Any]:
    """The room of one deed: a form shows what would happen; with `go` it happens."""

    @door(bulk.ACTIONS[deed])
    def room(visit: Visit) -> Response | str | tuple[str, int]:
        ids = _ids()
        if not ids:
            message = str(tree_words.NOTHING_TICKED)
            return back_to("tree.index", visit, message, "warn")
        return _do(visit, deed, ids) if "go" in request.form else _look(visit, deed, ids)

    return room


for name in bulk.ACTIONS:
    blueprint.add_url_rule(f"/{name}/", name.replace("-", "_"), _room(name), methods=["POST"])


def _ids() -> list[int]:
    said = request.form.getlist("page")
    numbers = [int(one) for one in said if one.isascii() and one.isdigit() and len(one) < 18]
    return list(dict.fromkeys(numbers))[: bulk.MOST]


def _look(visit: Visit, deed: str, ids: Sequence[int], problem: str = "") -> str:
    """What would happen to which pages, and which are left out."""
    found = page_tree.read(visit.session, visit.region)
    leaves = [leaf for leaf in found.leaves.values() if leaf.id in set(ids)]
    nodes = tree.nodes(visit.session, visit.region.id)
    why = bulk.foresee(deed, leaves, Asked(), nodes)
    fit = [leaf for leaf in leaves if leaf.id not in why]
    return render(
        "office/tree_bulk.html", visit, name=deed, label=tree_words.DEEDS[deed][0], leaves=leaves,
        symbol=tree_words.DEEDS[deed][1], fit=fit, problem=problem,
        why={id_: tree_words.reason(word) for id_, word in why.items()}, tongues=tongues.of(visit),
        base=url_for("tree.index", region=visit.slug), above=found.above, below=found.below,
        **_about(visit, deed, fit),
    )  # fmt: skip


def _about(visit: Visit, deed: str, fit: Sequence[Leaf]) -> dict[str, Any]:
    """What is to be known, or asked, before this deed is done."""
    if deed == "publish":
        return {"reports": _reports(visit, fit)}
    if deed == "order":
        return {
            "shares": _shares(visit, fit),
            "money": money.of_region(visit.session, visit.region, visit.now),
        }
    if deed == "move":
        outline = outlines.read(visit.session, visit.region.id)
        chosen = {leaf.id for leaf in fit}
        return {
            "places": [
                spot for spot in moving.places(outline) if not chosen & {spot.id, *spot.above}
            ]
        }
    if deed == "review":
        day = today(visit)
        return {"today": day, "proposed": _in_a_year(day), "yearly": reviews.YEARLY}
    return {}


def _in_a_year(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, 28))


def _reports(visit: Visit, fit: Sequence[Leaf]) -> dict[int, Report]:
    """What publishing would mean for each page, as far as that is found out in good time."""
    until = time.monotonic() + LOOKING
    found: dict[int, Report] = {}
    for leaf in fit:
        if time.monotonic() > until:
            break
        content = pages.get(visit.session, leaf.id)
        found[leaf.id] = bulk.outlook(visit.session, content, now=visit.now)
    return found


def _shares(visit: Visit, fit: Sequence[Leaf]) -> list[Share]:
    """The work in each language and what it would cost, by the very rules that charge for it."""
    held = holdings.of_region(visit.session, visit.region)
    chosen = [held.pages[leaf.id] for leaf in fit if leaf.id in held.pages]
    known = engines.configured(current_app.config["WEGWEISER"])
    return work.shares(visit.session, visit.region, chosen, known, visit.now)


def _do(visit: Visit, deed: str, ids: Sequence[int]) -> Response | str | tuple[str, int]:
    """Do it page by page; what takes too long for one request is left for the next."""
    try:
        asked = _asked(deed)
    except ValueError:
        return _look(visit, deed, ids, str(tree_words.NO_DAY)), 422
    titles = {
        spot.id: spot.title for spot in outlines.read(visit.session, visit.region.id).values()
    }
    until, outcomes = time.monotonic() + PATIENCE, list[Outcome]()
    for content_id in ids:
        outcomes.append(_one(visit, deed, content_id, asked, titles.get(content_id, "")))
        if time.monotonic() > until:
            break
    return render(
        "office/tree_done.html", visit, name=deed, label=tree_words.DEEDS[deed][0],
        symbol=tree_words.DEEDS[deed][1], outcomes=outcomes, rest=ids[len(outcomes) :],
        came_to=tree_words.came_to, tongues=tongues.of(visit),
        given=[(key, one) for key, one in request.form.items() if key in KEPT],
        base=url_for("tree.index", region=visit.slug),
    )  # fmt: skip


KEPT = ("target", "due_on", "every_days", "go")  # what the form of the next step says again


def _one(visit: Visit, deed: str, content_id: int, asked: Asked, title: str) -> Outcome:
    try:
        with transaction() as session:
            return bulk.do(session, visit.region, visit.who, deed, content_id, asked, now=visit.now)
    except WegweiserError as error:
        return Outcome(content_id, title, False, WORDS.get(type(error), "impossible"))


def _asked(deed: str) -> Asked:
    """What the form says beside the pages; ValueError if there is no such day."""
    given = request.form
    if deed == "move":
        return Asked(moving.number("target"))
    if deed != "review":
        return Asked()
    day = date.fromisoformat(given["due_on"]) if given.get("due_on") else None
    return Asked(due_on=day, every_days=max(0, min(int(given.get("every_days") or 0), 3650)))
