"""The editor's room: a page is written, saved, and handed on to be published."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify, make_response, redirect, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from app.errors import Conflict, Invalid
from app.services import access
from app.services.editing import autosave, deeds, page_search
from app.services.editing.typed import Typed, draft, parent_id
from app.web.door import Visit, door
from app.web.office.layout import back_to
from app.web.office.pages import page_form, page_words

blueprint = Blueprint("pages", __name__, url_prefix="/office/<region>/pages")


@blueprint.get("/new")
@door("write")
def new(visit: Visit) -> Response:
    """An empty form, or what the visitor was typing; a text left behind is shown first."""
    kept = autosave.find(visit.session, visit.who.id, autosave.new_page(visit.region))
    if kept is not None and "draft" not in request.args:
        return redirect(url_for("unsaved.show_new", region=visit.slug))
    shown = kept.typed if kept else Typed(parent=request.args.get("parent", ""))
    return page_form.new(visit, shown)


@blueprint.post("/new")
@door("write")
def create(visit: Visit) -> Response:
    """The first revision of a new page, as a draft."""
    shown = page_form.typed()
    try:
        wanted = draft(visit.session, visit.region, shown, page_words.addresses())
        content = deeds.create(
            visit.session, visit.region, wanted, parent_id(shown), visit.who, now=visit.now
        )
    except Invalid as error:
        visit.take_back()
        return page_form.new(visit, shown, page_form.faults(error))
    return _onward(visit, content, _("The page is saved as a draft."))


@blueprint.get("/<int:page>/")
@door("view")
def edit(visit: Visit, page: int) -> Response:
    """The page in its form, or to read for those who may not write.

    What the visitor was typing and did not save is shown before: nobody writes over it unseen.
    """
    content = access.content(visit.session, visit.region, page)
    if not visit.may("write"):
        return make_response(page_form.about(visit, content, "office/page_read.html"))
    kept = autosave.unsaved(visit.session, visit.who.id, content)
    number = deeds.working(content).number
    if kept is not None and not ("draft" in request.args and kept.based_on == number):
        return redirect(url_for("unsaved.show", region=visit.slug, page=page))
    shown = kept.typed if kept else Typed.of(content, deeds.working(content))
    return page_form.edit(visit, content, shown, number, kept=kept)


@blueprint.post("/<int:page>/")
@door("write")
def save(visit: Visit, page: int) -> Response:
    """Save the working copy and go on to what the pressed button says."""
    content = access.content(visit.session, visit.region, page)
    shown, based_on = page_form.typed(), page_form.based_on()
    if request.form.get("then") == "preview":
        autosave.keep(
            visit.session, visit.who.id, autosave.page(content), based_on, shown, visit.now
        )
        return back_to("preview.show", visit, page=page, code=content.source_language)
    try:
        wanted = draft(visit.session, visit.region, shown, page_words.addresses(), content)
        changed = deeds.save(visit.session, content, wanted, based_on, visit.who, now=visit.now)
    except Invalid as error:
        visit.take_back()
        content = access.content(visit.session, visit.region, page)
        return page_form.edit(visit, content, shown, based_on, page_form.faults(error))
    except Conflict:
        visit.take_back()
        return _met(visit, page, based_on, shown)
    said = _("Nothing changed, so nothing was saved.")
    if changed:
        said = _("Saved. Readers see it once it is published.")
    return _onward(visit, content, said)


def _met(visit: Visit, page: int, based_on: int, shown: Typed) -> Response:
    """Somebody else was quicker: what was typed is kept, and both texts are shown."""
    place = f"page:{page}"
    autosave.keep(visit.session, visit.who.id, place, based_on, shown, visit.now)
    return back_to("unsaved.show", visit, page=page)


def _onward(visit: Visit, content: Any, said: str) -> Response:
    """Where the pressed button leads once the text is saved."""
    then = request.form.get("then", "")
    if then == "preview":
        return back_to("preview.show", visit, said, page=content.id, code=content.source_language)
    if then == "publish" and visit.may("publish"):
        return back_to("release.report", visit, page=content.id)
    if then == "submit":
        return _submit(visit, content)
    return back_to("pages.edit", visit, said, page=content.id)


def _submit(visit: Visit, content: Any) -> Response:
    try:
        deeds.submit(visit.session, content, visit.who, now=visit.now)
    except Conflict:
        said, kind = _("Readers have this text already: there is nothing to approve."), "warn"
    else:
        said, kind = _("Handed in. Somebody who may publish looks at it now."), "ok"
    return back_to("pages.edit", visit, said, kind, page=content.id)


@blueprint.get("/search")
@door("view")
def search(visit: Visit) -> Response:
    """Pages to link to: by their title (`q`), or one by its `id`."""
    number = request.args.get("id", "")
    if number.isdecimal():
        hits = list(page_search.named(visit.session, visit.region, [int(number)]).values())
    else:
        hits = page_search.find(visit.session, visit.region, request.args.get("q", "")[:200])
    return jsonify([vars(hit) for hit in hits])


@blueprint.get("/token")
@door("view")
def token(visit: Visit) -> Response:
    """A token for the forms of a window that was open while its visitor signed in again."""
    return jsonify(csrf_token=generate_csrf(), who=visit.who.id)
