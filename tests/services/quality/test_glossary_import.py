"""A table of terms: looked at row by row, then taken over; and a change looked at before it is made."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from app.domain.quality.glossary import Term, Wording
from app.exchange import glossary_csv
from app.models import Region
from app.services.quality import findings, glossary, glossary_import, term_findings
from app.services.quality.glossary_import import Change
from tests.fixtures.guides import NOW
from tests.services.guide import live, live_in_english

CODES = ["en", "tr"]
KAUTION = Term(
    "Kaution", {"en": (Wording("deposit"),), "tr": (Wording("depozito"),)}, ("Mietsicherheit",)
)


def looked_at(session: Session, region: Region, table: str) -> list[Change]:
    """What the rows of a table would do."""
    return glossary_import.preview(session, region, glossary_csv.read(table.encode(), CODES))


def test_each_row_is_new_changed_the_same_or_wrong(session: Session, region: Region) -> None:
    """Wrong rows are named and left out; columns that the table lacks leave what there is."""
    glossary.add(session, region, KAUTION, NOW)
    table = "term,en\nkaution,deposit\nMiete,rent\nmiete,rent\nLeer,\nKaution,bond\n"
    changes = looked_at(session, region, table)
    assert [(2, "changed"), (3, "new"), (4, "wrong"), (5, "wrong"), (6, "wrong")] == [
        (one.number, one.kind) for one in changes
    ]
    assert ["twice", "silent", "twice"] == [one.problem.kind for one in changes if one.problem]
    assert [KAUTION.lemma] == [term.lemma for term in glossary.of_region(session, region.id)]
    assert 2 == glossary_import.apply(session, region, changes, NOW)
    terms = {term.lemma: term for term in glossary.of_region(session, region.id)}
    assert {"kaution", "Miete"} == set(terms)
    assert ("depozito", ("Mietsicherheit",)) == (
        terms["kaution"].wordings["tr"][0].text, terms["kaution"].forms
    )  # fmt: skip


def test_its_own_export_changes_nothing(session: Session, region: Region) -> None:
    """Every row of a table that was just written is the same."""
    glossary.add(session, region, KAUTION, NOW)
    table = glossary_csv.write(glossary.of_region(session, region.id), CODES)
    assert ["same"] == [one.kind for one in looked_at(session, region, table)]


def test_looking_ahead_keeps_nothing(session: Session, region: Region) -> None:
    """What a new term and a changed one would touch is told, with its price, and nothing is written."""
    content = live(session, region, html="<p>Die Kaution ist zu bezahlen.</p>")
    live_in_english(session, content, html="<p>You pay a guarantee.</p>")
    _, touched = glossary.look_ahead(session, region, KAUTION, NOW)
    assert (1, len("Die Kaution ist zu bezahlen.")) == (
        len(touched["en"].segments), touched["en"].characters
    )  # fmt: skip
    assert () == glossary.of_region(session, region.id)
    kept = glossary.add(session, region, KAUTION, NOW)
    wanted = replace(kept, wordings={"en": (Wording("guarantee"),)})
    assert () == glossary.look_ahead(session, region, wanted, NOW)[1]["en"].segments
    assert kept == glossary.in_region(session, region, kept.id)


def test_what_is_served_is_checked_by_the_new_terms(session: Session, region: Region) -> None:
    """A paragraph that does not say a term as agreed is a finding, until the term goes again."""
    content = live(session, region, html="<p>Die Kaution ist zu bezahlen.</p>")
    live_in_english(session, content, html="<p>You pay a guarantee.</p>")
    other = live(session, region, "Amt", "<p>Das Amt ist zu.</p>")
    live_in_english(session, other, "Office", "<p>The office is closed.</p>")
    assert 1 == glossary_import.apply(
        session, region, looked_at(session, region, "term,en\nKaution,deposit\n"), NOW
    )
    found = findings.of_region(session, region)
    assert [("glossary", content.id)] == [(one.check, one.content_id) for one in found]
    (term,) = glossary.of_region(session, region.id)
    glossary.remove(session, term.id)
    assert 1 == term_findings.renew(session, region, [term])
    assert [] == findings.of_region(session, region)
