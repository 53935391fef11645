"""The glossary at the desk: what is agreed for each term, and how this language puts it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from app.domain.quality.glossary import MODES, Term, Wording
from app.errors import Conflict, Invalid, NotFound
from app.services.quality import glossary, wordings
from app.services.quality.glossary import Estimate
from app.web import faults, term_files
from app.web.desk.layout import back_to, render
from app.web.door import Visit, door
from app.web.term_form import form_of, term_of

blueprint = Blueprint("desk_terms", __name__, url_prefix="/desk/<region>/<code>/glossary")
Answer = AnyResponse | tuple[str, int] | str
MISSING = "missing"
MOST = 2**31 - 1  # that databases count to


@blueprint.get("/")
@door("translate")
def index(visit: Visit, code: str) -> str:
    """The terms, or those that are searched for."""
    query, wanted = request.args.get("q", "").strip(), request.args.get("mode", "")
    terms = glossary.of_region(visit.session, visit.region.id)
    found = [one for one in terms if _fits(one, code, query.casefold(), wanted)]
    return render(
        "desk/terms.html", visit, code, terms=found, total=len(terms), query=query, mode=wanted,
        modes=MODES, missing=MISSING, manager=visit.may("terms"),
    )  # fmt: skip


def _fits(term: Term, code: str, query: str, wanted: str) -> bool:
    said = [wording.text for wording in term.wordings.get(code, ())]
    if (wanted == MISSING and said) or (wanted in MODES and term.mode != wanted):
        return False
    return any(query in text.casefold() for text in (term.lemma, *term.forms, *said, term.note))


@blueprint.route("/<int:number>/", methods=["GET", "POST"])
@door("wordings")
def change(visit: Visit, code: str, number: int) -> Answer:
    """A term: how this language puts it, and the paragraphs that say it otherwise."""
    term = _term(visit, number)
    if request.method == "GET":
        touched = wordings.affected(visit.session, term, code)
        return _form(visit, code, term, form_of(term), touched=touched)
    form = request.form.to_dict()
    said = term_of(form, [code], term).wordings.get(code, ())
    try:
        if "look" in form:
            touched = wordings.look_ahead(
                visit.session, visit.region, code, number, said, visit.now
            )
            return _form(visit, code, term, form, touched=touched, looked=True)
        wordings.reword(
            visit.session, visit.region, code, number, said, seen=_seen(form), who=visit.who.name,
            now=visit.now,
        )  # fmt: skip
    except Invalid as error:
        visit.take_back()
        return _form(visit, code, _term(visit, number), form, wrong=faults.said(error)), 422
    except Conflict:
        visit.take_back()
        return _form(visit, code, _term(visit, number), form, quicker=True), 409
    told = gettext("“%(term)s” is kept. Nothing was sent to a machine.", term=term.lemma)
    return back_to("desk_terms.change", visit, code, told, number=number)


def _term(visit: Visit, number: int) -> Term:
    term = glossary.in_region(visit.session, visit.region, number) if number <= MOST else None
    if term is None:
        raise NotFound(f"term {number} does not exist in region {visit.slug!r}")
    return term


def _seen(form: Mapping[str, str]) -> tuple[Wording, ...]:
    """The wordings that stood in the form when it was opened."""
    return tuple(Wording(line) for line in form.get("seen", "").splitlines() if line)


def _form(visit: Visit, code: str, term: Term, form: Mapping[str, str], **more: Any) -> str:
    """The form with what was typed; `quicker`: somebody else has changed the wordings meanwhile."""
    values = {"wrong": "", "touched": None, "looked": False, "quicker": False} | more
    touched: Estimate | None = values["touched"]
    return render(
        "desk/term.html", visit, code, term=term, form=form, here=term.wordings.get(code, ()),
        listed=wordings.listed(visit.session, touched.segments) if touched else (),
        desk_url=lambda segment: url_for(
            "segments.show", region=visit.slug, code=code, queue="findings", segment=segment
        ),
        manager=visit.may("terms"), **values,
    )  # fmt: skip


@blueprint.get("/terms.csv")
@door("translate")
def table(visit: Visit, code: str) -> Response:
    """The terms with the wordings of this language as a table for spreadsheets."""
    return term_files.table(visit, _spoken(visit, code), [code], f"glossary-{code}")


@blueprint.get("/terms.tbx")
@door("translate")
def tbx(visit: Visit, code: str) -> Response:
    """The same for programs that keep terms."""
    return term_files.tbx(visit, _spoken(visit, code), [code], f"glossary-{code}")


def _spoken(visit: Visit, code: str) -> list[Term]:
    """All terms, with the wordings of one language."""
    terms = glossary.of_region(visit.session, visit.region.id)
    return [replace(one, wordings={code: one.wordings.get(code, ())}) for one in terms]
