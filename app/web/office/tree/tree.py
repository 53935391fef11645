"""The tree of pages: a region's pages in their order, what each needs, found and filtered."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, make_response, request, url_for
from flask_babel import gettext, ngettext

from app.errors import NotFound
from app.services import outlines
from app.services.editing import bulk
from app.services.overviews import page_filters, page_tree
from app.services.overviews.glances import WORK, Glance
from app.services.overviews.page_filters import Wanted
from app.services.overviews.page_tree import Leaf, Tree
from app.services.pages import rearranging
from app.web import paging, tongues
from app.web.door import Visit, door
from app.web.office.layout import render
from app.web.office.tree import tree_words

blueprint = Blueprint("tree", __name__, url_prefix="/office/<region>/pages")
OPEN = "open-branches"  # the cookie in which a browser remembers them
KEPT = 365 * 24 * 3600  # seconds
MOST_OPEN = 500  # branches that fit into a cookie
PER_PAGE = 100
AGES = (1, 3, 6, 12, 24)  # months
BULK = ("publish", "submit", "review", "order", "move", "archive")


EMPTY = asdict(Wanted())
VIEWS = {
    "work": Wanted(state=page_filters.NEEDS_WORK),
    "draft": Wanted(standing="draft"),
    "changed": Wanted(standing="changed"),
    "waiting": Wanted(waiting=True),
    "due": Wanted(due=True),
    "planned": Wanted(planned=True),
    "mine": Wanted(mine=True),
}


@blueprint.get("/")
@door("view")
def index(visit: Visit) -> Response | str:
    """The tree, or the pages that fit what is asked for."""
    codes = [entry.language.code for entry in visit.region.languages if entry.active]
    wanted = _wanted().within(codes)
    return _list(visit, wanted) if wanted else _tree(visit)


@blueprint.get("/<int:page>/branch/")
@door("view")
def branch(visit: Visit, page: int) -> str:
    """The lines below a page, for a tree that is on the screen already."""
    opened = _opened() | {page}
    tree = page_tree.read(visit.session, visit.region, opened)
    if page not in tree.leaves:
        raise NotFound(f"page {page} does not exist in region {visit.slug!r}")
    return render("office/tree_branch.html", visit, **_words(visit, tree, tree.lines(opened, page)))


@blueprint.get("/archive/")
@door("view")
def archive(visit: Visit) -> str:
    """What was put away, with all that stands below it."""
    tree = page_tree.read(visit.session, visit.region)
    values = _words(visit, tree)
    return render("office/tree_archive.html", visit, away=tree.away(), **values)


def _tree(visit: Visit) -> Response:
    moved, is_all = request.args.get("moved", 0, type=int), request.args.get("open") == "all"
    opened = _opened() | _above(visit, moved)
    tree = page_tree.read(visit.session, visit.region, None if is_all else opened)
    if is_all:
        opened = frozenset(id_ for id_ in tree.leaves if tree.present(id_))
    undo = rearranging.last_move(visit.session, moved, visit.who) if moved in tree.leaves else None
    shown = render(
        "office/tree.html", visit, is_all=is_all, wanted=Wanted(),
        moved=tree.leaves[moved] if undo else None, **_words(visit, tree, tree.lines(opened)),
    )  # fmt: skip
    answer = make_response(shown)
    if {"open", "show", "hide", "moved"} & set(request.args):
        answer.set_cookie(
            OPEN, ".".join(map(str, sorted(opened)[:MOST_OPEN])), KEPT, samesite="Lax",
            path=url_for("tree.index", region=visit.slug),
        )  # fmt: skip
    return answer


def _above(visit: Visit, page: int) -> frozenset[int]:
    """The branches that have to be open for a page to be seen."""
    outline = outlines.read(visit.session, visit.region.id) if page else {}
    return frozenset(outline[page].above) if page in outline else frozenset()


def _list(visit: Visit, wanted: Wanted) -> str:
    tree = page_tree.read(visit.session, visit.region, None)
    found = page_filters.find(
        visit.session, visit.region, tree, wanted, visit.who.name, today(visit), visit.now
    )
    leaf = paging.asked(len(found), PER_PAGE)
    asked = query(wanted)

    def to_page(number: int) -> str:
        return url_for("tree.index", region=visit.slug) + f"?{asked}&page={number}"

    return render(
        "office/tree_list.html", visit, wanted=wanted, number=len(found), page=leaf.number,
        pages=leaf.pages,
        found=leaf.of(found), to_page=to_page, here=_here(wanted),
        asked=_asked(visit, wanted),
        **_words(visit, tree),
    )  # fmt: skip


def _asked(visit: Visit, wanted: Wanted) -> list[tuple[str, str]]:
    """What is asked for, each part in words with the address of the list without it."""
    said = {
        "text": f"“{wanted.text}”",
        "standing": tree_words.STANDINGS.get(wanted.standing),
        "state": tree_words.STATES.get(wanted.state, tree_words.NEEDS_WORK),
        "months": gettext("not changed for %(span)s", span=span(wanted.months)),
    } | tree_words.QUESTIONS
    if wanted.language:
        language = tongues.of(visit)[wanted.language].label
        said["state"] = f"{language}: {said['state']}"
    base = url_for("tree.index", region=visit.slug)
    return [
        (str(text), f"{base}?{query(_without(wanted, name))}")
        for name, text in said.items()
        if getattr(wanted, name)
    ]


def _without(wanted: Wanted, name: str) -> Wanted:
    names = ("language", "state") if name == "state" else (name,)
    return replace(wanted, **{one: EMPTY[one] for one in names})


def _words(visit: Visit, tree: Tree, lines: Iterable[Any] = ()) -> dict[str, Any]:
    """What the templates of the tree are filled with."""
    known = tongues.of(visit)
    return {
        "lines": list(lines), "above": tree.above, "tongues": known,
        "codes": tree.languages, "standings": texts(tree_words.STANDINGS),
        "states": texts(tree_words.STATES), "needs_work": str(tree_words.NEEDS_WORK),
        "questions": texts(tree_words.QUESTIONS),
        "age": tree_words.ages(visit.now), "today": today(visit), "counts": _counts(visit, tree),
        "base": url_for("tree.index", region=visit.slug), "deeds": tree_words.DEEDS,
        "language_choices": [(code, known[code].label) for code in tree.languages],
        "age_choices": [(number, span(number)) for number in AGES],
        "bulk_names": [name for name in BULK if visit.may(bulk.ACTIONS[name])],
        "look_of": look_of, "drawn": {},
    }  # fmt: skip


def look_of(glances: Mapping[str, Glance], work: Mapping[str, int]) -> Hashable:
    """What the marks of a page are drawn from: pages with the same look alike."""
    seen = [(one.state, one.percent, bool(one.characters)) for one in glances.values()]
    return (*seen, *(work.get(code, 0) for code in glances))


def span(months: int) -> str:
    """A number of months in words, years where they are whole."""
    if months % 12 == 0:
        return str(ngettext("%(num)s year", "%(num)s years", months // 12))
    return str(ngettext("%(num)s month", "%(num)s months", months))


def texts(words: Mapping[str, Any]) -> dict[str, str]:
    """Words in the visitor's language, looked up once."""
    return {name: str(text) for name, text in words.items()}


