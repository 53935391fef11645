"""A region's glossary: terms kept, and what a changed term makes out of date."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.quality.glossary import Term, Wording
from app.errors import Conflict, Invalid, NotFound
from app.models import Job, MachineCall, Region, Status, TermTarget
from app.services import regions
from app.services.quality import glossary
from app.services.quality.glossary import OUTDATED
from tests.fixtures.guides import NOW
from tests.services.guide import day, live, live_in_english, translate

KAUTION = Term(
    "Kaution", {"en": (Wording("deposit"),), "tr": (Wording("depozito"),)}, ("Mietsicherheit",)
)


def test_terms_are_kept_with_stems(session: Session, region: Region) -> None:
    """A term comes back as it was given, completed with stems, the preferred wording first."""
    said = {"ru": (Wording("взнос", preferred=False), Wording("залог"))}
    added = glossary.add(session, region, Term(" Kaution ", said, mode="block", note="x"), NOW)
    assert added.id
    stored = glossary.get(session, added.id)
    assert ("Kaution", "block", "x") == (stored.lemma, stored.mode, stored.note)
    assert ["залог", "взнос"] == [wording.text for wording in stored.wordings["ru"]]
    assert ["залог", "взнос"] == [wording.stem for wording in stored.wordings["ru"]]
    assert (stored,) == glossary.of_region(session, region.id)


def test_wrong_terms_are_refused_by_name(session: Session, region: Region) -> None:
    """Languages that the region does not have, terms that are there already, numbers of none."""
    with pytest.raises(Invalid, match="'testdorf' is not translated into 'fr'"):
        glossary.add(session, region, Term("Kaution", {"fr": (Wording("caution"),)}), NOW)
    with pytest.raises(Invalid, match="Kaution: no language has a wording"):
        glossary.add(session, region, Term("Kaution"), NOW)
    first = glossary.add(session, region, KAUTION, NOW)
    with pytest.raises(Conflict, match="'Kaution' already"):
        glossary.add(session, region, replace(KAUTION, lemma="kaution"), NOW)
    other = glossary.add(session, region, replace(KAUTION, lemma="Miete"), NOW)
    with pytest.raises(Conflict, match="'Kaution' already"):
        glossary.change(session, other.id, KAUTION, NOW)
    glossary.change(session, first.id, replace(KAUTION, note="the same word"), NOW)
    with pytest.raises(NotFound, match="999"):
        glossary.change(session, 999, KAUTION, NOW)


def test_two_regions_have_terms_of_their_own(session: Session, region: Region) -> None:
    """A term of one region says nothing in another."""
    glossary.add(session, region, KAUTION, NOW)
    other = regions.create(session, "neustadt", "Neustadt", ["de", "en", "tr"], NOW)
    assert () == glossary.of_region(session, other.id)
    glossary.add(session, other, KAUTION, NOW)


def test_change_and_remove(session: Session, region: Region) -> None:
    """A changed term has the new wordings only; a removed one leaves nothing."""
    added = glossary.add(session, region, KAUTION, NOW)
    new = Term("Mietkaution", {"en": (Wording("security"),)})
    changed = glossary.change(session, added.id, new, day(1))
    assert (changed,) == glossary.of_region(session, region.id)
    assert ["security"] == list(session.scalars(select(TermTarget.text)))
    glossary.remove(session, added.id)
    assert () == glossary.of_region(session, region.id)
    assert [] == list(session.scalars(select(TermTarget.text)))


def _statuses(session: Session) -> list[tuple[int, str, str, int]]:
    session.flush()
    rows = session.execute(
        select(Status.segment_id, Status.language, Status.state, Status.severity).order_by(
            Status.segment_id, Status.language
        )
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def test_G18_a_changed_term_lists_paragraphs_and_calls_nobody(
    session: Session, region: Region
) -> None:
    """Ausländerbehörde gets a new Turkish term: the paragraphs that use it are glossary-outdated, not
    stale; the cost is told first, and no call is made."""
    term = Term("Ausländerbehörde", {"tr": (Wording("Yabancılar Dairesi"),)})
    stored = glossary.add(session, region, term, NOW)
    german = "<p>Gehen Sie zur <b>Ausländerbehörde</b>.</p><p>Das Amt hilft.</p>"
    page = live(session, region, "Amt", german)
    translate(
        session,
        page,
        "tr",
        "Daire",
        "<p><b>Yabancılar Dairesi’ne</b> gidin.</p><p>Daire yardım eder.</p>",
    )
    live_in_english(
        session,
        page,
        "Office",
        "<p>Go to the <b>immigration office</b>.</p><p>The office helps.</p>",
    )
    before = _statuses(session)
    assert 0 == glossary.affected(session, stored)["tr"].characters

    new = replace(term, wordings={"tr": (Wording("Göç İdaresi"),)})
    changed = glossary.change(session, stored.id, new, day(1))
    estimate = glossary.affected(session, changed)

    assert ["tr"] == list(estimate)
    (one,) = estimate["tr"].segments
    assert (OUTDATED, page.id) == (one.state, one.content_id)
    assert "Ausländerbehörde: Göç İdaresi" == one.objection
    assert len("Gehen Sie zur Ausländerbehörde.") == estimate["tr"].characters
    assert before == _statuses(session)
    assert {"current"} <= {state for _, _, state, _ in before}
    assert "stale" not in {state for _, _, state, _ in before}
    assert [] == list(session.scalars(select(Job)))
    assert [] == list(session.scalars(select(MachineCall)))


def test_forbidden_wordings_list_what_says_them(session: Session, region: Region) -> None:
    """For a forbidden wording the paragraphs that have it are listed."""
    page = live(session, region, "Geld", "<p>Die Kaution ist hoch.</p><p>Die Kaution bleibt.</p>")
    live_in_english(session, page, "Money", "<p>The bail is high.</p><p>The deposit stays.</p>")
    term = Term("Kaution", {"en": (Wording("bail"),)}, mode="forbid")
    estimate = glossary.affected(session, glossary.add(session, region, term, NOW))
    assert ["Kaution: not to be said: bail"] == [x.objection for x in estimate["en"].segments]


def test_longer_terms_take_paragraphs_away(session: Session, region: Region) -> None:
    """A paragraph that only uses a longer term of the glossary is not listed for its part."""
    page = live(session, region, "Geld", "<p>Die Mietkaution ist hoch.</p>")
    live_in_english(session, page, "Money", "<p>The security is high.</p>")
    short = glossary.add(session, region, KAUTION, NOW)
    assert 1 == len(glossary.affected(session, short)["en"].segments)
    glossary.add(session, region, Term("Mietkaution", {"en": (Wording("security"),)}), NOW)
    assert 0 == len(glossary.affected(session, short)["en"].segments)
