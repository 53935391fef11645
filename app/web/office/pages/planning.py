"""What is planned for a page: its publication, its end, and when somebody looks at it again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from app.domain.revisions.paragraph_diff import words
from app.errors import Conflict, Invalid, NotFound
from app.services import access
from app.services.editing import deeds
from app.services.pages import histories, releasing, reviews, scheduling, slugs
from app.web.door import Visit, door
from app.web.office.layout import back_to, render
from app.web.office.pages import moments, page_words
from app.web.office.pages.moments import Moment
from app.web.office.pages.page_frame import Frame, frame

blueprint = Blueprint("planning", __name__, url_prefix="/office/<region>/pages/<int:page>/plan")
EVERY = {
    0: lazy_gettext("once only"),
    30: lazy_gettext("every month"),
    91: lazy_gettext("every three months"),
    182: lazy_gettext("every half year"),
    365: lazy_gettext("every year"),
    730: lazy_gettext("every two years"),
}


def intervals(days: int) -> list[tuple[int, str]]:
    """How often a page may be looked at, `days` among them."""
    known = {number: str(label) for number, label in EVERY.items()}
    if days not in known:
        known[days] = _("every %(days)s days", days=days)
    return sorted(known.items())


@blueprint.get("/")
@door("view")
def index(visit: Visit, page: int) -> str:
    """All that is planned, and the forms to change it."""
    return room(visit, frame(visit, page))


def room(visit: Visit, here: Frame, **typed: Any) -> str:
    """The room, with what was typed and what is wrong with it instead of what is stored."""
    session, content, today = visit.session, here.content, moments.today(visit)
    plan, review = scheduling.of(session, content), reviews.of(session, content)
    every = review.every_days if review else reviews.YEARLY
    due_on = review.due_on if review else None
    values: dict[str, Any] = {
        "plan": plan, "review": review, "today": today, "addresses": slugs.of(session, content),
        "end": moments.shown(visit, plan.expires_at if plan else None),
        "intervals": intervals(every), "review_every": every, "review_error": "",
        "review_day": (due_on or today + timedelta(days=every or reviews.YEARLY)).isoformat(),
        "slug_typed": {}, "slug_error": {}, "spell": lambda at: moments.spell(visit, at),
    }  # fmt: skip
    return render("office/planning.html", visit, frame=here, **(values | typed))


@blueprint.get("/publish")
@door("publish", writes=True)
def when(visit: Visit, page: int) -> str:
    """When a text is to be published, and what it means for the languages."""
    here = frame(visit, page)
    plan = scheduling.of(visit.session, here.content)
    number = request.args.get("revision", here.newest, int)
    return _when(visit, here, number, moments.shown(visit, plan.publish_at if plan else None))


def _when(visit: Visit, here: Frame, number: int, moment: Moment) -> str:
    revision = histories.revision(visit.session, here.content, number)
    told = releasing.preview_of(visit.session, here.content, revision, now=visit.now)
    plan = scheduling.of(visit.session, here.content)
    if request.method == "POST":
        minor = set(request.form.getlist("minor", int))
    else:
        preset = {change.segment_id for change in told.changes if change.preset_minor}
        minor = set(plan.minor) if plan and plan.minor else preset
    return render(
        "office/planning_publish.html", visit, frame=here, revision=revision, told=told, diff=words,
        sentence=page_words.sentence(deeds.figures(told)), moment=moment, minor=minor, plan=plan,
        spell=lambda at: moments.spell(visit, at),
    )  # fmt: skip


@blueprint.post("/publish")
@door("publish")
def publish(visit: Visit, page: int) -> Response | tuple[str, int]:
    """Plan the publication of the revision that was looked at."""
    here, moment = frame(visit, page), moments.read(visit, request.form)
    number = request.form.get("revision", 0, int)
    if moment.at is None:
        return _when(visit, here, number, moment), 422
    minor = request.form.getlist("minor", int)
    try:
        scheduling.publish_later(
            visit.session, here.content, number, moment.at, minor=minor, by=visit.who.name,
            now=visit.now,
        )  # fmt: skip
    except Invalid:
        visit.take_back()
        said = _("The page leaves its readers before this time. Change its end first.")
        wrong = Moment(moment.day, moment.time, day_error=said)
        return _when(visit, frame(visit, page), number, wrong), 422
    except Conflict:
        visit.take_back()
        said = _("Readers have a newer text already. An older one is not published over it.")
        return back_to("planning.index", visit, said, "warn", page=page)
    said = _(
        "Revision %(number)s will be published: %(when)s.",
        number=number, when=moments.spell(visit, moment.at),
    )  # fmt: skip
    return back_to("planning.index", visit, f"{said} {moments.note(moment)}".strip(), page=page)


@blueprint.post("/newer")
@door("publish")
def newer(visit: Visit, page: int) -> Response:
    """Let the plan take the newer text that its reader saw."""
    content = access.content(visit.session, visit.region, page)
    number = request.form.get("revision", 0, int)
    try:
        scheduling.take_newer(visit.session, content, number, by=visit.who.name, now=visit.now)
    except (NotFound, Invalid):
        visit.take_back()
        said = _("This was planned otherwise, or happened, in the meantime.")
        return back_to("planning.index", visit, said, "warn", page=page)
    said = _("Revision %(number)s will be published at the planned time.", number=number)
    return back_to("planning.index", visit, said, page=page)


@blueprint.post("/expire")
@door("publish")
def expire(visit: Visit, page: int) -> Response | tuple[str, int]:
    """Plan when the page leaves its readers."""
    here, moment = frame(visit, page), moments.read(visit, request.form)
    if moment.at is None:
        return room(visit, here, end=moment), 422
    try:
        scheduling.expire_later(
            visit.session, here.content, moment.at, by=visit.who.name, now=visit.now
        )
    except Invalid:
        visit.take_back()
        said = _("The page is published only after this time. It can’t leave before it came.")
        wrong = Moment(moment.day, moment.time, day_error=said)
        return room(visit, frame(visit, page), end=wrong), 422
    said = _("The page leaves its readers: %(when)s.", when=moments.spell(visit, moment.at))
    return back_to("planning.index", visit, f"{said} {moments.note(moment)}".strip(), page=page)


@blueprint.post("/cancel/<part>")
@door("publish")
def cancel(visit: Visit, page: int, part: str) -> Response:
    """Give up a planned publication or end."""
    if part not in scheduling.PARTS:
        raise NotFound(f"nothing is called {part!r} here")
    content = access.content(visit.session, visit.region, page)
    try:
        scheduling.cancel(visit.session, content, part, by=visit.who.name, now=visit.now)
    except NotFound:
        visit.take_back()
        said = _("This was planned otherwise, or happened, in the meantime.")
        return back_to("planning.index", visit, said, "warn", page=page)
    given_up = {
        "publish": _("The text is not published by itself any more."),
        "expiry": _("The page stays with its readers."),
    }
    return back_to("planning.index", visit, given_up[part], page=page)


@blueprint.post("/review")
@door("write")
def review(visit: Visit, page: int) -> Response | tuple[str, int]:
    """Plan when the page, or all below it too, is looked at again."""
    here, typed = frame(visit, page), request.form.get("due_on", "")
    due_on, wrong = moments.day(typed)
    every = request.form.get("every", reviews.YEARLY, int)
    if due_on is not None and due_on < moments.today(visit):
        wrong = _("This day is over. Choose today or one to come.")
    if not 0 <= every <= reviews.LONGEST:
        wrong = _("Choose how often from the list.")
    if wrong:
        return room(visit, here, review_day=typed, review_every=every, review_error=wrong), 422
    below = request.form.get("below") == "1"
    reviews.plan(
        visit.session, here.content, due_on, every, by=visit.who.name, now=visit.now, below=below
    )
    said = (
        _("To be looked at: %(day)s.", day=moments.spoken(due_on))
        if due_on
        else _("Nobody is reminded of this page any more.")
    )
    return back_to("planning.index", visit, said, page=page)


@blueprint.post("/still-right")
@door("write")
def still_right(visit: Visit, page: int) -> Response:
    """Somebody looked: the page is still right."""
    content = access.content(visit.session, visit.region, page)
    next_on = reviews.confirm(
        visit.session, content, by=visit.who.name, today=moments.today(visit), now=visit.now
    )
    said = moments.thanks(next_on)
    return back_to("planning.index", visit, said, page=page)
