"""Assignments: who looks after which page, given and taken back."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.errors import Invalid, NotAllowed
from app.services.desk import assignments
from app.services.overviews import holdings
from app.web.desk.layout import back_to, render
from app.web.door import Visit, door

blueprint = Blueprint("assigning", __name__, url_prefix="/desk/<region>/<code>/assigned")
Answer = Response | tuple[str, int] | str


@blueprint.get("/")
@door("translate")
def index(visit: Visit, code: str) -> str:
    """What is assigned to whom, what is due first at the top."""
    return _page(visit, code)


@blueprint.post("/give")
@door("translate")
def give(visit: Visit, code: str) -> Answer:
    """A page or a section is somebody's from now on."""
    form = request.form
    try:
        count = assignments.give(
            visit.session, visit.who, visit.region, code, form.get("page", 0, int),
            form.get("person", visit.who.id, int), visit.now, due_on=_day(form.get("due_on", "")),
            today=_today(visit), section=form.get("section") == "1",
        )  # fmt: skip
    except Invalid as error:
        visit.take_back()
        return _page(visit, code, {error.field: _wrong(error)}), 422
    except NotAllowed:
        visit.take_back()
        return _page(visit, code, {"page": _("Somebody else looks after this already.")}), 403
    said = ngettext("%(num)s page is assigned.", "%(num)s pages are assigned.", count)
    return back_to("assigning.index", visit, code, said)


@blueprint.post("/<int:page>/back")
@door("translate")
def take_back(visit: Visit, code: str, page: int) -> Response:
    """A page is nobody's any more."""
    count = assignments.take_back(visit.session, visit.who, visit.region, code, page, visit.now)
    if not count:
        return back_to("assigning.index", visit, code, _("It is nobody’s already."), "warn")
    return back_to("assigning.index", visit, code, _("Nobody looks after this page any more."))


def _page(visit: Visit, code: str, problems: dict[str, str] | None = None) -> str:
    session, region = visit.session, visit.region
    held = holdings.of_region(session, region, languages=False)
    given = assignments.of_region(session, region, code)
    may_all = visit.may("publish")
    return render(
        "desk/assigned.html", visit, code, given=given, problems=problems or {},
        said=request.values, may_all=may_all, today=_today(visit),
        people=[
            (one.id, one.name) for one in assignments.people(session, region, code) if may_all
        ],
        pages=[
            (page.id, page.title, len(held.above(page.id)))
            for page in held.pages.values()
            if page.is_published
        ],
    )  # fmt: skip


def _today(visit: Visit) -> date:
    return visit.now.astimezone(ZoneInfo(visit.region.time_zone)).date()


def _day(text: str) -> date | None:
    """A day as browsers send it; Invalid if it is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Invalid(f"{text!r} is no day", "due_on", "day") from error


def _wrong(error: Invalid) -> str:
    words: dict[str, Any] = {
        "past": _("This day has passed already."),
        "day": _("Please give a day."),
        "unpublished": _("No German of this is published yet."),
    }
    return str(words.get(error.kind, error))
