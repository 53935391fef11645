"""The queues of a language: how it stands and what waits, and each queue as a list."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, request
from flask import session as cookie
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.errors import Invalid, NotFound
from app.services import exports
from app.services.desk import (
    assignments,
    carried,
    digests,
    lines,
    progress,
    standings,
)
from app.services.desk import queues as waiting
from app.services.desk.lines import Fault, Line
from app.services.desk.paragraphs import deciding, unticking
from app.services.overviews import holdings
from app.services.overviews.holdings import Holdings
from app.web import paging
from app.web.desk import queue_words, wanted
from app.web.desk.layout import back_to, render
from app.web.desk.segments import segment_words, segments_spot
from app.web.desk.wanted import Wanted
from app.web.door import Visit, door

blueprint = Blueprint("queues", __name__, url_prefix="/desk/<region>/<code>")
AT_ONCE = 50  # paragraphs on one page of a list
TICKED = "desk-ticked"
AGES = (1, 7, 30, 90)  # days


@blueprint.get("/")
@door("translate")
def index(visit: Visit, code: str) -> str:
    """What waits, how the language stands, what is mine, what I did today."""
    session, region = visit.session, visit.region
    held = holdings.of_region(session, region, languages=False)
    sections = standings.of_sections(session, region, code, held)
    midnight = progress.midnight(region, visit.now)
    return render(
        "desk/overview.html", visit, code, words=queue_words, sections=sections,
        standing=standings.together(one.standing for one in sections),
        counts=waiting.counts(session, region, code, visit.now),
        done=progress.of_today(session, visit.who, region, code, visit.now),
        mine=[
            one
            for one in assignments.of_region(session, region, code, user_id=visit.who.id)
            if one.waiting
        ],
        today=_today(visit), carried_today=carried.count(session, region, code, midnight),
        exports=[
            one
            for one in exports.of_region(session, visit.who, visit.slug, code)
            if one.holds(visit.now)
        ],
        every=digests.chosen(session, visit.who.id),
    )  # fmt: skip


def _today(visit: Visit) -> Any:
    return visit.now.astimezone(ZoneInfo(visit.region.time_zone)).date()


@blueprint.get("/queue/<queue>/")
@door("translate")
def show(visit: Visit, code: str, queue: str) -> str:
    """The paragraphs of a queue, as far as they are asked for."""
    _check(queue)
    session, region, asked = visit.session, visit.region, wanted.asked()
    held = holdings.of_region(session, region, languages=False)
    narrowed = wanted.as_filter(visit, asked, held)
    counts = waiting.counts(session, region, code, visit.now, narrowed)
    leaf = paging.asked(counts[queue], AT_ONCE)
    found = lines.of_queue(
        session, visit.who, region, code, queue, visit.now, held, narrowed,
        limit=AT_ONCE, offset=leaf.start,
    )  # fmt: skip
    return render(
        "desk/queue.html", visit, code, queue=queue, words=queue_words, asked=asked, ages=AGES,
        lines=found, counts=counts, number=leaf.number, pages=leaf.pages, at_once=AT_ONCE,
        sections=_sections(held), finding=_finding, today=_today(visit),
        clock=lambda moment: segments_spot.clock(visit, moment),
        ticked=len(_ticked(visit, code)) if "ticked" in request.args else 0,
    )  # fmt: skip


def _finding(fault: Fault, line: Line) -> str:
    """What a check found, in words."""
    return segment_words.fault(fault, line.chips).said


def _sections(held: Holdings) -> list[tuple[int, str, int]]:
    """The pages that have others below them: id, title, and how deep they stand."""
    found = [page for page in held.pages.values() if held.below.get(page.id)]
    return [(page.id, page.title, len(held.above(page.id))) for page in found]


@blueprint.post("/queue/<queue>/tick")
@door("translate")
def tick(visit: Visit, code: str, queue: str) -> Response:
    """What was chosen is right: it leaves the queue."""
    _check(queue)
    if queue not in queue_words.SURE:
        raise NotFound(f"nothing can be ticked off in {queue!r}")
    chosen = request.form.getlist("segment", int)
    if not chosen:
        said = _("Choose at least one paragraph first.")
        return _to_list(visit, code, queue, said, "warn")
    try:
        came = deciding.tick_off(
            visit.session, visit.who, visit.region, code, chosen, visit.now
        )  # fmt: skip
    except Invalid:
        visit.take_back()
        return _to_list(visit, code, queue, _("These are too many at once."), "danger")
    cookie[TICKED] = {"at": f"{visit.slug}/{code}", "segments": list(came.done)[:AT_ONCE]}
    if came.left:
        said = ngettext(
            "%(num)s paragraph was left: it has changed meanwhile.",
            "%(num)s paragraphs were left: they have changed meanwhile.",
            len(came.left),
        )
        return _to_list(visit, code, queue, said, "warn", ticked=1)
    return _to_list(visit, code, queue, ticked=1)


@blueprint.post("/queue/<queue>/untick")
@door("translate")
def untick(visit: Visit, code: str, queue: str) -> Response:
    """What was ticked off last comes back."""
    _check(queue)
    segments = _ticked(visit, code)
    count = unticking.untick(
        visit.session, visit.who, visit.region, code, segments, visit.now
    )  # fmt: skip
    cookie.pop(TICKED, None)
    if not count:
        return _to_list(visit, code, queue, _("There is nothing to take back."), "warn")
    said = ngettext("%(num)s paragraph is back.", "%(num)s paragraphs are back.", count)
    return _to_list(visit, code, queue, said)


def _check(queue: str) -> None:
    if queue not in waiting.QUEUES:
        raise NotFound(f"there is no queue {queue!r}")


def _ticked(visit: Visit, code: str) -> list[int]:
    """What this browser ticked off last at this desk."""
    kept = cookie.get(TICKED)
    if not isinstance(kept, dict) or kept.get("at") != f"{visit.slug}/{code}":
        return []
    return [int(segment) for segment in kept["segments"]]


def _to_list(
    visit: Visit, code: str, queue: str, said: str = "", kind: str = "ok", **more: Any
) -> Response:
    """Back to the list as it was asked for."""
    asked: Wanted = wanted.asked()
    return back_to("queues.show", visit, code, said, kind, queue=queue, **asked.query, **more)
