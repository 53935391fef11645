"""The organisations of a region: listed, added, changed, removed."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.errors import Conflict, Invalid, NotFound
from app.services import events
from app.services.settings import organisations
from app.services.settings.organisations import Facts
from app.web import faults
from app.web.door import Visit, door
from app.web.office.layout import back_to, render

blueprint = Blueprint("organisations", __name__, url_prefix="/office/<region>/organisations")


@blueprint.get("/")
@door("settings")
def index(visit: Visit) -> str:
    """All organisations, with the pages that name them."""
    lines = organisations.of_region(visit.session, visit.region)
    return render("office/organisations.html", visit, lines=lines)


@blueprint.route("/new/", methods=["GET", "POST"])
@door("settings")
def add(visit: Visit) -> Response | tuple[str, int] | str:
    """A new organisation."""
    if request.method == "GET":
        return _form(visit, Facts("", "https://"))
    try:
        row = organisations.add(visit.session, visit.region, _facts())
    except Invalid as error:
        visit.take_back()
        return _form(visit, _facts(), wrong=faults.of(error)), 422
    _tell(visit, "organisation.add", row.name)
    return back_to("organisations.index", visit, gettext("“%(name)s” was added.", name=row.name))


@blueprint.route("/<int:number>/", methods=["GET", "POST"])
@door("settings")
def change(visit: Visit, number: int) -> Response | tuple[str, int] | str:
    """An organisation, and its new facts."""
    row = _row(visit, number)
    if request.method == "GET":
        return _form(visit, Facts(row.name, row.website, row.logo), row=row)
    try:
        organisations.change(visit.session, row, _facts(), visit.now)
    except Invalid as error:
        visit.take_back()
        return _form(visit, _facts(), row=row, wrong=faults.of(error)), 422
    _tell(visit, "organisation.change", row.name)
    said = gettext("Saved. Pages that name “%(name)s” show it at once.", name=row.name)
    return back_to("organisations.index", visit, said)


@blueprint.post("/<int:number>/remove/")
@door("settings")
def remove(visit: Visit, number: int) -> Response:
    """An organisation that no page names goes."""
    row = _row(visit, number)
    name = row.name
    try:
        organisations.remove(visit.session, row)
    except Conflict:
        visit.take_back()
        said = gettext("Pages name this organisation, or did so once; it stays.")
        return back_to("organisations.index", visit, said, "warn")
    _tell(visit, "organisation.remove", name)
    return back_to("organisations.index", visit, gettext("“%(name)s” was removed.", name=name))


def _row(visit: Visit, number: int) -> Any:
    row = organisations.get(visit.session, visit.region, number)
    if row is None:
        raise NotFound(f"organisation {number} does not exist in region {visit.slug!r}")
    return row


def _facts() -> Facts:
    form = request.form
    return Facts(form.get("name", ""), form.get("website", ""), form.get("logo", ""))


def _form(visit: Visit, facts: Facts, row: Any = None, wrong: dict[str, str] | None = None) -> str:
    return render("office/organisation.html", visit, facts=facts, row=row, wrong=wrong or {})


def _tell(visit: Visit, deed: str, name: str) -> None:
    events.record(visit.session, visit.region.id, visit.who.name, deed, visit.now, name=name)
