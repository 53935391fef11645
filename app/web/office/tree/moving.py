"""A page moved in the tree: dragged, by keyboard or with a form; and moved back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.errors import Conflict, Invalid
from app.services import access, outlines
from app.services.outlines import Spot
from app.services.pages import rearranging
from app.services.pages.rearranging import Moved
from app.web import tongues
from app.web.door import Visit, door
from app.web.office.layout import back_to, render
from app.web.office.tree import tree_words

blueprint = Blueprint("moving", __name__, url_prefix="/office/<region>/pages/<int:page>")


@blueprint.get("/move/")
@door("arrange")
def choose(visit: Visit, page: int) -> str:
    """Where the page is to go, as a form."""
    return _form(visit, page)


def _form(visit: Visit, page: int, refusal: str = "") -> str:
    access.content(visit.session, visit.region, page)
    outline = outlines.read(visit.session, visit.region.id)
    return render(
        "office/tree_move.html", visit, spot=outline[page], places=places(outline, page),
        refusal=refusal, tongue=next(iter(tongues.of(visit).values())),
        target=request.form.get("target", str(outline[page].parent or "")),
        where=request.form.get("where", "last"),
        base=url_for("tree.index", region=visit.slug),
    )  # fmt: skip


def places(outline: outlines.Outline, page: int | None = None) -> list[Spot]:
    """The pages beside or below which one may go: not itself, nothing below it, nothing archived."""
    return [
        spot
        for spot in outline.values()
        if not spot.is_away and page != spot.id and page not in spot.above
    ]


@blueprint.post("/move/")
@door("arrange")
def move(visit: Visit, page: int) -> Response | tuple[Response | str, int]:
    """Move the page before, after or below another one; answers scripts in JSON."""
    content = access.content(visit.session, visit.region, page)
    moved = rearranging.move(
        visit.session, content, number("target"), request.form.get("where", ""), visit.who,
        now=visit.now, seen=number("seen") if "seen" in request.form else "",
    )  # fmt: skip
    if moved.refusal:
        return _refused(visit, page, moved)
    title = content.working.title if content.working else ""
    if not moved.is_done:
        return _told(visit, page, _("“%(title)s” stands there already.", title=title))
    return _told(visit, page, _("“%(title)s” was moved.", title=title), can_undo=True)


@blueprint.post("/back/")
@door("arrange")
def back(visit: Visit, page: int) -> Response | tuple[Response | str, int]:
    """Take the newest move of the page back, if the visitor made it."""
    content = access.content(visit.session, visit.region, page)
    try:
        moved = rearranging.move_back(visit.session, content, visit.who, now=visit.now)
    except Conflict:
        moved = Moved("moved")
    if moved.refusal:
        return _refused(visit, page, moved)
    title = content.working.title if content.working else ""
    return _told(visit, page, _("“%(title)s” is back where it was.", title=title))


def number(name: str) -> int | None:
    """A page's number from the form; None if the field is empty; Invalid if it is no number."""
    said = request.form.get(name, "")
    if said and not (said.isascii() and said.isdigit() and len(said) < 18):
        raise Invalid(f"{name}: {said!r} is no page")
    return int(said) if said else None


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _told(visit: Visit, page: int, message: str, can_undo: bool = False) -> Response:
    if _wants_json():
        undo = url_for("moving.back", region=visit.slug, page=page) if can_undo else ""
        return jsonify(message=message, undo=undo)
    args: dict[str, Any] = {"moved": page} if can_undo else {}
    return back_to("tree.index", visit, "" if can_undo else message, _anchor=f"p{page}", **args)


def _refused(visit: Visit, page: int, moved: Moved) -> tuple[Response | str, int]:
    status = 409 if moved.refusal in ("moved", "gone") else 422
    message = str(tree_words.REFUSALS[moved.refusal])
    if _wants_json():
        return jsonify(message=message), status
    return _form(visit, page, message), status
