"""What the screen of one paragraph shows."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.domain.facts.changed_facts import ChangedFact
from app.errors import NotFound
from app.models import Assignment, Export, ExportItem, Job, Region
from app.services import regions
from app.services.desk.paragraphs import claims, comments, segment_view
from app.services.pages import paragraph_facts
from tests.fixtures.guides import NOW
from tests.services.desk.desk_village import ENGLISH, GERMAN, LATER, Desk, desk, translated

CALL = "Rufen Sie <b>heute</b> an: <a href='tel:+49511123456'>0511 123456</a>."


def test_a_changed_paragraph_tells_what_changed_and_why_it_waits(
    session: Session, region: Region
) -> None:
    """Old and new German, the words that came, the guard word, what is served, what still holds."""
    village = translated(session, region)
    segment = village.segment(2)
    village.revise("Bringen Sie niemals Ihren Pass mit.", *GERMAN[1:])
    view = village.view(segment)
    assert view.before
    assert (GERMAN[0], ENGLISH[0]) == (view.before.coded, view.target.coded)
    assert ["niemals"] == [one.text.strip() for one in view.diff if one.kind == "new"]
    assert (("now",), ("niemals",)) == (view.reasons.queues, view.reasons.guards)
    assert ["Kurse"] == [step.title for step in view.trail]
    assert ENGLISH[0] in [match.coded for match in view.memory]
    assert view.following
    assert (GERMAN[1], ENGLISH[1]) == (view.following.source.coded, view.following.target.coded)
    assert view.previous
    assert "Kurse" == view.previous.source.coded


def test_a_changed_value_is_named_from_what_to_what(session: Session, region: Region) -> None:
    """Where no rule could carry it, a person sees the two values."""
    village = desk(session, region, "Der Kurs am 5. Mai kostet 10 Euro.")
    village.accept(village.segment(2), "The course is free of charge in spring.", insist=True)
    village.revise("Der Kurs am 6. Mai kostet 10 Euro.")
    view = village.view(village.segment(2))
    assert (("now", "findings"), (ChangedFact("date", "5. Mai", "6. Mai"),)) == (
        view.reasons.queues, view.reasons.values,
    )  # fmt: skip


def test_codes_are_chips_with_a_name(session: Session, region: Region) -> None:
    """Bold wraps words; a phone number is locked and shows what is dialled."""
    village = desk(session, region, CALL)
    chips = village.view(village.segment(2)).source.chips
    told = {number: (c.kind, c.label, c.text, c.address) for number, c in chips.items()}
    assert {
        1: ("pair", "bold", "", ""),
        2: ("lock", "phone", "0511 123456", "tel:+49511123456"),
    } == told


def test_the_facts_are_those_that_comparing_finds(session: Session, region: Region) -> None:
    """Read from the cache, they are what judging the whole page says."""
    village = translated(session, region)
    village.revise("Bringen Sie niemals Ihren Pass mit.", GERMAN[1], "Ganz etwas anderes.")
    compared = paragraph_facts.of_content(session, village.content, "en")
    assert compared == [village.view(one.id).facts for one in compared]


def beside(village: Desk, segment: int) -> None:
    """An assignment, an export, a job, a claim and a comment."""
    view, session = village.view(segment), village.session
    export = Export(
        key="k", region_id=village.region.id, language="en", author="Ada", format="xliff-2.1",
        made_at=NOW, until=LATER,
    )  # fmt: skip
    session.add_all([
        export,
        Assignment(content_id=view.content_id, language="en", user_id=village.bela.id,
                   due_on=date(2027, 1, 2), author="Edda", at=NOW),
        Job(region_id=village.region.id, content_id=view.content_id, segment_id=segment,
            language="en", source_hash=view.facts.source_hash, state="held",
            reason="codes broken: missing code 1", not_before=NOW, created_at=NOW, changed_at=NOW),
    ])  # fmt: skip
    session.flush()
    session.add(
        ExportItem(
            export_id=export.id, segment_id=segment, source_hash=view.facts.source_hash,
            standing="missing",
        )
    )  # fmt: skip
    claims.take(session, village.bela, segment, "en", LATER)
    comments.add(session, village.bela, village.region, "en", segment, "Which passport?", NOW)


def test_what_others_do_stands_beside(session: Session, region: Region) -> None:
    """Who has it open, who looks after the page, what is out, what a machine could not do, what was
    said; all of it in few queries."""
    village = desk(session, region)
    segment = village.segment(2)
    beside(village, segment)
    asked: list[str] = []
    engine = session.get_bind()

    def listen(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    event.listen(engine, "before_cursor_execute", listen)
    view = village.view(segment)
    event.remove(engine, "before_cursor_execute", listen)
    assert (view.claim.name, view.claim.is_mine) == ("Bela", False) if view.claim else False
    assert view.assigned
    assert ("Bela", date(2027, 1, 2)) == (view.assigned.name, view.assigned.due_on)
    assert view.exported
    assert "k" == view.exported.key
    assert view.machine
    assert ("held", "codes broken: missing code 1") == (view.machine.state, view.machine.reason)
    assert ["Which passport?"] == [note.text for note in view.comments]
    assert 25 >= len(asked), "\n\n".join(asked)


def test_what_is_not_there_is_not_found(session: Session, region: Region) -> None:
    """Another region's paragraph, one that German no longer has, none at all."""
    village = translated(session, region)
    segment = village.segment(4)
    away = regions.create(session, "nachbarort", "Nachbarort", ["de", "en"], NOW)
    with pytest.raises(NotFound):
        segment_view.view(session, village.amal, away, "en", segment, LATER)
    village.revise(*GERMAN[:2])
    for number in (segment, 999_999):
        with pytest.raises(NotFound):
            village.view(number)
