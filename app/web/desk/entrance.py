"""The way in: to one's only desk, or to the list of those one has; and how often a mail tells of them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.errors import Invalid
from app.services import regions
from app.services.desk import digests, standings
from app.services.desk.standings import Standing
from app.web.desk.layout import Place, places, render
from app.web.door import Visit, door

blueprint = Blueprint("desk_entrance", __name__, url_prefix="/desk")


@dataclass(frozen=True)
class Desk:
    """A language of a region, and how it stands."""

    place: Place
    standing: Standing


@blueprint.get("/")
@door("", everywhere=True)
def index(visit: Visit) -> Response | str:
    """Straight on for somebody who has one desk only; `region` narrows the list to one region."""
    asked = request.args.get("region", "")
    mine = places(visit)
    shown = [place for place in mine if asked in ("", place.slug)]
    if len(mine) == 1:
        only = mine[0]
        return redirect(url_for("queues.index", region=only.slug, code=only.tongue.code))
    return render(
        "desk/entrance.html", visit, desks=_desks(visit, shown), asked=asked,
        every=digests.chosen(visit.session, visit.who.id),
    )  # fmt: skip


def _desks(visit: Visit, shown: list[Place]) -> dict[str, list[Desk]]:
    """The desks by the name of their region."""
    slugs = {place.slug for place in shown}
    ids = {row.slug: row.id for row in regions.every(visit.session) if row.slug in slugs}
    stand = standings.of_regions(visit.session, ids.values())
    found: dict[str, list[Desk]] = {}
    for place in shown:
        key = (ids[place.slug], place.tongue.code)
        found.setdefault(place.region, []).append(Desk(place, stand.get(key, Standing())))
    return found


@blueprint.post("/mail")
@door("", everywhere=True)
def mail(visit: Visit) -> Response:
    """How often a mail tells what waits: never, daily, weekly."""
    try:
        digests.choose(visit.session, visit.who.id, request.form.get("every", ""))
    except Invalid:
        flash(_("Please choose one of those that are offered."), "danger")
    else:
        flash(_("Your choice is kept."), "ok")
    return redirect(_back(visit), 303)


def _back(visit: Visit) -> str:
    """The desk at which the choice was made, else the list of all."""
    made_at = (request.form.get("region", ""), request.form.get("code", ""))
    for place in places(visit):
        if (place.slug, place.tongue.code) == made_at:
            return url_for(
                "queues.index", region=place.slug, code=place.tongue.code, _anchor="mail"
            )  # fmt: skip
    return url_for("desk_entrance.index")
