"""What translators decide about a paragraph."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.quality.glossary import Term, Wording
from app.errors import Invalid, NotFound
from app.models import Event, Finding, Head, Region, Target
from app.services import regions
from app.services.desk import queues
from app.services.desk.paragraphs import claims, deciding, drafts
from app.services.desk.paragraphs.deeds import Faulty
from app.services.quality import glossary
from tests.fixtures.guides import NOW
from tests.services.desk.desk_village import ENGLISH, GERMAN, LATER, desk, translated


def waits_in(session: Session, region: Region) -> set[str]:
    """The queues that are not empty."""
    counted = queues.counts(session, region, "en", LATER)
    return {name for name, count in counted.items() if count}


def test_an_accepted_text_is_served_and_done_with(session: Session, region: Region) -> None:
    """Readers get it, mended; claim and draft end; the deed is on record."""
    village = desk(session, region)
    segment = village.segment(2)
    claims.take(session, village.amal, segment, "en", NOW)
    german = village.view(segment).facts.source_hash
    drafts.keep(
        session, village.amal, segment, "en", "Pl", made_against=german, lock_version=0, now=NOW
    )
    decided = village.accept(segment, " Bring  your passport. ")
    assert ("saved", "current") == (decided.outcome, decided.state)
    assert "Bring your passport." == village.served(segment)
    view = village.view(segment)
    assert (None, None, ()) == (view.claim, view.draft, view.reasons.queues)
    said = session.scalars(select(Event).where(Event.action == "paragraph.save")).one()
    assert ("Amal", segment, "saved") == (
        said.actor,
        said.detail["segment"],
        said.detail["outcome"],
    )


def test_a_text_that_checks_forbid_is_refused_by_name(session: Session, region: Region) -> None:
    """Nothing is kept; broken codes cannot be insisted upon."""
    village = desk(session, region, "Rufen Sie uns an: <a href='tel:+49511123456'>0511 123456</a>.")
    for text, check in (("", "empty"), ("Call us.", "locked")):
        with pytest.raises(Faulty) as raised:
            village.accept(village.segment(2), text, insist=True)
        assert check in {one.check for one in raised.value.found}
        assert not raised.value.may_insist
    assert "" == village.served(village.segment(2))


def test_a_matter_of_judgement_can_be_insisted_upon(session: Session, region: Region) -> None:
    """A glossary that blocks is overruled by a person, who stays on record with it."""
    village = desk(session, region)
    term = Term("Pass", {"en": (Wording("passport"),)}, mode="block")
    glossary.add(session, region, term, NOW)
    segment = village.segment(2)
    with pytest.raises(Faulty) as raised:
        village.accept(segment, "Please bring your papers.")
    assert raised.value.may_insist
    assert "saved" == village.accept(segment, "Please bring your papers.", insist=True).outcome
    row = session.scalars(select(Finding).where(Finding.check_name == "glossary")).one()
    assert "Amal" == row.dismissed_by
    assert ["passport"] == [w for hint in village.view(segment).terms for w in hint.wordings]


def test_who_was_slower_loses_nothing(session: Session, region: Region) -> None:
    """The text is kept beside the other's, and either of the two can be chosen."""
    village = translated(session, region)
    segment = village.segment(2)
    seen = village.view(segment, village.bela).facts
    village.accept(segment, "Bring the passport.")
    decided = deciding.accept(
        session, village.bela, region, "en", segment, "Take your passport along.",
        made_against=seen.source_hash, lock_version=seen.lock_version, now=LATER,
    )  # fmt: skip
    assert ("conflict", "Bring the passport.") == (decided.outcome, decided.theirs)
    assert {"conflicts"} == waits_in(session, region)
    other = village.view(segment).other
    assert other
    assert ("Take your passport along.", "Bela") == (other.text.coded, other.author)
    deciding.keep_theirs(session, village.amal, region, "en", segment, other.target_id, LATER)
    assert (set(), "Bring the passport.") == (waits_in(session, region), village.served(segment))
    kept = session.get_one(Target, other.target_id)
    assert "Take your passport along." == kept.coded


