"""What is decided on the paragraphs of a whole page: saved, confirmed, taken over, kept as drafts."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, jsonify, make_response, request
from werkzeug.wrappers import Response

from app.errors import Invalid, NotFound
from app.services.desk.pages import page_saving
from app.services.desk.pages.page_saving import Outcome, Saved
from app.services.desk.pages.page_texts import Typed
from app.services.desk.paragraphs import claims, deciding, drafts
from app.services.desk.paragraphs.deciding import Decided, Faulty
from app.services.desk.paragraphs.whereabouts import content_of as owner_of
from app.web.desk.layout import back_to
from app.web.desk.pages import pages_screen, pages_words
from app.web.desk.pages.pages_screen import LARGEST, content_of
from app.web.desk.segments import segments_spot
from app.web.door import Visit, door

blueprint = Blueprint("page_deeds", __name__, url_prefix="/desk/<region>/<code>")
PARAGRAPH = "/pages/<int:page>/<int:segment>"


@blueprint.post("/pages/<int:page>/")
@door("translate")
def save(visit: Visit, code: str, page: int) -> Response | str:
    """Keep all that was typed; the page comes back with what became of each paragraph."""
    came = _save(visit, code, page, pages_screen.typed())
    said, kind = pages_words.summary(came.outcomes.values())
    _tell_live(came)
    if all(one.word == "saved" and not one.found for one in came.outcomes.values()):
        return back_to("desk_pages.show", visit, code, said, kind, page=page)
    flash(said, kind)
    return pages_screen.show(visit, code, page, came.outcomes)


def _save(visit: Visit, code: str, page: int, typed: list[Typed]) -> Saved:
    content = content_of(visit, page)
    return page_saving.save(visit.session, visit.who, visit.region, code, content, typed, visit.now)


def _tell_live(came: Saved) -> None:
    if came.is_published:
        flash(str(pages_words.LIVE_NOW), "ok")


@blueprint.post(PARAGRAPH + "/")
@door("translate")
def save_one(visit: Visit, code: str, page: int, segment: int) -> Response | str:
    """Keep what was typed for one paragraph."""
    came = _save(visit, code, page, pages_screen.typed([segment]))
    outcome = came.outcomes.get(segment) or Outcome(segment, "unchanged", "")
    if not _is_script():
        _tell_live(came)
    return _answer(visit, code, page, segment, outcome)


@blueprint.post(PARAGRAPH + "/confirm")
@door("translate")
def confirm(visit: Visit, code: str, page: int, segment: int) -> Response | str:
    """What readers have is still right."""
    seen = _seen(segment)
    decided = deciding.confirm(
        visit.session, visit.who, visit.region, code, _own(visit, code, page, segment), now=visit.now,
        made_against=seen.made_against, lock_version=seen.lock_version,
    )  # fmt: skip
    return _decided(visit, code, page, segment, decided, "confirmed")


@blueprint.post(PARAGRAPH + "/take-machine")
@door("translate")
def take_machine(visit: Visit, code: str, page: int, segment: int) -> Response | str:
    """Readers get the machine's text as it is."""
    return _take(visit, code, page, segment, deciding.take_machine)


@blueprint.post(PARAGRAPH + "/take-mine")
@door("translate")
def take_mine(visit: Visit, code: str, page: int, segment: int) -> Response | str:
    """Of two texts, readers get the one that was kept aside."""
    return _take(visit, code, page, segment, deciding.take_mine)


def _take(
    visit: Visit, code: str, page: int, segment: int, deed: Callable[..., Decided]
) -> Response | str:
    seen = _seen(segment)
    try:
        decided = deed(
            visit.session, visit.who, visit.region, code, _own(visit, code, page, segment),
            _target(), lock_version=seen.lock_version, now=visit.now,
        )  # fmt: skip
    except Faulty as error:
        visit.take_back()
        refused = Outcome(segment, "refused", seen.coded, error.found)
        return _answer(visit, code, page, segment, refused)
    return _decided(visit, code, page, segment, decided, "taken")


