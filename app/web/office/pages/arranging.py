"""What a page is called in its addresses; its copy; put away and brought back."""

from __future__ import annotations

from flask import Blueprint, request
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.revisions.standing import AWAY
from app.errors import Conflict, Invalid
from app.services import access
from app.services.editing import copying
from app.services.links import backlinks
from app.services.pages import rearranging, scheduling, slugs
from app.services.pages.pages import LONGEST_TITLE
from app.web.door import Visit, door
from app.web.office.layout import back_to, render
from app.web.office.pages.page_frame import Frame, frame
from app.web.office.pages.planning import room
from app.web.words import NAMES

blueprint = Blueprint("arranging", __name__, url_prefix="/office/<region>/pages/<int:page>/plan")


@blueprint.post("/address/<code>")
@door("arrange")
def address(visit: Visit, page: int, code: str) -> Response | tuple[str, int]:
    """Give the page another address in a language."""
    here, typed = frame(visit, page), request.form.get("slug", "")
    wish = slugs.consider(visit.session, here.content, code, typed)
    if wrong := _wrong(wish):
        return room(visit, here, slug_typed={code: typed}, slug_error={code: wrong}), 422
    if wish.problem == "same":
        return back_to("planning.index", visit, _("The page has this address already."), page=page)
    slug = slugs.change(visit.session, here.content, code, typed, by=visit.who.name, now=visit.now)
    said = _("The address ends with “%(slug)s” now. The old one keeps leading here.", slug=slug)
    return back_to("planning.index", visit, said, page=page)


def _wrong(wish: slugs.Wish) -> str:
    if wish.problem == "taken":
        return str(
            _(
                "“%(slug)s” belongs to the page “%(title)s”, now or from before.",
                slug=wish.slug, title=wish.owner,
            )
        )  # fmt: skip
    said = {
        "empty": _("Please enter at least one letter or digit."),
        "reserved": _("“%(slug)s” is a word that the app needs for itself.", slug=wish.slug),
    }
    return str(said.get(wish.problem, ""))


@blueprint.get("/copy")
@door("arrange")
def what(visit: Visit, page: int) -> str:
    """How the copy is to be called, and whether all below comes along."""
    here = frame(visit, page)
    language = here.source.code if here.source.code in NAMES else "en"
    with force_locale(language):
        title = _("%(title)s (copy)", title=here.spot.title)
    return _copy(visit, here, title)


def _copy(visit: Visit, here: Frame, title: str, error: str = "") -> str:
    return render(
        "office/arranging_copy.html", visit, frame=here, copy_title=title, error=error,
        below=request.form.get("below") == "1", longest=LONGEST_TITLE,
    )  # fmt: skip


@blueprint.post("/copy")
@door("arrange")
def copy(visit: Visit, page: int) -> Response | tuple[str, int]:
    """The copy, as drafts."""
    here, title = frame(visit, page), request.form.get("title", "")
    try:
        made = copying.copy(
            visit.session, here.content, title, below=request.form.get("below") == "1",
            by=visit.who.name, now=visit.now,
        )  # fmt: skip
    except Invalid:
        visit.take_back()
        wrong = _("Please enter a title, of at most %(count)s characters.", count=LONGEST_TITLE)
        return _copy(visit, frame(visit, page), title, wrong), 422
    said = _("This is the copy, a draft that no reader has yet.")
    return back_to("planning.index", visit, said, page=made.id)


@blueprint.get("/archive")
@door("arrange")
def ask(visit: Visit, page: int) -> str:
    """What putting the page away means, before anybody does it."""
    here = frame(visit, page)
    return render(
        "office/arranging_archive.html", visit, frame=here,
        linking=backlinks.of(visit.session, here.content),
        plan=scheduling.of(visit.session, here.content),
    )  # fmt: skip


@blueprint.post("/archive")
@door("arrange")
def archive(visit: Visit, page: int) -> Response:
    """Put the page away."""
    content = access.content(visit.session, visit.region, page)
    try:
        rearranging.archive(visit.session, content, visit.who, now=visit.now)
    except Conflict:
        visit.take_back()
        return back_to("planning.index", visit, _("The page is archived already."), page=page)
    said = _("The page is archived. Nothing of it is lost; you can bring it back at any time.")
    return back_to("planning.index", visit, said, page=page)


@blueprint.post("/bring-back")
@door("arrange")
def bring_back(visit: Visit, page: int) -> Response:
    """Bring the page back as it was."""
    content = access.content(visit.session, visit.region, page)
    try:
        rearranging.bring_back(visit.session, content, visit.who, now=visit.now)
    except Conflict:
        visit.take_back()
        return back_to("planning.index", visit, _("The page is not archived."), page=page)
    here = frame(visit, page)
    said = _("The page is back.")
    if here.standing in AWAY:
        said += " " + _("A page above it is still archived.")
    return back_to("planning.index", visit, said, page=page)
