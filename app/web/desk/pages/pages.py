"""Whole pages at the desk: all of them in an outline, one as a whole, as readers see it, and its past."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, g, render_template, request, url_for
from werkzeug.wrappers import Response

from app.errors import NotFound
from app.services import regions
from app.services.desk.pages import page_list, page_preview, paragraph_history
from app.services.desk.pages.page_list import LONGEST_TEXT, STATES, Line, Wanted
from app.services.desk.paragraphs import drafts, segment_reading
from app.web import paging, tongues
from app.web.desk.layout import render
from app.web.desk.pages import pages_screen, pages_words
from app.web.desk.pages.pages_screen import LARGEST, content_of
from app.web.desk.segments import segment_words, segments_spot
from app.web.door import Visit, door
from app.web.framed import POLICY

blueprint = Blueprint("desk_pages", __name__, url_prefix="/desk/<region>/<code>")
AT_ONCE = 100  # pages on one page of the outline


@blueprint.get("/pages/")
@door("translate")
def index(visit: Visit, code: str) -> str:
    """The pages as an outline, or those that fit what is asked for."""
    wanted = _wanted(visit)
    everything = page_list.read(visit.session, visit.region, code)
    found = page_list.find(visit.session, visit.region, everything, wanted)
    leaf = paging.asked(len(found), AT_ONCE)
    return render(
        "desk/pages.html", visit, code, wanted=wanted, states=pages_words.states(),
        words=pages_words.STATES, number=leaf.number, pages=leaf.pages, count=len(found),
        lines=leaf.of(found),
        sections=page_list.sections(everything), asked=_asked(wanted), summed=_summed(everything),
        day=segments_spot.day, today=visit.now.astimezone(ZoneInfo(visit.region.time_zone)).date(),
    )  # fmt: skip


def _wanted(visit: Visit) -> Wanted:
    """What the address asks for; nonsense asks for nothing."""
    state = request.args.get("state", "")
    return Wanted(
        " ".join(request.args.get("q", "").split())[:LONGEST_TEXT],
        state if state in STATES else "",
        max(0, request.args.get("section", 0, int)),
        visit.who.id if request.args.get("mine") == "1" else 0,
    )


def _asked(wanted: Wanted) -> dict[str, Any]:
    """The same for an address."""
    asked = {
        "q": wanted.text, "state": wanted.state, "section": wanted.section,
        "mine": int(wanted.user > 0),
    }  # fmt: skip
    return {name: value for name, value in asked.items() if value}


def _summed(lines: list[Line]) -> dict[str, int]:
    """How many pages are fresh, to be looked at, at work, and hidden."""
    found = dict.fromkeys(("current", "review", "stale", "missing"), 0)
    kinds = {"current": "current", "stale": "stale", "incomplete": "missing", "missing": "missing"}
    for line in lines:
        if line.state != "hidden":
            found[kinds.get(line.state, "review")] += 1
    return found


@blueprint.get("/pages/<int:page>/")
@door("translate")
def show(visit: Visit, code: str, page: int) -> str:
    """One page with all its paragraphs."""
    return pages_screen.show(visit, code, page)


@blueprint.get("/pages/<int:page>/preview")
@door("translate")
def preview(visit: Visit, code: str, page: int) -> str:
    """The frame around the page as its readers will see it."""
    content = content_of(visit, page)
    kept = drafts.of_page(visit.session, visit.who, content, code)
    return render(
        "desk/page_preview.html", visit, code, page=page, content=content,
        trail=segment_reading.trail(visit.session, content), number_kept=len(kept),
        segment=_segment(), wide=request.args.get("width") == "wide",
        is_saved=request.args.get("text") == "saved",
    )  # fmt: skip


def _segment() -> int:
    """The paragraph that a preview is about, 0 for none."""
    return min(max(0, request.args.get("segment", 0, int)), LARGEST)


@blueprint.get("/pages/<int:page>/preview/screen")
@door("translate", writes=True)
def screen(visit: Visit, code: str, page: int) -> Response:
    """The page as an app shows it, with what the visitor is typing: a document that runs nothing."""
    content = content_of(visit, page)

    def link(number: int) -> str:
        return url_for("desk_pages.preview", region=visit.slug, code=code, page=number)

    seen = page_preview.screen(
        visit.session, visit.who, visit.region, code, content, link, visit.now,
        with_drafts=request.args.get("text") != "saved", mark=_segment(),
    )  # fmt: skip
    g.policy = POLICY
    inside = f'href="{url_for("desk_entrance.index")}'
    html = seen.content.replace(inside, f'target="_top" {inside}')
    return current_app.make_response(
        render_template(
            "office/page_screen.html", region=visit.region, seen=seen, html=html, link=link,
            tongue=tongues.of(visit)[code],
        )
    )  # fmt: skip


@blueprint.get("/paragraphs/<int:segment>/history")
@door("translate")
def history(visit: Visit, code: str, segment: int) -> str:
    """The translations that a paragraph had, the newest first."""
    if segment > LARGEST:
        raise NotFound(f"paragraph {segment} does not exist")
    regions.check_target(visit.region, code)
    found = paragraph_history.history(visit.session, visit.region, code, segment)
    return render(
        "desk/page_history.html", visit, code, found=found, made_by=segment_words.made_by,
        page=found.content_id,
    )  # fmt: skip
