"""The memory room: what was ever said for a German text, searched, corrected, taken out of use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.domain.segments.chips import chips
from app.domain.segments.concordance import marked, searchable, spelled_otherwise, words_of
from app.errors import Conflict, Invalid
from app.services.translation.memory import (
    memory_correcting,
    memory_entries,
    memory_search,
    memory_vetoes,
)
from app.services.translation.memory.memory_entries import Entry
from app.web import paging
from app.web.desk.layout import back_to, render
from app.web.desk.memories import memory_words
from app.web.door import Visit, door

blueprint = Blueprint("memories", __name__, url_prefix="/desk/<region>/<code>/memory")
ON_PAGE = 25
LONGEST = 200  # characters of a search


@blueprint.get("/")
@door("translate")
def index(visit: Visit, code: str) -> str:
    """The entries that have the words typed, the newest first."""
    typed = request.args.get("q", "").strip()[:LONGEST]
    shown = request.args.get("shown", "")
    shown = shown if shown in memory_search.SHOWN else ""
    found = memory_search.find(visit.session, visit.region.id, code, typed, shown)
    leaf = paging.asked(len(found), ON_PAGE)
    return render(
        "desk/memory.html", visit, code, typed=typed, shown=shown, total=len(found), page=leaf.number,
        on_page=ON_PAGE, pages=leaf.pages,
        entries=memory_entries.entries(visit.session, visit.region, leaf.of(found)),
        marks=_marker(typed), chips=chips, words=memory_words, desk_url=_desk_url(visit, code),
        url=lambda number: url_for(
            "memories.index", region=visit.slug, code=code, q=typed or None, shown=shown or None,
            page=number,
        ),
    )  # fmt: skip


def _marker(typed: str) -> Callable[[str], Any]:
    """Texts in stretches, the words that were looked for marked in each."""
    words = words_of(typed)
    every = (*words, *spelled_otherwise(words))
    return lambda coded: marked(coded, every)


def _desk_url(visit: Visit, code: str) -> Callable[[int], str]:
    """Where a paragraph is translated."""
    return lambda segment: url_for(
        "segments.show", region=visit.slug, code=code, queue="changed", segment=segment
    )


@blueprint.route("/<int:number>/", methods=["GET", "POST"])
@door("translate")
def show(visit: Visit, code: str, number: int) -> Response | tuple[str, int] | str:
    """One entry, and a field to correct it where no page has its German now."""
    entry = _entry(visit, code, number)
    if request.method == "GET":
        return _form(visit, code, entry, entry.coded)
    typed = request.form.get("coded", "").replace("\r\n", "\n")
    try:
        memory_correcting.correct(
            visit.session, visit.region, code, number, typed, who=visit.who.name, now=visit.now
        )
    except Invalid as error:
        visit.take_back()
        faults = memory_words.faults(error, chips(entry.codes))
        return _form(visit, code, _entry(visit, code, number), typed, faults), 422
    except Conflict:
        visit.take_back()
        said = gettext("The German stands in a page. Its translation is changed there.")
        return back_to("memories.show", visit, code, said, "warn", number=number)
    said = gettext("The corrected text is kept. The old one is offered no longer.")
    return back_to("memories.index", visit, code, said, q=_first_words(entry.source))


def _first_words(german: str) -> str:
    """Enough of a text to find it again."""
    return " ".join(searchable(german).split()[:6])


def _entry(visit: Visit, code: str, number: int) -> Entry:
    memory_vetoes.find(visit.session, visit.region, code, number)
    found = memory_entries.entry(visit.session, visit.region, number)
    assert found is not None
    return found


def _form(visit: Visit, code: str, entry: Entry, typed: str, faults: tuple[str, ...] = ()) -> str:
    return render(
        "desk/memory_entry.html", visit, code, entry=entry, typed=typed, faults=faults,
        chips=chips(entry.codes), words=memory_words, desk_url=_desk_url(visit, code),
    )  # fmt: skip


@blueprint.post("/<int:number>/withdraw")
@door("translate")
def withdraw(visit: Visit, code: str, number: int) -> Response:
    """Offer a text no more."""
    _entry(visit, code, number)
    try:
        memory_vetoes.withdraw(
            visit.session, visit.region, code, number, who=visit.who.name, now=visit.now
        )
    except Conflict:
        said = gettext("Readers get this text. It is changed where it stands.")
        return back_to("memories.show", visit, code, said, "warn", number=number)
    said = gettext("The memory offers this text no longer. You can take that back here.")
    return back_to("memories.show", visit, code, said, number=number)


@blueprint.post("/<int:number>/offer")
@door("translate")
def offer(visit: Visit, code: str, number: int) -> Response:
    """Offer a text again."""
    _entry(visit, code, number)
    memory_vetoes.offer_again(
        visit.session, visit.region, code, number, who=visit.who.name, now=visit.now
    )
    said = gettext("The memory offers this text again.")
    return back_to("memories.show", visit, code, said, number=number)
