"""The overview of a region: what is fresh, what is old, what waits, what it costs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, make_response, request

from app.errors import NotFound
from app.exchange import spreadsheets
from app.services import events, regions
from app.services.links import links
from app.services.overviews import coverage, holdings, money, paragraphs, waiting
from app.services.overviews.coverage import Section
from app.services.pages import reviews, scheduling
from app.services.rollouts import running
from app.services.translation import ledger, waits
from app.web import tongues
from app.web.door import Visit, door
from app.web.office.layout import render
from app.web.office.overviews import charts

blueprint = Blueprint("overview", __name__, url_prefix="/office/<region>")
AT_ONCE = 50  # paragraphs on one page of a list
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
OPEN = ("stale", "missing", "check")


@blueprint.get("/")
@door("view")
def index(visit: Visit) -> str:
    """How the region stands, from stored states."""
    session, region = visit.session, visit.region
    held = holdings.of_region(session, region)
    heaps = coverage.heaps(session, region)
    sections = coverage.sections(region, held, heaps)
    return render(
        "office/overview.html", visit, sections=sections, tongues=tongues.of(visit), held=held,
        source=regions.source_code(region), fresh=coverage.fresh_share(region, held, heaps),
        stories=_stories(region, sections), stale=_count(sections, "stale"),
        missing=_count(sections, "missing"),
        old=paragraphs.worst(session, region, held), handed_in=_handed_in(held),
        machine={one.language: one for one in waiting.machine_work(session, region)},
        money=money.of_region(session, region, visit.now),
        rollouts=[one for one in running.of_region(session, region) if one.state == "running"],
    )  # fmt: skip


def _stories(region: Any, sections: list[Section]) -> list[Section]:
    """The sections that readers of some shown language do not get, what is nearest to them first."""
    shown = {one.language.code for one in region.languages if one.active and one.visible}
    seen = [
        replace(one, cells={code: cell for code, cell in one.cells.items() if code in shown})
        for one in sections
    ]
    found = [one for one in seen if one.waits_in or one.lacks]
    return sorted(found, key=lambda one: (not one.waits_in, -len(one.live_in)))


def _count(sections: list[Section], kind: str) -> int:
    return sum(cell.paragraphs[kind] for one in sections for cell in one.cells.values())


def _handed_in(held: holdings.Holdings) -> dict[str, int]:
    """How many pages were handed in for review, by language."""
    found: dict[str, int] = {}
    for page in held.pages.values():
        for code in page.waits_in():
            found[code] = found.get(code, 0) + 1
    return found


@blueprint.get("/news/")
@door("view")
def news(visit: Visit) -> str:
    """What happened, what is coming, and how long readers waited: loaded after the overview."""
    session, region = visit.session, visit.region
    found = waits.of_region(session, region, visit.now)
    today = visit.now.astimezone(ZoneInfo(region.time_zone)).date()
    page = "news" if request.headers.get("HX-Request") else "news_page"
    return render(
        f"office/overview_{page}.html", visit, tongues=tongues.of(visit), weeks=charts.weeks(found),
        lines=charts.lines(), waits=found.languages, held=holdings.of_region(session, region),
        deeds=_together(events.newest(session, region.id, limit=60))[:12],
        scale=charts.scale(), source=regions.source_code(region),
        links=Counter(line.standing.state for line in links.all_lines(session, region)),
        due=reviews.due(session, region, today), plans=scheduling.of_region(session, region.id),
    )  # fmt: skip


def _together(found: Sequence[Any]) -> list[tuple[Any, int]]:
    """The same deed done to several pages in a row is one line, with how many more there were."""
    lines: list[tuple[Any, int]] = []
    for one in found:
        last, more = lines[-1] if lines else (None, 0)
        if last is not None and _same(last, one):
            lines[-1] = (last, more + 1)
        else:
            lines.append((one, 0))
    return lines


def _same(one: Any, other: Any) -> bool:
    facts = ("actor", "action", "language")
    near = abs(one.at - other.at) < timedelta(minutes=10)
    return near and all(getattr(one, name) == getattr(other, name) for name in facts)


@blueprint.get("/sections/<int:page>/<code>/")
@door("view")
def section(visit: Visit, page: int, code: str) -> str:
    """The paragraphs of a section that are not as they should be in a language."""
    session, region = visit.session, visit.region
    held = holdings.of_region(session, region)
    if page not in held.pages or code not in regions.target_codes(region):
        raise NotFound(f"page {page} ({code}) does not exist in region {region.slug!r}")
    ids = [one.id for one in held.section(page)]
    heaps = coverage.heaps(session, region)
    (cell,) = coverage.section(list(held.section(page)), [code], heaps, "de").cells.values()
    kind = request.args.get("kind", "")
    if kind not in OPEN:
        kind = next((one for one in OPEN if cell.paragraphs[one]), "stale")
    number = max(request.args.get("page", 1, int), 1)
    found = paragraphs.listed(
        session, region, ids, code, kind, start=(number - 1) * AT_ONCE, limit=AT_ONCE
    )
    return render(
        "office/overview_section.html", visit, tongues=tongues.of(visit), held=held, cell=cell,
        top=held.pages[page], kind=kind, kinds=OPEN, found=found, number=number,
        pages=max(1, -(-found.total // AT_ONCE)), not_live=_not_live(held, page, code),
        source=regions.source_code(region),
    )  # fmt: skip


def _not_live(held: holdings.Holdings, page: int, code: str) -> list[holdings.Held]:
    return [one for one in held.section(page) if one.is_published and code not in one.live_in]


@blueprint.get("/ledger.csv")
@door("view")
def book(visit: Visit) -> Response:
    """What machine translation has cost, one line for each request, of one month or of all."""
    month = request.args.get("month", "")
    wanted = month if MONTH.fullmatch(month) else ""
    lines = ledger.lines(visit.session, visit.region, wanted)
    answer = make_response(spreadsheets.write(ledger.HEADINGS, map(ledger.cells, lines)))
    answer.mimetype = "text/csv"
    name = f"{visit.slug}-{wanted or 'all'}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
