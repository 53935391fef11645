"""The form of a page: what it shows, filled with what was saved or typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import make_response, request
from werkzeug.wrappers import Response

from app.errors import Invalid
from app.services import regions
from app.services.editing import deeds, link_warnings, standing
from app.services.editing.typed import Typed
from app.services.overviews import holdings
from app.services.pages import scheduling
from app.services.settings import organisations
from app.web import tongues
from app.web.door import Visit
from app.web.editor_labels import labels
from app.web.office.layout import render
from app.web.office.pages import page_frame, page_words


def typed() -> Typed:
    """What the form of this request holds."""
    return Typed.read(request.form)


def based_on() -> int:
    """The number of the revision that the form showed; Invalid without one."""
    number = request.form.get("based_on", "")
    if not number.isdecimal() or len(number) > 9:
        raise Invalid(f"based_on: {number!r} is no number of a revision")
    return int(number)


def edit(
    visit: Visit,
    content: Any,
    shown: Typed,
    based_on: int,
    errors: Mapping[str, str] | None = None,
    **values: Any,
) -> Response:
    """The form of a page that there is; with `errors` by field it is an answer to what was wrong."""
    html = deeds.working(content).html
    page = about(
        visit, content, "office/page_edit.html", shown=shown, based_on=based_on,
        errors=errors or {}, dead_ends=link_warnings.dead_ends(visit.session, visit.region, html),
        plan=scheduling.of(visit.session, content), **_choices(visit, shown.icon), **values,
    )  # fmt: skip
    return make_response(page, 422 if errors else 200)


def about(visit: Visit, content: Any, template: str, **values: Any) -> str:
    """A room about one page: how it stands, in which languages, and the way around it."""
    here = page_frame.frame(visit, content.id)
    return render(
        template, visit, page=content.id, content=content, frame=here, words=page_words,
        where=standing.of(visit.session, visit.region, content), tongues=here.tongues,
        home=here.source, **values,
    )  # fmt: skip


def new(visit: Visit, shown: Typed, errors: Mapping[str, str] | None = None) -> Response:
    """The form of a page that there is not yet."""
    page = render(
        "office/page_edit.html", visit, page=None, shown=shown, based_on=0, errors=errors or {},
        where=None, frame=None, parents=parents(visit), dead_ends=(), plan=None, words=page_words,
        tongues=tongues.of(visit), home=tongues.of(visit)[regions.source_code(visit.region)],
        **_choices(visit),
    )  # fmt: skip
    return make_response(page, 422 if errors else 200)


def _choices(visit: Visit, icon: str = "") -> dict[str, Any]:
    return {
        "icons": page_words.icons(icon),
        "organisations": [
            (one.row.id, one.row.name)
            for one in organisations.of_region(visit.session, visit.region)
        ],
        "editor_labels": labels(),
    }


def parents(visit: Visit) -> list[tuple[int, str]]:
    """The pages below which a new one may stand, indented as they stand."""
    held = holdings.of_region(visit.session, visit.region)
    return [
        (page.id, "\u2003" * len(held.path(page.id)) + page.title) for page in held.pages.values()
    ]


def faults(error: Invalid) -> dict[str, str]:
    """What is wrong, by its field; "" is the form as a whole."""
    return dict([page_words.fault(str(error))])
