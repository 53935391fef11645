"""A whole page given to its readers, its address, and an earlier text of a paragraph served again."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.errors import Conflict, Invalid, NotAllowed, NotFound
from app.services.desk import release
from app.services.desk.pages import page_address, paragraph_history
from app.services.desk.paragraphs.deciding import Faulty
from app.web import faults
from app.web.desk.layout import back_to
from app.web.desk.pages import pages_words
from app.web.desk.pages.pages_screen import LARGEST, content_of
from app.web.door import Visit, door

blueprint = Blueprint("page_release", __name__, url_prefix="/desk/<region>/<code>")


@blueprint.post("/pages/<int:page>/publish")
@door("translate")
def publish(visit: Visit, code: str, page: int) -> Response:
    """Let the readers of the language have the page."""
    return _release(visit, code, page, release.publish, _("Readers have the page now."))


@blueprint.post("/pages/<int:page>/hand-in")
@door("translate")
def hand_in(visit: Visit, code: str, page: int) -> Response:
    """Tell the editors that the page is ready."""
    said = _("Handed in. An editor looks at it and lets readers have it.")
    return _release(visit, code, page, release.hand_in, said)


def _release(visit: Visit, code: str, page: int, deed: Callable[..., None], said: str) -> Response:
    content = content_of(visit, page)
    try:
        deed(visit.session, visit.who, visit.region, content, code, visit.now)
    except NotAllowed:
        visit.take_back()
        said = _("An editor decides when readers get pages in this language. Please hand it in.")
        return back_to("desk_pages.show", visit, code, said, "warn", page=page)
    except Conflict:
        visit.take_back()
        said = _("Nothing is new here since it was handed in or published.")
        return back_to("desk_pages.show", visit, code, said, "warn", page=page)
    except Invalid as error:
        visit.take_back()
        return back_to(
            "desk_pages.show", visit, code, pages_words.held_back(error), "warn", page=page
        )
    return back_to("desk_pages.show", visit, code, said, page=page)


@blueprint.post("/pages/<int:page>/address")
@door("translate")
def address(visit: Visit, code: str, page: int) -> Response:
    """Give the page its address, as long as readers do not have it."""
    content, wanted = content_of(visit, page), request.form.get("slug", "")[:200]
    said, kind = _("The address is changed."), "ok"
    try:
        page_address.choose(
            visit.session, visit.who, visit.region, content, code, wanted, visit.now
        )
    except Invalid as error:
        visit.take_back()
        said, kind = faults.said(error), "danger"
    except Conflict:
        visit.take_back()
        said, kind = _("Readers have this page, so only editors change its address."), "warn"
    return back_to("desk_pages.show", visit, code, said, kind, page=page, _anchor="address")


@blueprint.post("/paragraphs/<int:segment>/history/<int:target>")
@door("translate")
def serve_again(visit: Visit, code: str, segment: int, target: int) -> Response:
    """Readers get a text that they had before."""
    said, kind = _("Readers have this text again."), "ok"
    version = min(max(0, request.form.get("lock_version", 0, int)), LARGEST)
    if max(segment, target) > LARGEST:
        raise NotFound(f"paragraph {segment} has no text {target}")
    try:
        decided = paragraph_history.serve_again(
            visit.session, visit.who, visit.region, code, segment, target, lock_version=version,
            now=visit.now,
        )  # fmt: skip
        if decided.outcome == "stays":
            said = _("Readers have this text again. It answers an older German.")
    except Faulty:
        visit.take_back()
        said, kind = _("A check speaks against this text, so readers cannot have it."), "danger"
    except (Conflict, Invalid):
        visit.take_back()
        said, kind = _("Somebody else was quicker. You see now what readers have."), "warn"
    return back_to("desk_pages.history", visit, code, said, kind, segment=segment)