def today(visit: Visit) -> date:
    """The day it is in the visited region."""
    return visit.now.astimezone(ZoneInfo(visit.region.time_zone)).date()


def _counts(visit: Visit, tree: Tree) -> dict[str, int]:
    """How many pages the lists hold that stand above the tree."""
    day = today(visit)
    here = [leaf for leaf in tree.leaves.values() if not leaf.is_away]

    def number(fits: Any) -> int:
        return sum(1 for leaf in here if fits(leaf))

    return {
        "all": len(here),
        "draft": number(lambda leaf: leaf.standing == "draft"),
        "changed": number(lambda leaf: leaf.standing == "changed"),
        "waiting": number(lambda leaf: leaf.waits_in),
        "due": number(lambda leaf: leaf.due_on and leaf.due_on <= day),
        "planned": number(lambda leaf: leaf.publish_at or leaf.expires_at),
        "work": number(needs_work),
        "archived": sum(leaf.standing == "archived" for leaf in tree.leaves.values()),
    }


def needs_work(leaf: Leaf) -> bool:
    """Whether a page is old, incomplete or missing in some language."""
    return any(glance.state in WORK for glance in leaf.glances.values())


def _opened() -> frozenset[int]:
    """The branches that are open: as the address says, else as the browser remembers them."""
    said = request.args.get("open", request.cookies.get(OPEN, ""))
    return (_numbers(said) | _numbers(request.args.get("show", ""))) - _numbers(
        request.args.get("hide", "")
    )


def _numbers(said: str) -> frozenset[int]:
    parts = (part for part in said.split(".") if part.isascii() and part.isdigit())
    return frozenset(int(part) for part in parts if len(part) < 18)


def _here(wanted: Wanted) -> str:
    """Which of the lists above the tree this is, if it is one of them."""
    for name, one in VIEWS.items():
        if wanted == one:
            return name
    return "found"


def _wanted() -> Wanted:
    given = request.args
    return Wanted(
        given.get("text", ""), given.get("standing", ""), given.get("language", ""),
        given.get("state", ""), given.get("months", 0, type=int), "waiting" in given,
        "mine" in given, "planned" in given, "due" in given,
    )  # fmt: skip


def query(wanted: Wanted) -> str:
    """What is asked for, as it stands in an address."""
    values = asdict(wanted)
    return urlencode({name: value for name, value in values.items() if value})
