"""Letting readers have a page: what it means, the deed, and what came of it; and the ways back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.revisions import paragraph_diff
from app.errors import Conflict, Invalid
from app.services import access
from app.services.editing import deeds, link_warnings, outlook, standing
from app.web.door import Visit, door
from app.web.office.layout import back_to
from app.web.office.pages import page_form

blueprint = Blueprint("release", __name__, url_prefix="/office/<region>/pages")


@blueprint.get("/<int:page>/report")
@door("write", writes=True)
def report(visit: Visit, page: int) -> str:
    """What publishing the working copy means for readers and in each language."""
    content = access.content(visit.session, visit.region, page)
    return _report(visit, content, "office/page_report.html")


@blueprint.get("/<int:page>/report/costs")
@door("write", writes=True)
def costs(visit: Visit, page: int) -> str:
    """The same in short: as proposed, or with other paragraphs `ticked` as minor."""
    content = access.content(visit.session, visit.region, page)
    minor = _minor() if "ticked" in request.args else None
    return _report(visit, content, "office/page_costs.html", minor)


def _report(visit: Visit, content: Any, template: str, minor: set[int] | None = None) -> str:
    found = outlook.of(visit.session, content, now=visit.now, minor=minor)
    html = deeds.working(content).html
    return page_form.about(
        visit, content, template, outlook=found, figures=deeds.figures(found.report),
        dead_ends=link_warnings.dead_ends(visit.session, visit.region, html),
        diff=paragraph_diff.words,
    )  # fmt: skip


def _minor(values: Any = None) -> set[int]:
    """The segments that are ticked as minor."""
    given = (values or request.args).getlist("minor")
    return {int(number) for number in given if number.isdecimal() and len(number) < 10}


@blueprint.post("/<int:page>/publish")
@door("publish")
def publish(visit: Visit, page: int) -> Response:
    """Let readers have the working copy that the visitor has seen."""
    content = access.content(visit.session, visit.region, page)
    try:
        deeds.publish(
            visit.session, content, page_form.based_on(), _minor(request.form), visit.who,
            now=visit.now,
        )  # fmt: skip
    except Conflict:
        visit.take_back()
        said = _("Somebody else saved this page just now. Please look at what it means now.")
        return back_to("release.report", visit, said, "warn", page=page)
    return back_to("release.published", visit, page=page)


@blueprint.get("/<int:page>/published")
@door("view")
def published(visit: Visit, page: int) -> Response | str:
    """What came of it: the same sentence, what waits in each language, and where to go from here."""
    content = access.content(visit.session, visit.region, page)
    deed = standing.last(visit.session, content, "page.publish")
    if deed is None:
        return back_to("pages.edit", visit, page=page)
    address = standing.address(visit.session, content)
    return page_form.about(visit, content, "office/page_published.html", deed=deed, address=address)


@blueprint.post("/<int:page>/submit")
@door("submit")
def submit(visit: Visit, page: int) -> Response:
    """Hand the working copy in as it is saved."""
    content = access.content(visit.session, visit.region, page)
    deeds.submit(visit.session, content, visit.who, now=visit.now)
    said = _("Handed in. Somebody who may publish looks at it now.")
    return back_to("pages.edit", visit, said, page=page)


@blueprint.post("/<int:page>/send-back")
@door("publish")
def send_back(visit: Visit, page: int) -> Response:
    """Give a text that was handed in back to its author, with a note."""
    content = access.content(visit.session, visit.region, page)
    note = request.form.get("note", "")[:2000]
    try:
        deeds.send_back(visit.session, content, note, visit.who, now=visit.now)
    except Invalid as error:
        visit.take_back()
        said = page_form.faults(error).get("note", str(error))
        return back_to("release.report", visit, said, "danger", page=page)
    return back_to("pages.edit", visit, _("Sent back with your note."), page=page)


@blueprint.get("/<int:page>/withdraw")
@door("publish")
def ask_withdraw(visit: Visit, page: int) -> str:
    """Before a page is taken away from its readers: from whom, and what happens then."""
    content = access.content(visit.session, visit.region, page)
    return page_form.about(visit, content, "office/page_withdraw.html")


@blueprint.post("/<int:page>/withdraw")
@door("publish")
def withdraw(visit: Visit, page: int) -> Response:
    """Take the page away from the readers of all languages."""
    content = access.content(visit.session, visit.region, page)
    had = deeds.withdraw(visit.session, content, visit.who, now=visit.now)
    said = _("Readers do not get this page any more. Nothing of it is lost.")
    if not had:
        said = _("Readers did not have this page.")
    return back_to("pages.edit", visit, said, page=page)


@blueprint.get("/<int:page>/discard")
@door("write")
def ask_discard(visit: Visit, page: int) -> str:
    """Before a working copy is given up: how it differs from what readers have."""
    content = access.content(visit.session, visit.region, page)
    return page_form.about(visit, content, "office/page_discard.html")


@blueprint.post("/<int:page>/discard")
@door("write")
def discard(visit: Visit, page: int) -> Response:
    """Go back to what readers have."""
    content = access.content(visit.session, visit.region, page)
    deeds.discard(visit.session, content, page_form.based_on(), visit.who, now=visit.now)
    said = _("The draft was discarded. This is the text that readers have.")
    return back_to("pages.edit", visit, said, page=page)