@blueprint.post(PARAGRAPH + "/keep-theirs")
@door("translate")
def keep_theirs(visit: Visit, code: str, page: int, segment: int) -> Response | str:
    """Of two texts, readers keep the one they have."""
    own = _own(visit, code, page, segment)
    try:
        deciding.keep_theirs(
            visit.session, visit.who, visit.region, code, own, _target(), visit.now
        )
    except Invalid:
        visit.take_back()  # decided already
    return _answer(visit, code, page, segment, Outcome(segment, "left", ""))


@blueprint.post(PARAGRAPH + "/draft")
@door("translate")
def keep_draft(visit: Visit, code: str, page: int, segment: int) -> Response:
    """Keep what is being typed, and the paragraph open; tells when, and who else has it."""
    own, seen = _own(visit, code, page, segment), _seen(segment)
    drafts.keep(
        visit.session, visit.who, own, code, seen.coded, made_against=seen.made_against,
        lock_version=seen.lock_version, now=visit.now,
    )  # fmt: skip
    held = claims.take(visit.session, visit.who, own, code, visit.now)
    return jsonify(
        at=segments_spot.clock(visit, visit.now), other="" if held.is_mine else held.name
    )


@blueprint.post(PARAGRAPH + "/drop")
@door("translate")
def drop(visit: Visit, code: str, page: int, segment: int) -> Response | str:
    """Throw away what the visitor was typing."""
    own = _own(visit, code, page, segment)
    drafts.discard(visit.session, visit.who, [own], code)
    claims.release(visit.session, visit.who, own, code)
    return _answer(visit, code, page, segment, Outcome(segment, "dropped", ""))


def _own(visit: Visit, code: str, page: int, segment: int) -> int:
    """The paragraph, if it is this page's."""
    content = content_of(visit, page)
    if segment > LARGEST:
        raise NotFound(f"paragraph {segment} does not exist")
    if owner_of(visit.session, visit.region, code, segment).id != content.id:
        raise NotFound(f"paragraph {segment} does not belong to page {page}")
    return segment


def _seen(segment: int) -> Typed:
    """What the form says that the visitor saw of a paragraph."""
    found = pages_screen.typed([segment])
    if not found:
        raise Invalid(f"the form says nothing of paragraph {segment}", "seen", "empty")
    return found[0]


def _target() -> int:
    return min(max(0, request.form.get("target", 0, int)), LARGEST)


def _is_script() -> bool:
    return request.headers.get("HX-Request") == "true"


def _decided(
    visit: Visit, code: str, page: int, segment: int, decided: Decided, done: str
) -> Response | str:
    word = {"saved": done, "behind": "moved"}.get(decided.outcome, decided.outcome)
    if decided.published and not _is_script():
        flash(str(pages_words.LIVE_NOW), "ok")
    told = Outcome(segment, word, _seen(segment).coded)
    return _answer(visit, code, page, segment, told)


def _answer(visit: Visit, code: str, page: int, segment: int, outcome: Outcome) -> Response | str:
    """The paragraph alone for a script, else the page, with what else was typed kept as drafts."""
    if _is_script():
        return make_response(pages_screen.fragment(visit, code, page, segment, outcome))
    _keep_rest(visit, code, page, segment)
    return pages_screen.show(visit, code, page, {segment: outcome})


def _keep_rest(visit: Visit, code: str, page: int, but: int) -> None:
    """Nothing that stood in the other fields is lost."""
    own = pages_screen.ids(visit, code, page)
    for one in pages_screen.typed():
        if one.is_touched and one.segment_id in own and one.segment_id != but:
            drafts.keep(
                visit.session, visit.who, one.segment_id, code, one.coded[: drafts.LONGEST],
                made_against=one.made_against, lock_version=one.lock_version, now=visit.now,
            )  # fmt: skip
