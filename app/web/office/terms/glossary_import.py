"""A table or TBX file of terms brought into the glossary: looked at first, then taken over."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, request
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.errors import Invalid
from app.services import events, regions
from app.services.quality import glossary_import
from app.services.quality.glossary_import import Change
from app.web import faults, term_files, tongues
from app.web.door import Visit, door
from app.web.office.layout import back_to, render

blueprint = Blueprint("glossary_import", __name__, url_prefix="/office/<region>/glossary/import")


@blueprint.route("/", methods=["GET", "POST"])
@door("terms")
def index(visit: Visit) -> Response | tuple[str, int] | str:
    """A file is chosen, each of its lines is judged, and what is right is taken over."""
    if request.method == "GET":
        return _page(visit)
    try:
        rows, text = term_files.read(visit, regions.target_codes(visit.region))
    except Invalid as error:
        return _page(visit, problem=faults.said(error)), 422
    changes = glossary_import.preview(visit.session, visit.region, rows)
    if "take" not in request.form:
        return _page(visit, changes, text)
    count = glossary_import.apply(visit.session, visit.region, changes, visit.now)
    if count:
        who, region = visit.who.name, visit.region.id
        events.record(visit.session, region, who, "term.import", visit.now, terms=count)
    said = ngettext("%(num)s term was taken over.", "%(num)s terms were taken over.", count)
    return back_to("glossary.index", visit, said)


def _page(
    visit: Visit, changes: Sequence[Change] | None = None, text: str = "", problem: str = ""
) -> str:
    return render(
        "office/glossary_import.html", visit, changes=changes, table=text, problem=problem,
        tongues=tongues.of(visit), source=regions.source_code(visit.region), why=term_files.why,
        codes=regions.target_codes(visit.region),
    )  # fmt: skip
