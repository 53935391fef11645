"""The glossary of a region: found, added, changed, removed; and what a change makes out of date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from app.domain.quality.glossary import MODES, Term
from app.errors import Conflict, Invalid, NotFound
from app.services import events, regions
from app.services.quality import glossary, glossary_sync, term_findings, wordings
from app.services.quality.glossary import Estimate
from app.web import faults, term_files, tongues
from app.web.door import Visit, door
from app.web.office import examples
from app.web.office.layout import back_to, render
from app.web.term_form import EMPTY, form_of, term_of

blueprint = Blueprint("glossary", __name__, url_prefix="/office/<region>/glossary")
LISTED = 25  # paragraphs that are shown of each language
Answer = AnyResponse | tuple[str, int] | str


@blueprint.get("/")
@door("view")
def index(visit: Visit) -> str:
    """The terms, or those that are searched for; and what translation engines know of them."""
    query, mode = request.args.get("q", "").strip(), request.args.get("mode", "")
    terms = glossary.of_region(visit.session, visit.region.id)
    return render(
        "office/glossary.html", visit, total=len(terms), query=query, mode=mode, modes=MODES,
        terms=[one for one in terms if _fits(one, query.casefold(), mode)],
        codes=regions.target_codes(visit.region), tongues=tongues.of(visit),
        source=regions.source_code(visit.region), machine=examples.machine,
        standings=glossary_sync.standing(visit.session, visit.region),
    )  # fmt: skip


def _fits(term: Term, query: str, mode: str) -> bool:
    if mode and term.mode != mode:
        return False
    said = [wording.text for several in term.wordings.values() for wording in several]
    return any(query in text.casefold() for text in (term.lemma, *term.forms, *said, term.note))


@blueprint.route("/new/", methods=["GET", "POST"])
@door("terms")
def add(visit: Visit) -> Answer:
    """A new term."""
    if request.method == "GET":
        return _form(visit, EMPTY | {"lemma": request.args.get("lemma", "")})
    return _save(visit, Term(""), "term.add")


@blueprint.route("/<int:number>/", methods=["GET", "POST"])
@door("terms")
def change(visit: Visit, number: int) -> Answer:
    """A term, with the paragraphs that do not say it as agreed."""
    term = _term(visit, number)
    if request.method == "GET":
        touched = glossary.affected(visit.session, term)
        return _form(visit, form_of(term), term, touched=touched)
    return _save(visit, term, "term.change")


def _term(visit: Visit, number: int) -> Term:
    term = glossary.in_region(visit.session, visit.region, number)
    if term is None:
        raise NotFound(f"term {number} does not exist in region {visit.slug!r}")
    return term


def _save(visit: Visit, before: Term, deed: str) -> Answer:
    """Keep what was typed, or show what keeping it would touch; typed text is never lost."""
    form = request.form.to_dict()
    known = before if before.id else None
    try:
        wanted = replace(term_of(form, regions.target_codes(visit.region), before), id=before.id)
        if "look" in form:
            _, touched = glossary.look_ahead(visit.session, visit.region, wanted, visit.now)
            return _form(visit, form, known, touched=touched, looked=True)
        kept = _keep(visit, wanted)
        term_findings.renew(visit.session, visit.region, [before, kept])
    except Invalid as error:
        visit.take_back()
        return _form(visit, form, known, wrong=faults.of(error)), 422
    except Conflict:
        visit.take_back()
        twin = {"lemma": gettext("The glossary has this term already.")}
        return _form(visit, form, known, wrong=twin), 409
    _tell(visit, deed, lemma=kept.lemma)
    said = gettext("“%(term)s” is kept. Nothing was sent to a machine.", term=kept.lemma)
    return back_to("glossary.change", visit, said, number=kept.id)


def _keep(visit: Visit, term: Term) -> Term:
    if term.id:
        return glossary.change(visit.session, term.id, term, visit.now)
    return glossary.add(visit.session, visit.region, term, visit.now)


def _form(visit: Visit, form: Mapping[str, str], term: Term | None = None, **more: Any) -> str:
    values = {"wrong": {}, "touched": None, "looked": False} | more
    touched: Mapping[str, Estimate] = values["touched"] or {}
    listed = {
        code: wordings.listed(visit.session, one.segments, LISTED) for code, one in touched.items()
    }
    return render(
        "office/term.html", visit, listed=listed, form=form, term=term, modes=MODES, tongues=tongues.of(visit),
        codes=regions.target_codes(visit.region), source=regions.source_code(visit.region), **values,
    )  # fmt: skip


@blueprint.post("/<int:number>/remove/")
@door("terms")
def remove(visit: Visit, number: int) -> AnyResponse:
    """A term goes; translations stay as they are."""
    term = _term(visit, number)
    glossary.remove(visit.session, number)
    term_findings.renew(visit.session, visit.region, [term])
    _tell(visit, "term.remove", lemma=term.lemma)
    said = gettext("“%(term)s” was removed from the glossary.", term=term.lemma)
    return back_to("glossary.index", visit, said)


@blueprint.get("/glossary.csv")
@door("view")
def table(visit: Visit) -> Response:
    """The whole glossary as a table for spreadsheets."""
    terms = glossary.of_region(visit.session, visit.region.id)
    return term_files.table(visit, terms, regions.target_codes(visit.region), "glossary")


@blueprint.get("/glossary.tbx")
@door("view")
def tbx(visit: Visit) -> Response:
    """The whole glossary for programs that keep terms."""
    terms = glossary.of_region(visit.session, visit.region.id)
    return term_files.tbx(visit, terms, regions.target_codes(visit.region), "glossary")


def _tell(visit: Visit, deed: str, **detail: Any) -> None:
    events.record(visit.session, visit.region.id, visit.who.name, deed, visit.now, **detail)
