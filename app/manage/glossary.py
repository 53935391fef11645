"""The glossary for machines."""

from __future__ import annotations

from typing import Any

from flask.views import MethodView

from app.domain.quality.glossary import Term, Wording
from app.errors import NotFound
from app.manage.documented import resource
from app.manage.door import Call, door
from app.services import events
from app.services.quality import glossary, term_findings
from schemas.manage.glossary import TermSchema, TermToldSchema

blueprint = resource("glossary", "Terms that translations are to say as agreed")
TERMS = "/regions/<region>/glossary/"


def _term(said: dict[str, Any], number: int = 0) -> Term:
    wordings = {
        code: tuple(Wording(**one) for one in given) for code, given in said["wordings"].items()
    }
    return Term(
        said["lemma"], wordings, tuple(said["forms"]), said["mode"], said["note"], id=number
    )


def _known(call: Call, number: int) -> Term:
    found = glossary.in_region(call.session, call.region, number)
    if found is None:
        raise NotFound(f"term {number} does not exist in region {call.region.slug!r}")
    return found


def _told(call: Call, term: Term, action: str, *before: Term) -> dict[str, Any]:
    """The term, what it touches, which is checked again, and a line in the audit trail."""
    term_findings.renew(call.session, call.region, [term, *before])
    events.record(call.session, call.region.id, call.who.name, action, call.now, lemma=term.lemma)
    touched = glossary.affected(call.session, term)
    return {
        "term": term,
        "touches": [
            {"language": code, "paragraphs": len(one.segments), "characters": one.characters}
            for code, one in touched.items()
        ],
    }


@blueprint.route(TERMS)
class Terms(MethodView):
    """All terms of a region."""

    @door("view")
    @blueprint.response(200, TermSchema(many=True))
    def get(self, call: Call) -> Any:
        """The terms with their wordings, by lemma."""
        return list(glossary.of_region(call.session, call.region.id))

    @door("terms")
    @blueprint.arguments(TermSchema)
    @blueprint.response(201, TermToldSchema)
    def post(self, call: Call, said: dict[str, Any]) -> Any:
        """Add a term; says which paragraphs do not say it as agreed. No machine is called."""
        term = glossary.add(call.session, call.region, _term(said), call.now)
        return _told(call, term, "term.add")


@blueprint.route(TERMS + "<int:term>/")
class OneTerm(MethodView):
    """One term."""

    @door("view")
    @blueprint.response(200, TermSchema)
    def get(self, call: Call, term: int) -> Term:
        """The term with its wordings."""
        return _known(call, term)

    @door("terms")
    @blueprint.arguments(TermSchema)
    @blueprint.response(200, TermToldSchema)
    def put(self, call: Call, said: dict[str, Any], term: int) -> Any:
        """Put another term in its place."""
        before = _known(call, term)
        changed = glossary.change(call.session, term, _term(said, term), call.now)
        return _told(call, changed, "term.change", before)

    @door("terms")
    @blueprint.response(204)
    def delete(self, call: Call, term: int) -> None:
        """Take the term out of the glossary."""
        known = _known(call, term)
        glossary.remove(call.session, term)
        term_findings.renew(call.session, call.region, [known])
        events.record(
            call.session, call.region.id, call.who.name, "term.remove", call.now, lemma=known.lemma
        )
