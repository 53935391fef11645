"""A file that came back: looked at with nothing changed, row by row, and then taken over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, request
from flask_babel import gettext, ngettext
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from app.errors import Invalid, NotFound
from app.services.exchange import uploads
from app.services.exchange.told import Account, Told
from app.web import paging
from app.web.desk import arrivals
from app.web.desk.exchanges import exchanges, exchanges_words
from app.web.desk.layout import back_to, render
from app.web.door import Visit, door

blueprint = Blueprint("exchanges_files", __name__, url_prefix="/desk/<region>/<code>/exchange/file")
ON_PAGE = 50
"""Rows on one page of a preview."""
CHANGES = tuple(state for state in exchanges_words.STATES if state != "unchanged")
EVERY = "every"


@blueprint.route("/", methods=["POST"])
@door("translate")
def bring(visit: Visit, code: str) -> Response | tuple[str, int]:
    """A file is kept to be looked at, or refused with the reason; nothing else is changed."""
    try:
        name, data = arrivals.sent()
        number = uploads.keep(visit.session, visit.who, visit.slug, code, data, name, visit.now)
    except Invalid as error:
        visit.take_back()
        said = exchanges_words.refusal(error)
        return exchanges.page(visit, code, {"file": said}), 422
    return back_to("exchanges_files.show", visit, code, number=number)


@blueprint.route("/<int:number>/")
@door("translate")
def show(visit: Visit, code: str, number: int) -> Response | str:
    """What the file would come to; once it was taken over, what came of it."""
    try:
        looked = uploads.look(visit.session, visit.who, visit.slug, code, number, visit.now)
    except NotFound:
        return arrivals.gone("exchanges.index", visit, code)
    counts = looked.account.counts()
    asked = request.args.get("state", "")
    rows = _rows(looked.account, asked)
    leaf = paging.asked(len(rows), ON_PAGE)
    return render(
        "desk/exchange_file.html", visit, code, looked=looked, counts=counts, asked=asked,
        rows=leaf.of(rows), page=leaf.number, pages=leaf.pages,
        total=len(looked.account.rows), changes=sum(counts[state] for state in CHANGES),
        kept=counts["older"] + counts["newer"], words=exchanges_words, every=EVERY,
        on_page=ON_PAGE,
    )  # fmt: skip


@blueprint.route("/<int:number>/choose", methods=["POST"])
@door("translate")
def choose(visit: Visit, code: str, number: int) -> Response:
    """Keep what is ticked on this page of rows, and go on to another one."""
    try:
        _keep_choice(visit, code, number)
    except NotFound:
        return arrivals.gone("exchanges.index", visit, code)
    state, _, page = request.form.get("go", "").partition(":")
    asked: dict[str, Any] = {"state": state or None, "page": page if page.isdecimal() else None}
    return back_to("exchanges_files.show", visit, code, number=number, **asked)


@blueprint.route("/<int:number>/apply", methods=["POST"])
@door("translate")
def apply(visit: Visit, code: str, number: int) -> Response:
    """Take the file over as it was looked at, with what is ticked."""
    try:
        _keep_choice(visit, code, number)
        done = uploads.apply(visit.session, visit.who, visit.slug, code, number, visit.now)
    except NotFound:
        return arrivals.gone("exchanges.index", visit, code)
    return back_to("exchanges_files.show", visit, code, _done(done), number=number)


@blueprint.route("/<int:number>/drop", methods=["POST"])
@door("translate")
def drop(visit: Visit, code: str, number: int) -> Response:
    """Forget the file."""
    try:
        uploads.drop(visit.session, visit.who, visit.slug, code, number, visit.now)
    except NotFound:
        return arrivals.gone("exchanges.index", visit, code)
    return arrivals.forgotten("exchanges.index", visit, code)


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Response:
    """A file that the server does not even read to its end."""
    return arrivals.too_large("exchanges.index")


def _keep_choice(visit: Visit, code: str, number: int) -> None:
    shown, ticked = request.form.getlist("shown"), request.form.getlist("take")
    uploads.choose(
        visit.session, visit.who, visit.slug, code, number, visit.now, shown=shown, ticked=ticked
    )


def _rows(account: Account, asked: str) -> Sequence[Told]:
    """The rows that are asked for; by default those that change something, where there are any."""
    if asked in exchanges_words.STATES:
        return account.of((asked,))
    changes = account.of(CHANGES)
    return account.rows if asked == EVERY or not changes else changes


def _done(done: Account) -> str:
    counts = done.counts()
    if not counts["applied"] and not counts["older"] and not counts["newer"]:
        return str(gettext("Nothing was changed: all that could be taken over was there already."))
    said = ngettext(
        "%(num)s paragraph was taken over.", "%(num)s paragraphs were taken over.",
        counts["applied"],
    )  # fmt: skip
    return str(said)
