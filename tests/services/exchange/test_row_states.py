"""Export, edit, import: each state that a row can be in, with what is kept and what readers get."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchange.translators import formats
from app.exchange.translators.parcels import Arrival, Returned
from app.models import Event, Export, HeadMove, Region, Snapshot, Target
from app.services.segments import statuses
from app.services.segments import targets as answering
from tests.services.exchange.agency import (
    AGENCY,
    Agency,
    ids,
    outcomes,
    rows_in_tables,
    typed,
    worked,
)
from tests.services.guide import day, texts
from tests.services.paragraph_guide import (
    BOOK,
    COURSE,
    ENGLISH,
    edit,
    english,
    judged,
    page_of,
    policy,
    say,
    served,
    states,
    targets,
)

NEW = "Sie brauchen einen Ausweis."
PASS = "You need an identity card."


def newest(session: Session) -> Target:
    """The target that was written last."""
    return session.scalars(select(Target).order_by(Target.id.desc()).limit(1)).one()


@pytest.mark.parametrize("form", list(formats.FORMATS))
def test_nothing_done_changes_nothing(session: Session, region: Region, form: str) -> None:
    """A file that comes back as it was sent: every paragraph unchanged, whatever its standing."""
    page = english(session, region)
    edit(session, page, COURSE, NEW, "Ein Absatz mehr.")
    agency = Agency(session)
    arrival = formats.read(agency.sent(form=form).data)
    found = agency.bring(arrival)
    assert {"unchanged": 3} == {state: n for state, n in found.counts().items() if n}
    assert ["same", "untranslated", "untranslated"] == [r.decision.reason for r in found.rows]


def test_g12_xliff_reimport_source_unchanged(session: Session, region: Region) -> None:
    """Exported, edited, imported, the source the same: applied, translated; the trail names the file
    and the unit."""
    page = english(session, region)
    edit(session, page, COURSE, NEW)
    agency = Agency(session)
    _, segment = ids(session, page)
    data = typed(agency.sent(), {segment: PASS})
    found = agency.bring(formats.read(data))
    assert [("applied", "")] == outcomes(found)
    assert (PASS, "import", "translated", "Agentur") == (
        newest(session).coded, newest(session).origin, newest(session).quality, newest(session).author,
    )  # fmt: skip
    assert ["current", "current"] == states(session, page)
    assert f"<p>{PASS}</p>" in texts(session, region, "en")[0]
    event = session.scalars(select(Event).where(Event.action == "translation.import")).one()
    assert (page.id, "en", "Agentur") == (event.content_id, event.language, event.actor)
    assert {"file": "von-der-agentur.xlf", "export": found.export, "applied": [f"s{segment}"]} == (
        event.detail
    )
    move = session.scalars(select(HeadMove).order_by(HeadMove.id.desc()).limit(1)).one()
    assert ("Agentur", "semantic") == (move.actor, move.klass)


def test_g14_xliff_reimport_online_edit_in_between(session: Session, region: Region) -> None:
    """Somebody wrote online meanwhile: both are shown, the one online stays, unless a person says
    otherwise for this very row."""
    page = english(session, region)
    agency = Agency(session)
    sent = agency.sent()
    first, second = judged(session, page)
    say(session, first, "The course begins in May.", now=day(2))
    brought = {first.segment_id: "Lessons start in May.", second.segment_id: "Bring a notebook."}
    arrival = worked(sent, brought)
    row = next(r for r in agency.preview(arrival).rows if r.state == "newer")
    assert ("Lessons start in May.", "The course begins in May.") == (row.text, row.online)
    found = agency.bring(arrival)
    assert [("newer", "online"), ("applied", "")] == outcomes(found)
    assert ["The course begins in May.", "Bring a notebook."] == served(session, page)
    assert "Lessons start in May." in targets(session)
    chosen = agency.bring(arrival, take=[row.unit])
    assert [("applied", "taken")] == outcomes(chosen)
    assert ["Lessons start in May.", "Bring a notebook."] == served(session, page)


def test_g15_xliff_reimport_broken_foreign_edited(session: Session, region: Region) -> None:
    """A tool dropped a lock, mixed the units up, altered a source, lost a unit and sent some of its
    own: each row for itself, good ones apply, and our hash decides what the source was."""
    page = page_of(session, region, COURSE, "Rufen Sie 0821 3102-100 an.", BOOK)
    agency = Agency(session)
    one, two, three = ids(session, page)
    sent = agency.sent()
    said = typed(sent, {one: "Lessons start in May.", two: "Please call.", three: "Buy a book."})
    altered = said.replace(COURSE.encode(), b"Etwas ganz anderes.")
    assert altered != said
    arrival = formats.read(altered)
    mixed = [unit for unit in reversed(arrival.units) if unit.unit != f"s{three}"]
    strange = Returned("s999999", "Not yours"), Returned("x1", "Nor this")
    found = agency.bring(replace(arrival, units=(*mixed, *strange)))
    assert [("rejected", "checks"), ("applied", ""), ("unknown", ""), ("unknown", "")] == (
        outcomes(found)
    )
    refused = next(row for row in found.rows if row.state == "rejected")
    assert ("locked: missing code 1: 0821 3102-100",) == refused.decision.problems
    assert 1 == found.absent
    assert ["current", "missing", "missing"] == states(session, page)
    assert "Lessons start in May." == served(session, page)[0]


def test_g16_same_file_imported_twice(session: Session, region: Region) -> None:
    """The second time all is there already, and nothing is written."""
    page = english(session, region)
    edit(session, page, COURSE, NEW)
    agency = Agency(session)
    sent = agency.sent()
    first, second = judged(session, page)
    say(session, first, "The course begins in May.", now=day(2))
    arrival = worked(sent, {first.segment_id: "Lessons start in May.", second.segment_id: PASS})
    assert [("newer", "online"), ("applied", "")] == outcomes(agency.bring(arrival))
    before = rows_in_tables(session)
    again = agency.bring(arrival)
    assert {"unchanged": len(again.rows)} == {state: n for state, n in again.counts().items() if n}
    assert ["kept", "same"] == [row.decision.reason for row in again.rows]
    assert before == rows_in_tables(session)


def test_an_older_source_is_kept_and_stale(session: Session, region: Region) -> None:
    """The German moved on while the agency worked: the text is kept with what changed since."""
    page = page_of(session, region, COURSE)
    agency = Agency(session)
    sent = agency.sent(only="missing")
    edit(session, page, "Der Kurs findet nicht statt.", now=day(2))
    found = agency.bring(worked(sent, {ids(session, page)[0]: ENGLISH[COURSE]}))
    assert [("older", "source")] == outcomes(found)
    row = next(row for row in found.rows if row.state == "older")
    assert [("same", "Der Kurs "), ("gone", "beginnt"), ("new", "findet")] == [
        (stretch.kind, stretch.text) for stretch in row.diff[:3]
    ]
    assert ["stale"] == states(session, page)
    assert ENGLISH[COURSE] == newest(session).coded
    assert [] == outcomes(agency.bring(worked(sent, {ids(session, page)[0]: ENGLISH[COURSE]})))


def test_an_older_source_does_not_drive_out_a_newer_translation(
    session: Session, region: Region
) -> None:
    """What answers the German of now goes on being served; the file's text waits beside it."""
    page = english(session, region, COURSE)
    agency = Agency(session)
    sent = agency.sent()
    edit(session, page, "Der Kurs findet nicht statt.", now=day(2))
    say(session, judged(session, page)[0], "The course is cancelled.", now=day(3))
    found = agency.bring(worked(sent, {ids(session, page)[0]: "Lessons start in May."}))
    assert [("older", "source")] == outcomes(found)
    assert (["The course is cancelled."], ["current"]) == (
        served(session, page),
        states(session, page),
    )
    assert "Lessons start in May." == newest(session).coded


