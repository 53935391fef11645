"""The settings of a region: what it says of itself, and which machines work for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import available_timezones

from flask import Blueprint, current_app, request
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from app.domain.access.permissions import may
from app.errors import Invalid
from app.services import events
from app.services.overviews import money
from app.services.settings import policies, region_settings
from app.services.settings.region_settings import FEATURES, STATUSES
from app.services.translation import engines, failing, ledger, machinery
from app.web import faults, tongues
from app.web.door import Visit, door
from app.web.office import examples, machine_words
from app.web.office.layout import back_to, render
from app.web.office.regions.region_form import facts_of, form_of

blueprint = Blueprint("settings", __name__, url_prefix="/office/<region>/settings")
MOST_CHARACTERS = 2_000_000_000
SEVERAL = ("feature", "alias", "alias_latitude", "alias_longitude")
Answer = Response | tuple[str, int] | str


@blueprint.route("/", methods=["GET", "POST"])
@door("settings")
def index(visit: Visit) -> Answer:
    """What the region says of itself."""
    if request.method == "GET":
        return _region(visit, form_of(region_settings.facts(visit.region)))
    form = request.form.to_dict() | {name: request.form.getlist(name) for name in SEVERAL}
    try:
        changed = region_settings.change(visit.session, visit.region, facts_of(form), visit.now)
    except Invalid as error:
        visit.take_back()
        return _region(visit, form, faults.of(error)), 422
    if changed:
        _tell(visit, "region.change", fields=changed)
    return back_to("settings.index", visit, gettext("Saved."))


def _region(visit: Visit, form: Mapping[str, Any], wrong: Mapping[str, str] | None = None) -> str:
    return render(
        "office/settings_region.html", visit, form=form, wrong=wrong or {}, statuses=STATUSES,
        features=FEATURES, zones=sorted(available_timezones()), founds=may(visit.who, "found", ""),
    )  # fmt: skip


@blueprint.route("/machines/", methods=["GET", "POST"])
@door("settings")
def machines(visit: Visit) -> Answer:
    """Which machines there are, how they are, what waits for them, and what they may cost."""
    if request.method == "GET":
        return _machines(visit, _limit_text(visit.region.monthly_limit))
    typed = request.form.get("limit", "").strip()
    digits = typed.replace(".", "").replace(",", "").replace(" ", "").replace("\u202f", "")
    if typed and not (digits.isdecimal() and len(digits) < 12 and int(digits) <= MOST_CHARACTERS):
        return _machines(visit, typed, {"limit": gettext("Please give a whole number.")}), 422
    limit = int(digits) if typed else None
    if limit != visit.region.monthly_limit:
        policies.limit(visit.session, visit.region, limit, visit.now)
        _tell(visit, "region.limit", characters=limit)
    return back_to("settings.machines", visit, gettext("Saved."))


def _limit_text(limit: int | None) -> str:
    return "" if limit is None else str(limit)


def _machines(visit: Visit, limit: str, wrong: Mapping[str, str] | None = None) -> str:
    session, region = visit.session, visit.region
    found, known = engines.configured(current_app.config["WEGWEISER"]), tongues.of(visit)
    return render(
        "office/settings_machines.html", visit, limit=limit, wrong=wrong or {},
        machines=machinery.of_region(session, region, found, visit.now),
        money=money.of_region(session, region, visit.now), tongues=known,
        words=machine_words, tongue_name=lambda code: known.named([code]),
        heaps=ledger.heaps(session, region), until_told=failing.UNTIL_RESUMED,
        machine_name=examples.machine,
    )  # fmt: skip


@blueprint.post("/machines/resume/")
@door("found")
def resume(visit: Visit) -> Response:
    """Let a paused machine go on: for all regions, so for administrators only."""
    name = request.form.get("engine", "")
    if engines.resume(visit.session, name, visit.now):
        _tell(visit, "engine.resume", engine=name)
        return back_to("settings.machines", visit, gettext("%(name)s goes on.", name=name))
    said = gettext("This machine was not paused.")
    return back_to("settings.machines", visit, said, "warn")


@blueprint.post("/machines/again/")
@door("settings")
def again(visit: Visit) -> Response:
    """Let what is on hold be tried again."""
    count = failing.retry(visit.session, visit.region.id, visit.now)
    if count:
        _tell(visit, "job.retry", paragraphs=count)
    said = ngettext(
        "%(num)s paragraph is tried again.", "%(num)s paragraphs are tried again.", count
    )
    return back_to("settings.machines", visit, said)


def _tell(visit: Visit, deed: str, **detail: Any) -> None:
    events.record(visit.session, visit.region.id, visit.who.name, deed, visit.now, **detail)
