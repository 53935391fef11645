"""Approvals: what was handed in or is translated, in all languages, and waits to be given to readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import Blueprint, request
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from app.services import regions
from app.services.overviews import holdings, waiting
from app.services.overviews.holdings import Held, Holdings
from app.services.overviews.waiting import Approval
from app.services.rollouts import opening
from app.web import tongues
from app.web.door import Visit, door
from app.web.office.layout import back_to, render

blueprint = Blueprint("approvals", __name__, url_prefix="/office/<region>/approvals")


@dataclass
class Group:
    """What waits in one language, section by section."""

    code: str
    sections: dict[int, list[Approval]] = field(default_factory=dict)

    @property
    def ready(self) -> int:
        """How many pages could be given to readers."""
        return sum(one.ready for several in self.sections.values() for one in several)

    @property
    def count(self) -> int:
        """How many pages wait."""
        return sum(map(len, self.sections.values()))


@blueprint.get("/")
@door("view")
def index(visit: Visit) -> str:
    """All that waits, or that of one language or section."""
    held = holdings.of_region(visit.session, visit.region)
    found = waiting.approvals(visit.session, visit.region, held)
    language, section = request.args.get("language", ""), request.args.get("section", 0, int)
    return render(
        "office/approvals.html", visit, held=held, tongues=tongues.of(visit),
        wanted_language=language, wanted_section=section, groups=_groups(held, found, language, section),
        languages=dict.fromkeys(one.language for one in found),
        sections=_sections(held, found), source=regions.source_code(visit.region),
    )  # fmt: skip


def _groups(held: Holdings, found: Sequence[Approval], language: str, section: int) -> list[Group]:
    groups: dict[str, Group] = {}
    for one in found:
        root = held.root(one.page.id)
        if language in ("", one.language) and section in (0, root):
            group = groups.setdefault(one.language, Group(one.language))
            group.sections.setdefault(root, []).append(one)
    return list(groups.values())


def _sections(held: Holdings, found: Sequence[Approval]) -> list[Held]:
    roots = dict.fromkeys(held.root(one.page.id) for one in found)
    return [held.pages[root] for root in roots]


@blueprint.post("/<code>/")
@door("publish")
def give(visit: Visit, code: str) -> Response:
    """Let readers of a language have the pages that were chosen."""
    regions.check_target(visit.region, code)
    pages = [
        int(number)
        for number in request.form.getlist("page")
        if number.isdecimal() and len(number) < 10
    ]
    count = opening.open_pages(
        visit.session, visit.region, pages, code, author=visit.who.name, now=visit.now
    )
    rollout = request.form.get("rollout", 0, int)
    language = tongues.of(visit)[code].label
    said = ngettext(
        "%(num)s page is now read in %(language)s.", "%(num)s pages are now read in %(language)s.",
        count, language=language,
    )  # fmt: skip
    if not count:
        said = gettext("No page was chosen that could be given to readers.")
    kind = "ok" if count else "warn"
    if rollout:
        return back_to("rollouts.follow", visit, said, kind, number=rollout)
    return back_to("approvals.index", visit, said, kind)
