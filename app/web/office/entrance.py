"""The way in: to one's only region, or to the list of those one works for."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from app.domain.access.permissions import regions_of, translates_only
from app.services import regions
from app.web.door import Visit, door
from app.web.office.layout import front_room, render

blueprint = Blueprint("entrance", __name__, url_prefix="/office")


@blueprint.get("/")
@door("", everywhere=True)
def index(visit: Visit) -> Response | str:
    """Straight to the region of somebody who has one only; to the desk for those who only translate."""
    slugs = regions_of(visit.who, [region.slug for region in regions.every(visit.session)])
    if translates_only(visit.who, slugs):
        return redirect(url_for("desk_entrance.index"))
    if len(slugs) == 1 and front_room() != "entrance.index":
        return redirect(url_for(front_room(), region=slugs[0]))
    return render("office/entrance.html", visit)
