"""The languages of a region: added, put in order, shown or hidden, and how each is treated."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations
from typing import Any

from flask import Blueprint, current_app, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.errors import Conflict, Invalid, NotFound
from app.services import events, regions
from app.services.settings import policies, region_languages
from app.services.translation import engines
from app.web import faults, tongues
from app.web.door import Visit, door
from app.web.office import examples
from app.web.office.layout import back_to, render

blueprint = Blueprint("languages", __name__, url_prefix="/office/<region>/settings/languages")
MOST_DAYS = 3650
POLICY = ("machine", "stale", "missing", "release")
Answer = Response | tuple[str, int] | str
Form = Mapping[str, str]


@blueprint.route("/", methods=["GET", "POST"])
@door("settings")
def index(visit: Visit) -> Answer:
    """All languages; a new one is added below them."""
    if request.method == "GET":
        return _list(visit, {})
    form = request.form.to_dict()
    try:
        made = region_languages.add(
            visit.session, visit.region, form.get("tag", ""), visit.now,
            name=form.get("name", ""), direction=form.get("direction", ""),
        )  # fmt: skip
    except Invalid as error:
        visit.take_back()
        return _list(visit, form, faults.of(error)), 422
    except Conflict:
        visit.take_back()
        return _list(visit, form, {"tag": gettext("The region has this language already.")}), 409
    code = made.language.code
    _tell(visit, "language.add", code)
    said = gettext(
        "The language was added. Readers do not see it yet: decide here how it is treated."
    )
    return back_to("languages.change", visit, said, code=code)


def _list(visit: Visit, form: Form, wrong: Mapping[str, str] | None = None) -> str:
    taken = regions.codes(visit.region)
    others = [one for one in region_languages.known(visit.session) if one.code not in taken]
    return render(
        "office/settings_languages.html", visit, form=form, wrong=wrong or {},
        entries=visit.region.languages, tongues=tongues.of(visit),
        offered=examples.offered(others, taken, visit.language),
    )  # fmt: skip


@blueprint.post("/<code>/place/")
@door("settings")
def place(visit: Visit, code: str) -> Response:
    """One place up or down."""
    step = -1 if request.form.get("step") == "up" else 1
    region_languages.move(visit.session, visit.region, code, step, visit.now)
    _tell(visit, "language.move", code)
    return back_to("languages.index", visit)


@blueprint.route("/<code>/", methods=["GET", "POST"])
@door("settings")
def change(visit: Visit, code: str) -> Answer:
    """How one language is treated, each choice with what readers get by it."""
    entry = next((one for one in visit.region.languages if one.language.code == code), None)
    if entry is None:
        raise NotFound(f"region {visit.slug!r} does not speak {code!r}")
    if request.method == "GET":
        return _form(visit, entry, _as_form(entry))
    form = request.form.to_dict()
    days = form.get("days", "").strip()
    if not entry.is_source and not (days.isdecimal() and len(days) < 9 and int(days) <= MOST_DAYS):
        return _form(visit, entry, form, {"days": gettext("Please give a whole number.")}), 422
    try:
        _write(visit, entry, form)
    except Invalid as error:
        visit.take_back()
        return _form(visit, entry, form, faults.of(error)), 422
    _tell(visit, "language.change", code)
    return back_to("languages.index", visit, gettext("Saved."))


def _write(visit: Visit, entry: Any, form: Form) -> None:
    session, region, code = visit.session, visit.region, entry.language.code
    shown = {"active": entry.is_source or "active" in form, "visible": "visible" in form}
    if shown != {"active": entry.active, "visible": entry.visible}:
        region_languages.show(session, region, code, visit.now, **shown)
    if not entry.is_source and entry.active:
        names = [name for name in form.get("engines", "").split(",") if name]
        policies.change(
            session, region, code, visit.now, engines=names, days=int(form["days"]),
            **{name: form.get(name) for name in POLICY},
        )  # fmt: skip


def _as_form(entry: Any) -> dict[str, str]:
    ticked = {name: "1" for name in ("active", "visible") if getattr(entry, name)}
    return ticked | {
        "machine": entry.machine, "stale": entry.stale_policy, "missing": entry.missing_policy,
        "days": str(entry.machine_after_days), "engines": ",".join(entry.engines),
        "release": entry.release,
    }  # fmt: skip


def _form(visit: Visit, entry: Any, form: Form, wrong: Mapping[str, str] | None = None) -> str:
    known = tongues.of(visit)
    return render(
        "office/settings_language.html", visit, entry=entry, form=form, wrong=wrong or {},
        tongue=known[entry.language.code], home=known[regions.source_code(visit.region)],
        notes=examples.notes(entry.language.code, visit.now), orders=_orders(entry),
    )  # fmt: skip


def _orders(entry: Any) -> list[tuple[str, str]]:
    """The orders in which the machines that are set up can be asked."""
    names = list(engines.configured(current_app.config["WEGWEISER"]))
    several = [list(some) for n in range(1, len(names) + 1) for some in permutations(names, n)]
    kept = [] if list(entry.engines) in several or not entry.engines else [list(entry.engines)]
    usual = gettext("all that are set up, in the usual order")
    return [("", usual), *((",".join(some), examples.chain(some)) for some in several + kept)]


def _tell(visit: Visit, deed: str, code: str) -> None:
    who, region = visit.who.name, visit.region.id
    events.record(visit.session, region, who, deed, visit.now, language=code)
