"""Memories of other programs: a file is looked at with nothing changed, then taken over."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from app.domain.segments.chips import chips
from app.errors import Invalid, NotFound
from app.services.exchange import memory_files
from app.services.exchange.memory_import import NEW, STATES, Preview, Row
from app.web import paging
from app.web.desk import arrivals
from app.web.desk.layout import back_to, render
from app.web.desk.memories import memory_words
from app.web.door import Visit, door

blueprint = Blueprint("memories_files", __name__, url_prefix="/desk/<region>/<code>/memory/import")
ON_PAGE = 50


@blueprint.route("/", methods=["GET", "POST"])
@door("translate")
def bring(visit: Visit, code: str) -> Response | tuple[str, int] | str:
    """A file is chosen and kept to be looked at, or refused with the reason."""
    if request.method == "GET":
        return _room(visit, code)
    try:
        name, data = arrivals.sent()
        number = memory_files.keep(
            visit.session, visit.who, visit.region, code, data, name, visit.now
        )
    except Invalid as error:
        visit.take_back()
        return _room(visit, code, memory_words.refusal(error)), 422
    return back_to("memories_files.show", visit, code, number=number)


def _room(visit: Visit, code: str, problem: str = "") -> str:
    return render(
        "desk/memory_import.html", visit, code, problem=problem, largest=arrivals.MEGABYTES
    )


@blueprint.get("/<int:number>/")
@door("translate")
def show(visit: Visit, code: str, number: int) -> Response | str:
    """What each pair of the file would come to."""
    try:
        looked = memory_files.look(visit.session, visit.who, visit.region, code, number, visit.now)
    except NotFound:
        return arrivals.gone("memories_files.bring", visit, code)
    counts = looked.preview.counts()
    asked = request.args.get("state", "")
    asked = asked if counts.get(asked) else next((one for one in STATES if counts[one]), NEW)
    rows = [row for row in looked.preview.rows if row.state == asked]
    leaf = paging.asked(len(rows), ON_PAGE)
    return render(
        "desk/memory_file.html", visit, code, looked=looked, counts=counts, asked=asked,
        rows=_with_problems(leaf.of(rows)), words=memory_words,
        page=leaf.number, pages=leaf.pages, start=leaf.start + 1,
        url=lambda state, at=1: url_for(
            "memories_files.show", region=visit.slug, code=code, number=number, state=state,
            page=at,
        ),
    )  # fmt: skip


def _with_problems(rows: Sequence[Row]) -> list[tuple[Row, list[str]]]:
    """Rows with what is wrong with each, in sentences."""
    return [
        (
            row,
            memory_words.problems(row.problems, chips(row.heard.source.codes if row.heard else ())),
        )
        for row in rows
    ]


@blueprint.post("/<int:number>/apply")
@door("translate")
def apply(visit: Visit, code: str, number: int) -> Response:
    """Take the new pairs of the file over."""
    is_checked = request.form.get("checked") == "1"
    try:
        done = memory_files.apply(
            visit.session, visit.who, visit.region, code, number, visit.now, is_checked=is_checked
        )
    except NotFound:
        return arrivals.gone("memories_files.bring", visit, code)
    return back_to("memories.index", visit, code, _done(done), shown="files")


@blueprint.post("/<int:number>/drop")
@door("translate")
def drop(visit: Visit, code: str, number: int) -> Response:
    """Forget the file."""
    try:
        memory_files.drop(visit.session, visit.who, visit.region, code, number, visit.now)
    except NotFound:
        return arrivals.gone("memories_files.bring", visit, code)
    return arrivals.forgotten("memories_files.bring", visit, code)


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Response:
    """A file that the server does not even read to its end."""
    return arrivals.too_large("memories_files.bring")


def _done(done: Preview) -> str:
    count = done.counts()[NEW]
    said = ngettext(
        "%(num)s text was taken into the memory.", "%(num)s texts were taken into the memory.",
        count,
    )  # fmt: skip
    nothing = gettext("Nothing was changed: all that could be taken over was there already.")
    return str(said if count else nothing)
