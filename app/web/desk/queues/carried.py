"""What rules carried into a language during the last days, with a way back for each change."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.errors import Conflict
from app.services.desk import carried, progress
from app.web import paging
from app.web.desk import queue_words
from app.web.desk.layout import back_to, render
from app.web.door import Visit, door

blueprint = Blueprint("carried", __name__, url_prefix="/desk/<region>/<code>/carried")
AT_ONCE = 40


@blueprint.get("/")
@door("translate")
def index(visit: Visit, code: str) -> str:
    """The changes by day, the newest first."""
    session, region = visit.session, visit.region
    since = progress.midnight(region, visit.now) - timedelta(days=carried.DAYS)
    total = carried.count(session, region, code, since)
    leaf = paging.asked(total, AT_ONCE)
    found = carried.listed(session, region, code, since, limit=AT_ONCE, offset=leaf.start)
    zone = ZoneInfo(region.time_zone)
    days = [
        (day, list(lines))
        for day, lines in groupby(found, key=lambda one: one.at.astimezone(zone).date())
    ]
    return render(
        "desk/carried.html", visit, code, days=days, total=total, number=leaf.number,
        pages=leaf.pages, since=since, words=queue_words,
    )  # fmt: skip


@blueprint.post("/<int:move>/undo")
@door("translate")
def undo(visit: Visit, code: str, move: int) -> Response:
    """Readers get the translation from before again; the paragraph waits for a person."""
    page = max(1, request.form.get("page", 1, int))
    try:
        carried.undo(visit.session, visit.who, visit.region, code, move, visit.now)
    except Conflict:
        visit.take_back()
        said = _("This cannot be taken back any more: somebody has changed the text since.")
        return back_to("carried.index", visit, code, said, "warn", page=page)
    said = _("It is taken back. The paragraph waits in a queue until somebody has looked at it.")
    return back_to("carried.index", visit, code, said, page=page)
