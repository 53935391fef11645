"""What goes on beside a decision: a paragraph held open, drafts kept, comments said, findings judged."""

from __future__ import annotations

from flask import Blueprint, flash, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.errors import Invalid, NotAllowed
from app.services.desk.paragraphs import claims, comments, deciding, drafts
from app.services.desk.paragraphs.whereabouts import content_of
from app.web import faults
from app.web.desk.segments import segments_screen, segments_spot
from app.web.desk.segments.segments_spot import LARGEST, Spot
from app.web.desk.segments.segments_walk import go
from app.web.door import Visit, door

blueprint = Blueprint("segment_notes", __name__, url_prefix="/desk/<region>/<code>/queue/<queue>")


@blueprint.post("/<int:segment>/claim")
@door("translate")
def claim(visit: Visit, code: str, queue: str, segment: int) -> Response:
    """Hold the paragraph open, or with `over` take it over; scripts get the line that tells who has it."""
    spot = _spot(visit, code, queue, segment)
    over = request.form.get("over") == "1"
    held = claims.take(visit.session, visit.who, segment, code, visit.now, over=over)
    if _is_script():
        return make_response(_line(spot, held))
    return go(visit, code, queue, segment)


@blueprint.post("/<int:segment>/release")
@door("translate")
def release(visit: Visit, code: str, queue: str, segment: int) -> Response:
    """Hold it no longer: the visitor has left."""
    _spot(visit, code, queue, segment)
    claims.release(visit.session, visit.who, segment, code)
    return make_response("", 204)


@blueprint.post("/<int:segment>/draft")
@door("translate")
def keep(visit: Visit, code: str, queue: str, segment: int) -> Response:
    """Keep what is being typed, and the paragraph open unless its author is `leaving`; tells when, and
    who has it."""
    spot = _spot(visit, code, queue, segment)
    drafts.keep(
        visit.session, visit.who, segment, code, request.form.get("coded", ""),
        made_against=request.form.get("made_against", ""), now=visit.now,
        lock_version=min(max(0, request.form.get("lock_version", 0, int)), LARGEST),
    )  # fmt: skip
    if request.form.get("leaving") == "1":
        claims.release(visit.session, visit.who, segment, code)
        return make_response("", 204)
    held = claims.take(visit.session, visit.who, segment, code, visit.now)
    return jsonify(at=segments_spot.clock(visit, visit.now), claim=_line(spot, held))


@blueprint.post("/<int:segment>/draft/drop")
@door("translate")
def drop(visit: Visit, code: str, queue: str, segment: int) -> Response:
    """Throw away what the visitor was typing."""
    _spot(visit, code, queue, segment)
    drafts.discard(visit.session, visit.who, [segment], code)
    flash(_("Your draft was dropped."), "ok")
    return go(visit, code, queue, segment)


@blueprint.post("/<int:segment>/comments")
@door("translate")
def say(visit: Visit, code: str, queue: str, segment: int) -> Response:
    """Say something to the other translators, or to everybody."""
    spot = _spot(visit, code, queue, segment)
    said, to_all = request.form.get("comment", ""), request.form.get("to_all") == "1"
    try:
        comments.add(
            visit.session, visit.who, visit.region, code, segment, said, visit.now, to_all=to_all
        )
    except Invalid as error:
        visit.take_back()
        typed = segments_screen.with_comment(said, faults.said(error), to_all)
        return make_response(segments_screen.show(spot, typed), 422)
    flash(_("Your comment was sent."), "ok")
    return go(visit, code, queue, segment)


@blueprint.post("/<int:segment>/comments/<int:number>/settle")
@door("translate")
def settle(visit: Visit, code: str, queue: str, segment: int, number: int) -> Response:
    """Call a comment settled."""
    _spot(visit, code, queue, segment)
    comments.resolve(visit.session, visit.who, visit.region, code, min(number, LARGEST), visit.now)
    return go(visit, code, queue, segment)


@blueprint.post("/<int:segment>/findings/<int:number>")
@door("translate")
def judge(visit: Visit, code: str, queue: str, segment: int, number: int) -> Response:
    """Say that what a check found is fine, or that it is not after all."""
    _spot(visit, code, queue, segment)
    is_fine = request.form.get("fine") == "1"
    deed = deciding.dismiss if is_fine else deciding.take_up_again
    try:
        deed(visit.session, visit.who, visit.region, code, min(number, LARGEST), visit.now)
    except NotAllowed:
        visit.take_back()
        flash(_("This is no matter of judgement: please correct the text."), "warn")
    return go(visit, code, queue, segment)


def _spot(visit: Visit, code: str, queue: str, segment: int) -> Spot:
    """A paragraph of this region, which these deeds need not look at any further."""
    spot = segments_spot.spot(visit, code, queue, segment)
    content_of(visit.session, visit.region, code, segment)
    return spot


def _is_script() -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _line(spot: Spot, held: claims.Held) -> str:
    return render_template("desk/segment_claim.html", held=held, **segments_spot.helpers(spot))
