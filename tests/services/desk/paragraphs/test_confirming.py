"""Confirming at the desk: still right, one by one and many at once; and taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Conflict
from app.models import Event, Region, Target
from app.services.desk import queues
from app.services.desk.paragraphs import deciding
from app.services.desk.paragraphs.deeds import Decided
from app.services.desk.paragraphs.undoing import Undoable
from app.services.pages import pages, releasing
from app.services.segments import statuses
from tests.fixtures.guides import NOW
from tests.services.desk.desk_village import ENGLISH, GERMAN, LATER, Desk, desk, translated

EVENING = LATER + timedelta(hours=9)
ANEW = "Der Kurs für Anfänger beginnt um 9 Uhr."


def confirm(village: Desk, segment: int) -> Decided:
    """The text that is seen is right for the German that is seen."""
    now = village.view(segment).facts
    return deciding.confirm(
        village.session, village.amal, village.region, "en", segment, now=LATER,
        made_against=now.source_hash, lock_version=now.lock_version,
    )  # fmt: skip


def waits_in(village: Desk) -> set[str]:
    """The queues that are not empty."""
    counted = queues.counts(village.session, village.region, "en", LATER)
    return {name for name, count in counted.items() if count}


def test_a_text_that_is_still_right_is_done_with(session: Session, region: Region) -> None:
    """It leaves its queue and stays as it is; taking the word back brings it there again."""
    village = translated(session, region)
    segment = village.segment(3)
    village.revise(GERMAN[0], ANEW, GERMAN[2])
    assert {"changed"} == waits_in(village)
    assert ("saved", "current") == (
        confirm(village, segment).outcome,
        village.view(segment).facts.state,
    )
    assert (set(), ENGLISH[1]) == (waits_in(village), village.served(segment))
    undo = village.view(segment).undo
    assert isinstance(undo, Undoable)
    assert "word" == undo.kind
    assert None is village.view(segment, village.bela).undo
    deciding.undo(session, village.amal, region, "en", segment, EVENING)
    assert {"changed"} == waits_in(village)
    left = village.view(segment).undo
    assert "text" == (left.kind if left else "")
    assert 0 == statuses.rebuild(session, region)


def test_nobody_confirms_what_they_have_not_seen(session: Session, region: Region) -> None:
    """Another text, or another German, than the one on the screen: nothing is done."""
    village = translated(session, region)
    segment = village.segment(3)
    seen = village.view(segment).facts
    village.accept(segment, "Lessons begin at 9 a.m.", village.bela)
    told = deciding.confirm(
        session, village.amal, region, "en", segment, now=LATER, made_against=seen.source_hash,
        lock_version=seen.lock_version,
    )  # fmt: skip
    assert ("conflict", "Lessons begin at 9 a.m.") == (told.outcome, told.theirs)
    version = village.view(segment).facts.lock_version
    village.revise(GERMAN[0], ANEW, GERMAN[2])
    told = deciding.confirm(
        session, village.amal, region, "en", segment, now=LATER, made_against=seen.source_hash,
        lock_version=version,
    )  # fmt: skip
    assert ("behind", {"changed"}) == (told.outcome, waits_in(village))
    assert any(one.kind == "new" for one in told.diff)


def test_a_machines_text_that_is_right_is_reviewed(session: Session, region: Region) -> None:
    """It leaves the queue of unseen ones, and comes back if the word is taken back."""
    village = translated(session, region)
    segment = village.segment(3)
    machine = village.machine(segment, "The course starts at 9 a.m.", "translated")
    assert {"machine"} == waits_in(village)
    assert ("machine",) == village.view(segment).reasons.queues
    confirm(village, segment)
    assert (set(), "reviewed") == (waits_in(village), machine.quality)
    deciding.undo(session, village.amal, region, "en", segment, EVENING)
    assert ({"machine"}, "translated") == (waits_in(village), machine.quality)
    assert 0 == statuses.rebuild(session, region)


def test_many_are_ticked_off_at_once(session: Session, region: Region) -> None:
    """Hints, machines' texts and texts that nobody had checked; what is old or missing is left. Each
    page has one line on record."""
    village = translated(session, region)
    advised, machines, old = (village.segment(n) for n in (4, 3, 2))
    village.revise("Bringen Sie niemals den Pass mit.", GERMAN[1], "Fragen sie im Rathaus nach!")
    village.machine(machines, "The course starts at 9 a.m.", "translated")
    other = pages.create(
        session, region, pages.Draft("Bad", "<p>Das Bad ist offen.</p>"), author="Ada", now=NOW
    )
    releasing.publish(session, other, now=NOW, author="Ada")
    assert {"advise", "machine", "now", "new"} == waits_in(village)
    ticked = deciding.tick_off(
        session, village.amal, region, "en", [advised, machines, old, 999_999], LATER
    )
    assert ({advised, machines}, {old, 999_999}) == (set(ticked.done), set(ticked.left))
    assert {"now", "new"} == waits_in(village)
    assert 1 == len(session.scalars(select(Event).where(Event.action == "paragraph.confirm")).all())
    deciding.undo(session, village.amal, region, "en", machines, EVENING)
    assert {"machine", "now", "new"} == waits_in(village)


def test_an_unverified_text_is_verified_by_a_person(session: Session, region: Region) -> None:
    """What was taken over without a date waits until somebody has read it."""
    village = translated(session, region)
    segment = village.segment(2)
    target = session.get_one(Target, village.view(segment).facts.target_id)
    target.quality = "unverified"
    releasing.settle(session, village.content, LATER)
    assert {"unverified"} == waits_in(village)
    deciding.tick_off(session, village.amal, region, "en", [segment], LATER)
    assert (set(), "reviewed") == (waits_in(village), target.quality)


def test_ones_own_text_is_taken_back(session: Session, region: Region) -> None:
    """The one before it is served again; a second time there is nothing to take back, nor for others."""
    village = translated(session, region)
    segment = village.segment(2)
    village.accept(segment, "Bring it.")
    with pytest.raises(Conflict):
        deciding.undo(session, village.bela, region, "en", segment, EVENING)
    deciding.undo(session, village.amal, region, "en", segment, EVENING)
    assert (ENGLISH[0], set()) == (village.served(segment), waits_in(village))
    with pytest.raises(Conflict):
        deciding.undo(session, village.amal, region, "en", segment, EVENING)


def test_a_carried_value_is_taken_back(session: Session, region: Region) -> None:
    """What a rule wrote can be taken back by any translator; the paragraph waits for a person then."""
    village = translated(session, region)
    segment = village.segment(3)
    village.revise(GERMAN[0], "Der Kurs beginnt um 10 Uhr.", GERMAN[2])
    assert "The course begins at 10 a.m." == village.served(segment)
    undo = village.view(segment, village.bela).undo
    assert isinstance(undo, Undoable)
    assert "carried" == undo.kind
    deciding.undo(session, village.bela, region, "en", segment, EVENING)
    assert (ENGLISH[1], {"now"}) == (village.served(segment), waits_in(village))


def test_a_first_text_is_taken_back_and_kept_as_a_draft(session: Session, region: Region) -> None:
    """By whoever wrote it alone; the paragraph waits as a new one, with their text in the field."""
    village = desk(session, region)
    segment = village.segment(2)
    village.accept(segment, ENGLISH[0])
    assert None is village.view(segment, village.bela).undo
    deciding.undo(session, village.amal, region, "en", segment, EVENING)
    seen = village.view(segment)
    assert ("missing", "", None) == (seen.facts.state, village.served(segment), seen.undo)
    assert ENGLISH[0] == (seen.draft.coded if seen.draft else "")
    assert None is village.view(segment, village.bela).draft
    assert 0 == statuses.rebuild(session, region)
