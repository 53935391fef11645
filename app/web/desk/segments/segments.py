"""One paragraph after the other out of a queue: opened, looked at, passed over."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.services.desk import progress, queues, walking
from app.web.desk import queue_words, wanted
from app.web.desk.layout import render
from app.web.desk.segments import segments_screen, segments_spot, segments_walk
from app.web.desk.segments.segments_spot import Spot
from app.web.desk.segments.segments_walk import go
from app.web.door import Visit, door

blueprint = Blueprint("segments", __name__, url_prefix="/desk/<region>/<code>/queue/<queue>")


@blueprint.get("/first")
@door("translate")
def first(visit: Visit, code: str, queue: str) -> Response:
    """To the most urgent paragraph that nobody else has open, or to the end."""
    segments_spot.check(queue)
    segments_walk.begin(visit, code, queue)
    here = segments_walk.walk(visit, code, queue)
    found = queues.next_item(
        visit.session, visit.region, code, queue, visit.now, here.wanted, user_id=visit.who.id
    )
    return go(visit, code, queue, found.segment_id if found else None)


@blueprint.get("/end")
@door("translate")
def end(visit: Visit, code: str, queue: str) -> str:
    """Nothing is left: what was done, and where one may go on."""
    segments_spot.check(queue)
    here = segments_walk.walk(visit, code, queue)
    counted = queues.counts(visit.session, visit.region, code, visit.now, here.wanted)
    run, left = segments_walk.run(visit, code, queue), counted[queue]
    last = run.last
    return render(
        "desk/segment_end.html", visit, code, queue_name=queue_words.NAMES[queue], left=left,
        headline=_("This queue is done.") if not left else _("Nothing is left here for you."),
        done=run.done, today=_today(visit, code), others=_others(visit, code, queue, counted), last=last,
        last_url=Spot(visit, code, last.queue, last.segment).url("decisions.undo") if last else "",
        overview_url=url_for("queues.index", region=visit.slug, code=code),
    )  # fmt: skip


def _today(visit: Visit, code: str) -> int:
    return progress.of_today(visit.session, visit.who, visit.region, code, visit.now).total


@dataclass(frozen=True)
class Other:
    """Another queue with work in it."""

    name: str
    count: int
    url: str


def _others(visit: Visit, code: str, queue: str, counted: dict[str, int]) -> list[Other]:
    return [
        Other(
            str(queue_words.NAMES[name]), count,
            url_for("segments.first", region=visit.slug, code=code, queue=name, **wanted.asked().query),
        )
        for name, count in counted.items()
        if count and name != queue
    ]  # fmt: skip


@blueprint.get("/<int:segment>/")
@door("translate")
def show(visit: Visit, code: str, queue: str, segment: int) -> str:
    """The paragraph with all that helps to translate it."""
    return segments_screen.show(segments_spot.spot(visit, code, queue, segment))


@blueprint.get("/<int:segment>/next")
@door("translate")
def following(visit: Visit, code: str, queue: str, segment: int) -> Response:
    """To the paragraph after it; nothing is decided."""
    segments_spot.check(queue)
    return go(visit, code, queue, segments_walk.onward(visit, code, queue, segment) or segment)


@blueprint.get("/<int:segment>/previous")
@door("translate")
def previous(visit: Visit, code: str, queue: str, segment: int) -> Response:
    """To the paragraph before it; at the beginning, to the one that was decided on last."""
    segments_spot.check(queue)
    here = segments_walk.walk(visit, code, queue)
    found = walking.before(visit.session, here, segment)
    last = segments_walk.run(visit, code, queue).last
    if found is None and last is not None and last.queue == queue:
        found = last.segment
    return go(visit, code, queue, found or segment)
