"""What is decided on a paragraph of a queue: its text accepted, confirmed, taken over, taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, make_response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.errors import Conflict, Invalid
from app.services.desk.paragraphs import deciding
from app.services.desk.paragraphs.deciding import Decided, Faulty
from app.web import faults
from app.web.desk.segments import segment_words, segments_screen, segments_spot, segments_walk
from app.web.desk.segments.segments_screen import Typed
from app.web.desk.segments.segments_spot import LARGEST, Spot
from app.web.desk.segments.segments_walk import go
from app.web.door import Visit, door

blueprint = Blueprint("decisions", __name__, url_prefix="/desk/<region>/<code>/queue/<queue>")


@blueprint.post("/<int:segment>/")
@door("translate")
def accept(visit: Visit, code: str, queue: str, segment: int) -> Response:
    """Let readers have what was typed; with what checks object to, it is shown again."""
    spot = segments_spot.spot(visit, code, queue, segment)
    coded = request.form.get("coded", "").replace("\r\n", "\n")
    german, version = request.form.get("made_against", ""), _version()
    sent = Typed(coded, made_against=german, lock_version=version)
    anyway = request.form.get("anyway") == "1"
    onward = segments_walk.onward(visit, code, queue, segment)
    try:
        decided = deciding.accept(
            visit.session, visit.who, visit.region, code, segment, coded, made_against=german,
            lock_version=version, now=visit.now, insist=anyway,
        )  # fmt: skip
    except Faulty as error:
        return _again(spot, replace(sent, problems=_problems(spot, error), ask=error.may_insist))
    except Invalid as error:
        return _again(spot, replace(sent, problems=[_fault(error)]))
    if decided.outcome == "saved" and decided.found and not anyway:
        warned = Faulty(decided.found, may_insist=True)
        return _again(spot, replace(sent, problems=_problems(spot, warned), ask=True))
    return _onward(spot, decided, onward)


@blueprint.post("/<int:segment>/confirm")
@door("translate")
def confirm(visit: Visit, code: str, queue: str, segment: int) -> Response:
    """What readers have is still right."""
    return _decide(
        segments_spot.spot(visit, code, queue, segment), deciding.confirm, lock_version=_version(),
        made_against=request.form.get("made_against", ""),
    )  # fmt: skip


@blueprint.post("/<int:segment>/take-machine")
@door("translate")
def take_machine(visit: Visit, code: str, queue: str, segment: int) -> Response:
    """Readers get the machine's text as it is."""
    spot = segments_spot.spot(visit, code, queue, segment)
    return _decide(spot, deciding.take_machine, _number("target"), lock_version=_version())


@blueprint.post("/<int:segment>/take-mine")
@door("translate")
def take_mine(visit: Visit, code: str, queue: str, segment: int) -> Response:
    """Of two texts, readers get the one that was kept aside."""
    spot = segments_spot.spot(visit, code, queue, segment)
    return _decide(spot, deciding.take_mine, _number("target"), lock_version=_version())


@blueprint.post("/<int:segment>/keep-theirs")
@door("translate")
def keep_theirs(visit: Visit, code: str, queue: str, segment: int) -> Response:
    """Of two texts, readers keep the one they have."""
    spot = segments_spot.spot(visit, code, queue, segment)
    return _decide(spot, _keep_theirs, _number("target"))


def _keep_theirs(*args: Any, **more: Any) -> Decided:
    deciding.keep_theirs(*args, **more)
    return Decided("saved")


@blueprint.post("/<int:segment>/undo")
@door("translate")
def undo(visit: Visit, code: str, queue: str, segment: int) -> Response:
    """Take back what the visitor decided on this paragraph last, and look at it again."""
    segments_spot.check(queue)
    try:
        deciding.undo(visit.session, visit.who, visit.region, code, segment, visit.now)
        flash(_("Your last decision was taken back."), "ok")
    except (Conflict, Invalid):
        visit.take_back()
        flash(_("This cannot be taken back, but you can change the text here."), "warn")
    segments_walk.taken_back(visit, code, queue, segment)
    return go(visit, code, queue, segment)


def _decide(spot: Spot, deed: Callable[..., Decided], *about: int, **seen: Any) -> Response:
    """Do a deed, and go on to what comes after."""
    visit = spot.visit
    onward = segments_walk.onward(visit, spot.code, spot.queue, spot.segment)
    where = (visit.session, visit.who, visit.region, spot.code, spot.segment)
    try:
        decided = deed(*where, *about, now=visit.now, **seen)
    except Faulty as error:
        return _again(spot, Typed(None, _problems(spot, error)))
    except Invalid as error:
        return _again(spot, Typed(None, [_fault(error)]))
    return _onward(spot, decided, onward)


def _onward(spot: Spot, decided: Decided, onward: int | None) -> Response:
    """On to the next paragraph; back to this one, with what happened, where it still needs a look."""
    visit, code, queue = spot.visit, spot.code, spot.queue
    stays = {
        "behind": _("The German has changed meanwhile. Please compare once more."),
        "conflict": _("Somebody else saved this paragraph meanwhile. Nothing is lost."),
        "stays": _("The German has links or formats now that the translation lacks. Please add them."),
    }  # fmt: skip
    if said := stays.get(decided.outcome):
        flash(said, "warn")
        return go(visit, code, queue, spot.segment)
    segments_walk.decided(visit, code, queue, spot.segment)
    if decided.outcome == "gone":
        flash(_("That paragraph no longer stands in its page. Your text is kept."), "warn")
    elif decided.published:
        flash(_("With that, the page is complete, and readers have it."), "ok")
    return go(visit, code, queue, onward)


def _again(spot: Spot, typed: Typed) -> Response:
    """The paragraph once more, with what is wrong; nothing was written."""
    spot.visit.take_back()
    answer = make_response(segments_screen.show(spot, typed), 422)
    answer.headers["HX-Push-Url"] = "false"
    return answer


def _problems(spot: Spot, error: Faulty) -> list[segment_words.Fault]:
    return segment_words.faults(error.found, segments_screen.chips_of(spot))


def _fault(error: Invalid) -> segment_words.Fault:
    return segment_words.Fault(True, faults.said(error))


def _version() -> int:
    return _number("lock_version")


def _number(name: str) -> int:
    """A number of the form; 0 where it is none."""
    return min(max(0, request.form.get(name, 0, int)), LARGEST)
