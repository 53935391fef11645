"""What is to be looked at again, what comes, what nobody thinks of, and what happens by itself."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.services import access, regions
from app.services.pages import reviews, scheduling
from app.web import paging, tongues
from app.web.door import Visit, door
from app.web.office.layout import back_to, render
from app.web.office.pages import moments
from app.web.office.pages.planning import intervals

blueprint = Blueprint("reviews", __name__, url_prefix="/office/<region>/reviews")
AT_ONCE = 50
MOST = 500


@blueprint.get("/")
@door("view")
def index(visit: Visit) -> str:
    """The pages that are due, those of the next weeks, and those without a day."""
    session, region, today = visit.session, visit.region, moments.today(visit)
    forgotten = reviews.forgotten(session, region)
    leaf = paging.asked(len(forgotten), AT_ONCE)
    return render(
        "office/reviews.html", visit, due=reviews.due(session, region, today),
        coming=reviews.coming(session, region, today), today=today,
        forgotten=leaf.of(forgotten), without=len(forgotten), number=leaf.number,
        pages=leaf.pages, plans=scheduling.of_region(session, region.id),
        source=tongues.of(visit)[regions.source_code(region)],
        intervals=[one for one in intervals(reviews.YEARLY) if one[0]],
        spell=lambda at: moments.spell(visit, at),
    )  # fmt: skip


@blueprint.post("/<int:page>/still-right")
@door("write")
def still_right(visit: Visit, page: int) -> Response:
    """Somebody looked at one page of the list."""
    content = access.content(visit.session, visit.region, page)
    next_on = reviews.confirm(
        visit.session, content, by=visit.who.name, today=moments.today(visit), now=visit.now
    )
    return back_to("reviews.index", visit, moments.thanks(next_on))


@blueprint.post("/plan")
@door("write")
def plan(visit: Visit) -> Response:
    """Give the chosen pages a day, as far from today as they are to be apart from then on."""
    every = request.form.get("every", reviews.YEARLY, int)
    chosen = request.form.getlist("chosen", int)
    if request.form.get("all") == "1":
        chosen = [one.content_id for one in reviews.forgotten(visit.session, visit.region)]
    if not chosen or not 0 < every <= reviews.LONGEST:
        return back_to("reviews.index", visit, _("Choose at least one page."), "warn")
    due_on = moments.today(visit) + timedelta(days=every)
    for page in chosen[:MOST]:
        content = access.content(visit.session, visit.region, page)
        reviews.plan(visit.session, content, due_on, every, by=visit.who.name, now=visit.now)
    said = ngettext(
        "%(num)s page is due on %(day)s.", "%(num)s pages are due on %(day)s.", len(chosen[:MOST]),
        day=moments.spoken(due_on),
    )  # fmt: skip
    return back_to("reviews.index", visit, said)