def test_what_rules_can_carry_is_no_older_source(session: Session, region: Region) -> None:
    """A phone number that changed meanwhile needs nobody: it is carried into what came back."""
    page = page_of(session, region, "Rufen Sie 0821 3102-100 an.")
    agency = Agency(session)
    sent = agency.sent(only="missing")
    edit(session, page, "Rufen Sie 0821 3102-200 an.", now=day(2))
    found = agency.bring(worked(sent, {ids(session, page)[0]: "Call ⟦1/⟧."}))
    assert [("applied", "")] == outcomes(found)
    assert (["current"], ["Call ⟦1/⟧."]) == (states(session, page), served(session, page))


def test_a_paragraph_that_is_gone_keeps_its_text(session: Session, region: Region) -> None:
    """In case it comes back."""
    page = page_of(session, region, COURSE, BOOK)
    agency = Agency(session)
    sent = agency.sent(only="missing")
    segment = ids(session, page)[1]
    edit(session, page, COURSE, now=day(2))
    assert [("older", "gone")] == outcomes(agency.bring(worked(sent, {segment: ENGLISH[BOOK]})))
    edit(session, page, COURSE, BOOK, now=day(6))
    assert ENGLISH[BOOK] == served(session, page)[1]


def test_an_old_translation_sent_back_is_confirmed(session: Session, region: Region) -> None:
    """Whoever puts the old text in again says that it is right for the new German."""
    page = english(session, region)
    edit(session, page, COURSE, NEW)
    assert ["current", "stale"] == states(session, page)
    agency = Agency(session)
    segment = ids(session, page)[1]
    found = agency.bring(worked(agency.sent(), {segment: ENGLISH[BOOK]}, state=""))
    assert [("applied", "confirmed")] == outcomes(found)
    assert ["current", "current"] == states(session, page)


