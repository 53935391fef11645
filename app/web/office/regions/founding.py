"""Regions of the installation, for administrators: seen, and new ones made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.errors import Conflict, Invalid
from app.services import events, regions
from app.services.settings import region_languages
from app.web import faults
from app.web.door import Visit, door
from app.web.office.layout import back_to, render
from app.web.tongues import label

blueprint = Blueprint("regions", __name__, url_prefix="/office/administration/regions")


@blueprint.route("/", methods=["GET", "POST"])
@door("found", everywhere=True)
def index(visit: Visit) -> Response | tuple[str, int] | str:
    """All regions; a new one is made below them, hidden from readers for the time being."""
    if request.method == "GET":
        return _page(visit, {"language": ["de", "en", "ar", "fa", "ru", "tr", "uk"]})
    form = request.form.to_dict() | {"language": request.form.getlist("language")}
    try:
        made = _make(visit, form)
    except Invalid as error:
        visit.take_back()
        return _page(visit, form, faults.of(error)), 422
    except Conflict:
        visit.take_back()
        return _page(visit, form, {"slug": gettext("There is a region with this short name.")}), 409
    events.record(
        visit.session, made.id, visit.who.name, "region.create", visit.now, slug=made.slug
    )
    said = gettext("The region was made. Readers do not see it yet: say here what it is.")
    visit.region = made
    return back_to("settings.index", visit, said)


def _make(visit: Visit, form: Mapping[str, Any]) -> Any:
    name = " ".join(form.get("name", "").split())
    if not name or len(name) > 200:
        raise Invalid("name", "name", "long" if name else "empty")
    wanted = [code for code in dict.fromkeys(form["language"]) if code != "de"]
    return region_languages.found(
        visit.session, form.get("slug", "").strip(), name, ["de", *wanted], visit.now
    )


def _page(visit: Visit, form: Mapping[str, Any], wrong: Mapping[str, str] | None = None) -> str:
    known = region_languages.known(visit.session)
    return render(
        "office/regions.html", visit, form=form, wrong=wrong or {},
        regions=regions.every(visit.session),
        languages=[(one.code, label(one.tag, one.native_name, visit.language)) for one in known],
    )  # fmt: skip
