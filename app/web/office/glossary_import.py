"""A table of terms brought into the glossary: looked at first, then taken over."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, request
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from app.errors import Invalid
from app.exchange import glossary_csv
from app.services import events, glossary_import, regions
from app.services.glossary_import import Change
from app.web.office import faults, tongues
from app.web.office.door import Visit, door
from app.web.office.layout import back_to, render

blueprint = Blueprint("glossary_import", __name__, url_prefix="/office/<region>/glossary/import")


@blueprint.route("/", methods=["GET", "POST"])
@door("terms")
def index(visit: Visit) -> Response | tuple[str, int] | str:
    """A file is chosen, each of its lines is judged, and what is right is taken over."""
    if request.method == "GET":
        return _page(visit)
    data = _data()
    codes = regions.target_codes(visit.region)
    try:
        if data is None:
            raise Invalid("file: none was chosen", "file", "file")
        rows = glossary_csv.read(data, codes)
    except Invalid as error:
        return _page(visit, problem=faults.said(error)), 422
    changes = glossary_import.preview(visit.session, visit.region, rows)
    if "take" not in request.form:
        return _page(visit, changes, data.decode("utf-8-sig"))
    count = glossary_import.apply(visit.session, visit.region, changes, visit.now)
    if count:
        who, region = visit.who.name, visit.region.id
        events.record(visit.session, region, who, "term.import", visit.now, terms=count)
    said = ngettext("%(num)s term was taken over.", "%(num)s terms were taken over.", count)
    return back_to("glossary.index", visit, said)


def _data() -> bytes | None:
    """What was sent: a file, or the text of the one that was looked at before."""
    file = request.files.get("file")
    if file is not None and file.filename:
        return bytes(file.read(glossary_csv.LARGEST + 1))
    text = request.form.get("table", "")
    return text.encode() if text.strip() else None


def _page(
    visit: Visit, changes: Sequence[Change] | None = None, text: str = "", problem: str = ""
) -> str:
    return render(
        "office/glossary_import.html", visit, changes=changes, table=text, problem=problem,
        tongues=tongues.of(visit), source=regions.source_code(visit.region), why=_why,
        codes=regions.target_codes(visit.region),
    )  # fmt: skip


def _why(change: Change) -> str:
    """What is wrong with a line, and in which of its cells."""
    assert change.problem is not None
    where = change.problem.field
    said = faults.said(change.problem)
    return (
        said if where in ("", "lemma") else gettext("%(column)s: %(said)s", column=where, said=said)
    )
