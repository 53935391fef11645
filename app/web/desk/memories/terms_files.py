"""Wordings of one language brought in from a table or TBX: looked at first, then taken over."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, request
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.errors import Invalid
from app.services import events, regions
from app.services.quality import glossary_import
from app.services.quality.glossary_import import Change
from app.web import faults, term_files
from app.web.desk.layout import back_to, render
from app.web.door import Visit, door

blueprint = Blueprint(
    "desk_terms_files", __name__, url_prefix="/desk/<region>/<code>/glossary/import"
)


@blueprint.route("/", methods=["GET", "POST"])
@door("wordings")
def index(visit: Visit, code: str) -> Response | tuple[str, int] | str:
    """A file is chosen, each of its lines is judged, and what is right is taken over."""
    if request.method == "GET":
        return _page(visit, code)
    try:
        rows, text = term_files.read(visit, regions.target_codes(visit.region))
    except Invalid as error:
        return _page(visit, code, problem=faults.said(error)), 422
    changes = glossary_import.preview_wordings(visit.session, visit.region, code, rows)
    if "take" not in request.form:
        return _page(visit, code, changes, text)
    count = glossary_import.apply(visit.session, visit.region, changes, visit.now)
    if count:
        who, region = visit.who.name, visit.region.id
        events.record(
            visit.session, region, who, "term.import", visit.now, language=code, terms=count
        )
    said = ngettext("%(num)s term was taken over.", "%(num)s terms were taken over.", count)
    return back_to("desk_terms.index", visit, code, said)


def _page(
    visit: Visit,
    code: str,
    changes: Sequence[Change] | None = None,
    text: str = "",
    problem: str = "",
) -> str:
    return render(
        "desk/terms_import.html", visit, code, changes=changes, table=text, problem=problem,
        why=term_files.why,
    )  # fmt: skip