def test_a_persons_text_goes_before_a_machines(session: Session, region: Region) -> None:
    """What a machine wrote while the agency worked is nobody's newer text."""
    page = page_of(session, region, COURSE)
    agency = Agency(session)
    sent = agency.sent(only="missing")
    paragraph = judged(session, page)[0]
    machine_says(session, paragraph.segment_id, paragraph.source.hash, "Machine text.")
    found = agency.bring(worked(sent, {paragraph.segment_id: ENGLISH[COURSE]}))
    assert [("applied", "")] == outcomes(found)
    assert [ENGLISH[COURSE]] == served(session, page)


def machine_says(session: Session, segment: int, text: str, words: str) -> None:
    """A machine's translation, served."""
    answering.answer(
        session, segment, "en", words, text, origin="machine", quality="translated", now=day(2)
    )


def test_a_machines_text_that_somebody_has_seen(session: Session, region: Region) -> None:
    """Sent back as translated it is the agency's word; sent back as it came it is not."""
    page = page_of(session, region, COURSE)
    paragraph = judged(session, page)[0]
    machine_says(session, paragraph.segment_id, paragraph.source.hash, ENGLISH[COURSE])
    agency = Agency(session)
    statuses.rebuild(session, region)
    sent = agency.sent()
    assert [] == outcomes(agency.bring(formats.read(sent.data)))
    seen = worked(sent, {paragraph.segment_id: ENGLISH[COURSE]})
    assert [("applied", "confirmed")] == outcomes(agency.bring(seen))
    assert ("import", "translated") == (newest(session).origin, newest(session).quality)
    assert [] == outcomes(agency.bring(seen))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("⟦1⟧Here", "codes: code 1 is not closed"),
        ("Here", "codes: missing code 1"),
        ("⟦1⟧Here⟦/1⟧ ⟦9/⟧", "codes: unknown code 9"),
        ("⟦1⟧Here⟦/1⟧ ⟦1⟧twice⟦/1⟧", "codes: doubled code 1"),
        ("⟦1⟧Call 0821 999999⟦/1⟧", "contacts: tel 0821 999999 is not in the source"),
        ("⟦1⟧<b>x</b>⟦/1⟧", "markup: <b> is markup"),
        ("⟦1⟧…⟦/1⟧", "empty: there are no words"),
    ],
)
def test_what_the_checks_refuse(session: Session, region: Region, text: str, problem: str) -> None:
    """Codes, contact data, markup, nothing said: each with its reason, and nothing is kept."""
    page = page_of(session, region, '<a href="https://example.org">Hier</a> steht es.')
    agency = Agency(session)
    sent, before = agency.sent(only="missing"), len(targets(session))
    found = agency.bring(worked(sent, {ids(session, page)[0]: text}))
    assert [("rejected", "checks")] == outcomes(found)
    assert problem in found.rows[-1].decision.problems
    assert before == len(targets(session))


def test_emphasis_may_be_left_out(session: Session, region: Region) -> None:
    """No sense is lost; the finding is kept for whoever looks."""
    page = page_of(session, region, "Das ist <b>neu</b> hier.")
    agency = Agency(session)
    arrival = worked(agency.sent(only="missing"), {ids(session, page)[0]: "This is new here."})
    assert [("applied", "")] == outcomes(agency.bring(arrival))
    assert ["This is new here."] == served(session, page)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"fault": "resegmented"}, "resegmented"),
        ({"fault": "formula"}, "formula"),
        ({"target": "Half done", "state": "unfinished"}, "unfinished"),
    ],
)
def test_what_cannot_be_taken(
    session: Session, region: Region, change: dict[str, str], reason: str
) -> None:
    """Cut anew, a formula, said to be unfinished."""
    page_of(session, region, COURSE)
    agency = Agency(session)
    arrival = formats.read(agency.sent(only="missing").data)
    units = tuple(replace(unit, **change) for unit in arrival.units)  # type: ignore[arg-type]
    assert {("rejected", reason)} == set(outcomes(agency.bring(replace(arrival, units=units))))


