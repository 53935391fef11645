"""A page's history: its revisions, any two beside each other, an old one brought back."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, request
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.domain.revisions.paragraph_diff import Row, words
from app.errors import Conflict
from app.services import access, events
from app.services.editing import deeds
from app.services.pages import histories
from app.web import paging
from app.web.door import Visit, door
from app.web.office.layout import back_to, render
from app.web.office.overviews.figures import page_url
from app.web.office.pages import page_words
from app.web.office.pages.page_frame import frame

blueprint = Blueprint("history", __name__, url_prefix="/office/<region>/pages/<int:page>/history")
DEEDS = 30


@blueprint.get("/")
@door("view")
def index(visit: Visit, page: int) -> str:
    """All revisions, and below them who did what on this page."""
    here = frame(visit, page)
    total = histories.count(visit.session, here.content)
    leaf = paging.asked(total, histories.PER_PAGE)
    before = request.args.get("before", None, int)
    done = events.newest(visit.session, content_id=page, limit=DEEDS + 1, before=before)
    return render(
        "office/history.html", visit, frame=here, number=leaf.number, pages=leaf.pages,
        total=total,
        entries=histories.entries(visit.session, here.content, leaf.number), done=done[:DEEDS],
        older=done[DEEDS - 1].id if len(done) > DEEDS else None, before=before,
    )  # fmt: skip


@blueprint.get("/compare")
@door("view")
def compare(visit: Visit, page: int) -> str:
    """Two revisions beside each other: the older one is always on the left."""
    here = frame(visit, page)
    newest = max(here.newest, here.published)
    numbers = [request.args.get(side, newest, int) for side in ("old", "new")]
    found = histories.compare(visit.session, here.content, min(numbers), max(numbers))
    return render(
        "office/history_compare.html", visit, frame=here, found=found, runs=_runs(found.rows),
        total=histories.count(visit.session, here.content),
    )  # fmt: skip


def _runs(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows in runs: what stayed as it was together, anything else by itself."""
    found: list[list[Row]] = []
    for row in rows:
        if is_same(row) and found and is_same(found[-1][-1]):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def is_same(row: Row) -> bool:
    """Whether a paragraph stayed as and where it was."""
    return row.how == "same" and not row.moved


@blueprint.get("/<int:number>/")
@door("view")
def revision(visit: Visit, page: int, number: int) -> str:
    """One revision as it was saved."""
    here = frame(visit, page)
    found = histories.revision(visit.session, here.content, number)
    html = histories.readable(found, lambda other: page_url(visit.slug, other))
    return render(
        "office/history_revision.html", visit, frame=here, revision=found, html=Markup(html),
        total=histories.count(visit.session, here.content),
    )  # fmt: skip


@blueprint.get("/<int:number>/restore")
@door("write", writes=True)
def ask(visit: Visit, page: int, number: int) -> str:
    """What bringing a revision back would mean, before anybody does it."""
    here = frame(visit, page)
    found = histories.revision(visit.session, here.content, number)
    told = histories.outlook(visit.session, here.content, number, now=visit.now)
    return render(
        "office/history_restore.html", visit, frame=here, revision=found, told=told, diff=words,
        sentence=page_words.sentence(deeds.figures(told)),
    )  # fmt: skip


@blueprint.post("/<int:number>/restore")
@door("write")
def restore(visit: Visit, page: int, number: int) -> Response:
    """The old text as a new working copy."""
    content = access.content(visit.session, visit.region, page)
    based_on = request.form.get("based_on", 0, int)
    try:
        saved = histories.restore(
            visit.session, content, number, based_on=based_on, author=visit.who.name, now=visit.now
        )
    except Conflict:
        visit.take_back()
        said = _("Somebody saved this page in the meantime. Have a look at the newest text first.")
        return back_to("history.index", visit, said, "warn", page=page)
    if saved.number == based_on:
        said = _("The page has this text already. Nothing was changed.")
        return back_to("history.index", visit, said, page=page)
    said = _(
        "Revision %(old)s is the working copy again, as revision %(new)s. Readers get it once it is published.",
        old=number, new=saved.number,
    )  # fmt: skip
    return back_to("history.index", visit, said, page=page)
