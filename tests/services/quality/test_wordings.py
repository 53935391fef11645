"""Wordings of one language: changed by its translators, with what that touches."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.quality.glossary import Term, Wording
from app.errors import Conflict, Invalid, NotFound
from app.exchange import glossary_csv, glossary_tbx
from app.models import Event, Finding, Region
from app.services import regions
from app.services.quality import glossary, glossary_import, wordings
from app.services.quality.glossary_import import Change
from tests.fixtures.guides import NOW
from tests.services.paragraph_guide import english

RENT = "Die Miete zahlen Sie im Voraus."
BY = {"who": "Amal", "now": NOW}
SAID = (Wording("rental fee"),)


def term(session: Session, region: Region, mode: str = "warn", **said: str) -> Term:
    """A term for the rent, by default said in English and Arabic."""
    given = {
        code: (Wording(text),) for code, text in (said or {"en": "rent", "ar": "إيجار"}).items()
    }
    return glossary.add(session, region, Term("Miete", given, (), mode, "Amt"), NOW)


def preview(session: Session, region: Region, table: str, code: str = "en") -> list[Change]:
    """What a table would do to the wordings of one language."""
    rows = glossary_csv.read(table.encode(), regions.target_codes(region))
    return glossary_import.preview_wordings(session, region, code, rows)


def test_only_one_language_changes(session: Session, region: Region) -> None:
    """Its wordings are others; forms, mode, note and other languages are as they were."""
    before = term(session, region)
    seen = before.wordings["en"]
    after = wordings.reword(session, region, "en", before.id, SAID, seen=seen, **BY)
    assert ("rental fee", before.wordings["ar"]) == (
        after.wordings["en"][0].text,
        after.wordings["ar"],
    )
    assert (before.lemma, before.mode, before.note) == (after.lemma, after.mode, after.note)
    event = session.scalars(select(Event).where(Event.action == "term.reword")).one()
    assert ("Amal", "en", {"lemma": "Miete"}) == (event.actor, event.language, event.detail)


def test_what_it_touches_is_told_before(session: Session, region: Region) -> None:
    """The paragraphs with their characters, of that language alone; nothing is kept by asking."""
    english(session, region, RENT)
    before = term(session, region, en="EN", ar="إيجار")
    assert 0 == wordings.affected(session, before, "en").characters
    touched = wordings.look_ahead(session, region, "en", before.id, SAID, NOW)
    assert (1, len(RENT)) == (len(touched.segments), touched.characters)
    (one,) = wordings.listed(session, touched.segments)
    assert (RENT, f"EN {RENT}", len(RENT)) == (one.source, one.target, one.characters)
    assert before == glossary.get(session, before.id)
    assert () == wordings.affected(session, before, "ar").segments


def test_translations_are_checked_again(session: Session, region: Region) -> None:
    """What does not say it as agreed is found, with no engine asked."""
    english(session, region, RENT)
    before = term(session, region, en="EN")
    wordings.reword(
        session, region, "en", before.id, SAID, seen=before.wordings["en"], **BY
    )  # fmt: skip
    details = session.scalars(select(Finding.detail).where(Finding.check_name == "glossary")).all()
    assert ["Miete: rental fee"] == list(details)


def test_somebody_was_quicker(session: Session, region: Region) -> None:
    """Whoever has seen other wordings than those of now is told, and changes nothing."""
    before = term(session, region)
    seen = before.wordings["en"]
    wordings.reword(session, region, "en", before.id, SAID, seen=seen, **BY)
    with pytest.raises(Conflict):
        wordings.reword(session, region, "en", before.id, (Wording("hire"),), seen=seen, **BY)


def test_a_term_keeps_a_wording_in_some_language(session: Session, region: Region) -> None:
    """All wordings of a language may go, but not the last ones of all."""
    before = term(session, region)
    after = wordings.reword(
        session, region, "en", before.id, (), seen=before.wordings["en"], **BY
    )  # fmt: skip
    assert {"ar"} == set(after.wordings)
    with pytest.raises(Invalid) as caught:
        wordings.reword(
            session, region, "ar", before.id, (), seen=before.wordings["ar"], **BY
        )  # fmt: skip
    assert ("ar", "silent") == (caught.value.field, caught.value.kind)


def test_terms_of_other_regions_are_none(session: Session, region: Region) -> None:
    """A number of another region's term is unknown here."""
    before = term(session, region)
    other = regions.create(session, "nebendorf", "Nebendorf", ["de", "en"], NOW)
    with pytest.raises(NotFound):
        wordings.look_ahead(session, other, "en", before.id, SAID, NOW)


def test_a_table_changes_wordings_alone(session: Session, region: Region) -> None:
    """Its other columns are left aside; terms that are not here are for editors."""
    before = term(session, region)
    changed, unknown = preview(
        session, region, "term,forms,note,en,ar\nmiete,Mietzins,other,hire,x\nKaution,,,deposit,\n"
    )
    assert ("changed", "wrong") == (changed.kind, unknown.kind)
    assert unknown.problem is not None
    assert "unknown" == unknown.problem.kind
    glossary_import.apply(session, region, [changed, unknown], NOW)
    (after,) = glossary.of_region(session, region.id)
    assert ("hire", "إيجار") == tuple(after.wordings[code][0].text for code in ("en", "ar"))
    assert (before.forms, before.note, "Amt") == (after.forms, after.note, "Amt")


def test_a_forbidden_term_is_not_turned_round_by_wordings(session: Session, region: Region) -> None:
    """What may be said in a file is not put among what must not be said here."""
    term(session, region, "forbid", en="hire")
    allowed = glossary_tbx.write([Term("Miete", {"en": (Wording("rent"),)})], "de", {"en": "en"})
    rows = glossary_tbx.read(allowed, "de", {"en": "en"})
    (one,) = glossary_import.preview_wordings(session, region, "en", rows)
    assert one.problem is not None
    assert ("wrong", "manner") == (one.kind, one.problem.kind)
    (by_editor,) = glossary_import.preview(session, region, rows)
    assert by_editor.term is not None
    assert ("changed", "warn") == (by_editor.kind, by_editor.term.mode)
