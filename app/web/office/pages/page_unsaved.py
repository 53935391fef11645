"""What was typed and not saved: kept while it is typed, offered when its author comes back, put together
with what others saved meanwhile."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, jsonify, redirect, request, url_for
from flask_babel import format_time
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.errors import Invalid
from app.services import access
from app.services.editing import autosave, conflicts, deeds
from app.services.editing.typed import Typed
from app.services.settings import organisations
from app.web.door import Visit, door
from app.web.office.layout import back_to, render
from app.web.office.pages import page_form, page_words

blueprint = Blueprint("unsaved", __name__, url_prefix="/office/<region>/pages")


@blueprint.post("/<int:page>/autosave")
@door("write")
def keep(visit: Visit, page: int) -> Response:
    """Keep what is being typed; tells when, and who saved the page last."""
    content = access.content(visit.session, visit.region, page)
    working = deeds.working(content)
    return _kept(
        visit, autosave.page(content), number=working.number, by=working.author,
        saved=_clock(visit, working.at),
    )  # fmt: skip


@blueprint.post("/new/autosave")
@door("write")
def keep_new(visit: Visit) -> Response:
    """The same before there is a page."""
    return _kept(visit, autosave.new_page(visit.region), number=0, by="", saved="")


def _kept(visit: Visit, place: str, **told: Any) -> Response:
    given = request.get_json(silent=True)
    based_on = given.get("based_on") if isinstance(given, dict) else None
    if not isinstance(given, dict) or not isinstance(based_on, int) or not 0 <= based_on < 10**9:
        raise Invalid("autosave: a JSON object with based_on and the fields")
    autosave.keep(visit.session, visit.who.id, place, based_on, Typed.read(given), visit.now)
    return jsonify(at=_clock(visit, visit.now), **told)


def _clock(visit: Visit, moment: datetime) -> str:
    here = moment.astimezone(ZoneInfo(visit.region.time_zone))
    return str(format_time(here, "short", rebase=False))


@blueprint.get("/<int:page>/unsaved")
@door("write")
def show(visit: Visit, page: int) -> Response | str:
    """What the visitor typed beside the working copy: to go on with, or to throw away."""
    content = access.content(visit.session, visit.region, page)
    kept = autosave.unsaved(visit.session, visit.who.id, content)
    if kept is None:
        return back_to("pages.edit", visit, page=page)
    met = conflicts.meet(visit.session, content, kept)
    return page_form.about(
        visit, content, "office/page_unsaved.html", met=met, is_newest=met.before is met.now,
        named=_names(visit),
    )  # fmt: skip


def _names(visit: Visit) -> dict[str, dict[str, str]]:
    """What the values of choices are called."""
    lines = organisations.of_region(visit.session, visit.region)
    return {
        "icon": {icon.address: icon.label for icon in page_words.icons()},
        "organisation": {str(line.row.id): line.row.name for line in lines},
    }


@blueprint.post("/<int:page>/unsaved")
@door("write")
def resolve(visit: Visit, page: int) -> Response:
    """Both texts as one, in the form again; saved only when the visitor says so there."""
    content = access.content(visit.session, visit.region, page)
    kept = autosave.unsaved(visit.session, visit.who.id, content)
    if kept is None:
        return back_to("pages.edit", visit, page=page)
    met = conflicts.meet(visit.session, content, kept)
    if str(met.now.number) != request.form.get("now"):
        said = _("The page was saved once more just now. Please look again.")
        return back_to("unsaved.show", visit, said, "warn", page=page)
    chosen = {name.removeprefix("choice-"): side for name, side in request.form.items()}
    one = conflicts.together(met, chosen)
    place = autosave.page(content)
    autosave.keep(visit.session, visit.who.id, place, met.now.number, one, visit.now)
    return redirect(url_for("pages.edit", region=visit.slug, page=page, draft=1), 303)


@blueprint.post("/<int:page>/unsaved/drop")
@door("write")
def drop(visit: Visit, page: int) -> Response:
    """Throw away what the visitor typed; the saved text is as it was."""
    content = access.content(visit.session, visit.region, page)
    autosave.forget(visit.session, visit.who.id, autosave.page(content))
    said = _("Your unsaved text was thrown away.")
    return back_to("pages.edit", visit, said, page=page)


@blueprint.get("/new/unsaved")
@door("write")
def show_new(visit: Visit) -> Response | str:
    """A page that the visitor began and never saved."""
    kept = autosave.find(visit.session, visit.who.id, autosave.new_page(visit.region))
    if kept is None:
        return back_to("pages.new", visit)
    passage = conflicts.readable(kept.typed.body)
    return render("office/page_unsaved_new.html", visit, kept=kept, passage=passage)


@blueprint.post("/new/unsaved/drop")
@door("write")
def drop_new(visit: Visit) -> Response:
    """Throw it away and begin with an empty form."""
    place = autosave.new_page(visit.region)
    autosave.forget(visit.session, visit.who.id, place)
    return back_to("pages.new", visit, _("Your unsaved text was thrown away."))