def test_a_unit_that_stands_there_twice(session: Session, region: Region) -> None:
    """The first counts, the second is told."""
    page = page_of(session, region, COURSE)
    agency = Agency(session)
    arrival = worked(agency.sent(only="missing"), {ids(session, page)[0]: "One."})
    units = (*arrival.units, Returned(f"s{ids(session, page)[0]}", "Two."))
    found = agency.bring(replace(arrival, units=units))
    assert [("applied", ""), ("rejected", "twice")] == outcomes(found)
    assert ["One."] == served(session, page)


def test_codes_counted_anew_find_their_own(session: Session, region: Region) -> None:
    """A tool that numbers the codes of a whole file."""
    page = page_of(session, region, "<b>Hier</b> und <i>dort</i>.")
    agency = Agency(session)
    arrival = formats.read(agency.sent(only="missing").data)
    unit = Returned(f"s{ids(session, page)[0]}", "⟦8⟧There⟦/8⟧ and ⟦7⟧here⟦/7⟧.", (7, 8))
    assert [("applied", "")] == outcomes(agency.bring(replace(arrival, units=(unit,))))
    assert ["⟦2⟧There⟦/2⟧ and ⟦1⟧here⟦/1⟧."] == served(session, page)


def test_a_preview_changes_nothing(session: Session, region: Region) -> None:
    """Whatever it says: not a row more or less, and nothing waiting to be written."""
    page = english(session, region)
    edit(session, page, COURSE, NEW)
    agency = Agency(session)
    sent = agency.sent()
    say(session, judged(session, page)[0], "The course begins in May.", now=day(2))
    first, second = ids(session, page)
    before = rows_in_tables(session)
    found = agency.preview(worked(sent, {first: "Other.", second: PASS}))
    assert [("newer", "online"), ("applied", "")] == outcomes(found)
    assert [] == [*session.new, *session.dirty]
    assert before == rows_in_tables(session)


def test_reviewed_work_is_reviewed(session: Session, region: Region) -> None:
    """A tool's word for its own review."""
    page = page_of(session, region, COURSE)
    agency = Agency(session)
    arrival = worked(agency.sent(only="missing"), {ids(session, page)[0]: "X starts."}, "reviewed")
    agency.bring(arrival)
    assert "reviewed" == newest(session).quality


def test_texts_are_mended(session: Session, region: Region) -> None:
    """Blanks and letters are put right as for whoever types."""
    page = page_of(session, region, COURSE)
    agency = Agency(session)
    arrival = worked(
        agency.sent(only="missing"), {ids(session, page)[0]: "  The \n cafe\u0301\x07 "}
    )
    agency.bring(arrival)
    assert ["The café"] == served(session, page)


def test_whole_pages_are_settled_once(session: Session, region: Region) -> None:
    """Readers' document grows by one version, however many paragraphs came."""
    page = english(session, region, COURSE, BOOK)
    policy(region).stale_policy = "marked"
    agency = Agency(session)
    arrival = worked(agency.sent(), dict.fromkeys(ids(session, page), "New words."))
    before = version(session, region)
    assert 2 == agency.bring(arrival).counts()["applied"]
    assert before + 1 == version(session, region)


def version(session: Session, region: Region) -> int:
    """The version of the document that readers of English get."""
    wanted = select(Snapshot.version).where(
        Snapshot.region_id == region.id, Snapshot.language == "en"
    )
    return session.scalars(wanted).one()


def test_an_export_ends_when_all_has_come(session: Session, region: Region) -> None:
    """One that had ended is taken all the same, and said."""
    page = page_of(session, region, COURSE, BOOK)
    agency = Agency(session)
    sent = agency.sent(only="missing")
    one, two = ids(session, page)
    title = formats.read(sent.data).units[0].unit
    assert not agency.bring(worked(sent, {one: ENGLISH[COURSE]})).is_late
    export = session.scalars(select(Export)).one()
    assert export.ended_at is None
    rest = {two: ENGLISH[BOOK]} | ({} if title == f"s{one}" else {int(title[1:]): "One"})
    agency.bring(worked(sent, rest), now=day(6))
    assert day(6) == export.ended_at
    assert agency.preview(worked(sent, {one: "Later."}), now=day(7)).is_late


def test_late_work_is_taken_and_said(session: Session, region: Region) -> None:
    """After the claim has ended by itself."""
    page = page_of(session, region, COURSE)
    agency = Agency(session)
    arrival: Arrival = worked(agency.sent(only="missing"), {ids(session, page)[0]: "It starts."})
    found = agency.bring(arrival, now=day(40))
    assert (True, 1) == (found.is_late, found.counts()["applied"])
    assert AGENCY.name == newest(session).author