def test_the_slower_text_can_be_the_better_one(session: Session, region: Region) -> None:
    """Taken over it is what readers get; the first one stays on record."""
    village = translated(session, region)
    segment = village.segment(2)
    seen = village.view(segment).facts
    village.accept(segment, "Bring the passport.", village.bela)
    deciding.accept(
        session, village.amal, region, "en", segment, "Take your passport along.",
        made_against=seen.source_hash, lock_version=seen.lock_version, now=LATER,
    )  # fmt: skip
    view = village.view(segment)
    assert view.other
    for version, outcome in ((0, "conflict"), (view.facts.lock_version, "saved")):
        decided = deciding.take_mine(
            session, village.amal, region, "en", segment, view.other.target_id,
            lock_version=version, now=LATER,
        )  # fmt: skip
        assert outcome == decided.outcome
    assert (set(), "Take your passport along.") == (
        waits_in(session, region),
        village.served(segment),
    )


def test_a_text_for_a_german_that_moved_on_is_behind(session: Session, region: Region) -> None:
    """It is kept and served, stays in the queue, and the difference is told."""
    village = translated(session, region)
    segment = village.segment(2)
    seen = village.view(segment).facts
    village.revise("Bringen Sie Ihren Pass nicht mit.", *GERMAN[1:])
    decided = deciding.accept(
        session, village.amal, region, "en", segment, "Do bring your passport.",
        made_against=seen.source_hash, lock_version=seen.lock_version, now=LATER,
    )  # fmt: skip
    assert ("behind", "stale") == (decided.outcome, decided.state)
    assert "nicht" in "".join(one.text for one in decided.diff if one.kind == "new")
    assert {"now"} == waits_in(session, region)


def test_a_machines_text_left_as_it_is_stays_the_machines(session: Session, region: Region) -> None:
    """Accepting it word for word is taking it over: reviewed, served, in no queue."""
    village = desk(session, region)
    segment = village.segment(2)
    machine = village.machine(segment, "Bring your passport with you.")
    waiting = village.view(segment).waiting
    assert waiting
    assert (machine.id, "pseudo", True) == (
        waiting.target_id,
        waiting.author,
        waiting.may_serve,
    )
    assert ({"new", "machine"}, {"new", "machine"}) == (
        set(village.view(segment).reasons.queues),
        waits_in(session, region),
    )
    assert "saved" == village.accept(segment, "Bring your passport with you.").outcome
    head = session.get_one(Head, (segment, "en"))
    assert (machine.id, "machine", "reviewed") == (head.target_id, machine.origin, machine.quality)
    assert 0 == queues.counts(session, region, "en", LATER)["machine"]
    assert () == village.view(segment).reasons.queues


def test_another_paragraphs_texts_are_out_of_reach(session: Session, region: Region) -> None:
    """Neither its machine text, nor a German that it never said, nor another region's paragraph."""
    village = desk(session, region)
    segment, other = village.segment(2), village.segment(3)
    machine = village.machine(other, "The course begins at 9 o'clock.")
    with pytest.raises(NotFound):
        deciding.take_machine(
            session, village.amal, region, "en", segment, machine.id, lock_version=0, now=LATER
        )
    foreign = village.view(other).facts.source_hash
    with pytest.raises(Invalid):
        deciding.accept(
            session, village.amal, region, "en", segment, "Text", made_against=foreign,
            lock_version=0, now=LATER,
        )  # fmt: skip
    away = regions.create(session, "nachbarort", "Nachbarort", ["de", "en"], NOW)
    with pytest.raises(NotFound):
        deciding.confirm(
            session, village.amal, away, "en", segment, made_against=foreign, lock_version=0,
            now=LATER,
        )  # fmt: skip


def test_a_finding_is_dismissed_and_taken_up_again(session: Session, region: Region) -> None:
    """Out of the queue and back; another region or language cannot."""
    village = translated(session, region)
    segment = village.segment(3)
    decided = village.accept(segment, "The course begins at 10 a.m.")
    assert "values" in {one.check for one in decided.found}
    assert {"findings"} == waits_in(session, region)
    faults = village.view(segment).faults
    with pytest.raises(NotFound):
        deciding.dismiss(session, village.amal, region, "ar", faults[0].id, LATER)
    for fault in faults:
        assert segment == deciding.dismiss(session, village.amal, region, "en", fault.id, LATER)
    assert set() == waits_in(session, region)
    deciding.take_up_again(session, village.amal, region, "en", faults[0].id, LATER)
    assert {"findings"} == waits_in(session, region)
    assert ENGLISH[1] != village.served(segment)
