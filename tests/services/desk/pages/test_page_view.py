"""A whole page at the desk, and many of its paragraphs saved at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor, Grant
from app.errors import Invalid, NotFound
from app.models import Content, Event, Head, Region, Target, User
from app.services.desk.pages import page_saving, page_view
from app.services.desk.pages.page_saving import Outcome
from app.services.desk.pages.page_texts import Typed
from app.services.desk.pages.page_view import Row
from app.services.desk.paragraphs import claims, drafts
from app.services.pages import paragraph_facts, paragraphs, releasing, translations
from app.services.pages.takeover import Origin
from app.services.segments import targets
from app.services.settings import policies
from tests.fixtures.guides import NOW
from tests.services.guide import begun, day, live, revise, shown

COURSE, BOOK = "Der Kurs beginnt am Montag um 9 Uhr.", "Bringen Sie ein Heft mit."
CALL = 'Rufen Sie an: <a href="tel:+49511123">0511 123</a>.'
HUMAN = Origin("human", "translated", "Amal")


@pytest.fixture
def amal(session: Session) -> Actor:
    """Who translates."""
    user = User(email="a@example.org", name="Amal", fs_uniquifier="a", created_at=NOW)
    session.add(user)
    session.flush()
    return Actor(user.id, "Amal", ())


@pytest.fixture
def course(session: Session, region: Region) -> Content:
    """A live page of a title and three paragraphs."""
    return live(session, region, "Kurse", f"<p>{COURSE}</p><h2>{BOOK}</h2><p>{CALL}</p>")


def rows(session: Session, who: Actor, region: Region, content: Content) -> list[Row]:
    """The paragraphs as the desk shows them in English."""
    return list(page_view.view(session, who, region, "en", content, NOW).rows)


def typed(row: Row, text: str) -> Typed:
    """A form that comes back with another text."""
    version, made_against, began = row.seen.split(".")
    return Typed(row.facts.id, text, int(version), made_against, began)


def save(
    session: Session, who: Actor, region: Region, content: Content, *forms: Typed
) -> Mapping[int, Outcome]:
    """All of them at once."""
    return page_saving.save(session, who, region, "en", content, forms, day(2)).outcomes


def fill(session: Session, who: Actor, region: Region, content: Content) -> None:
    """The course in English."""
    texts = (
        "Courses", "The course starts on Monday at 9 am.", "Bring a notebook.", "Call: ⟦1/⟧."
    )  # fmt: skip
    forms = [
        typed(row, text)
        for row, text in zip(rows(session, who, region, content), texts, strict=True)
    ]
    found = save(session, who, region, content, *forms)
    assert ["saved"] * 4 == [one.word for one in found.values()]


def change(session: Session, content: Content, html: str) -> None:
    """Another German text, live a day later."""
    revise(session, content, html, now=day(1))
    releasing.publish(session, content, now=day(1))


def test_a_page_is_seen_as_a_whole(
    session: Session, region: Region, course: Content, amal: Actor
) -> None:
    """Title, headings and paragraphs in their order, with codes as chips."""
    found = page_view.view(session, amal, region, "en", course, NOW)
    assert ("Kurse", 4) == (found.title, found.number_open)
    assert ["title", "p", "h2", "p"] == [row.element for row in found.rows]
    assert ["phone"] == [chip.label for chip in found.rows[3].source.chips.values()]
    assert ["", "", "", ""] == [row.text for row in found.rows]


def test_many_paragraphs_are_saved_at_once(
    session: Session, region: Region, course: Content, amal: Actor
) -> None:
    """Each becomes what is served; the deed is noted once."""
    fill(session, amal, region, course)
    found = rows(session, amal, region, course)
    assert ["current"] * 4 == [row.facts.state for row in found]
    assert not any(row.is_open for row in found)
    noted = session.scalars(select(Event).where(Event.action == "translation.save")).all()
    assert [[row.facts.id for row in found]] == [one.detail["segments"] for one in noted]
    translations.begin(session, course, "en", "courses", NOW)
    translations.publish(session, course, "en", now=NOW)
    assert "Bring a notebook." in shown(session, region, "en")[0]["content"]


def test_what_nobody_touched_is_left_alone(
    session: Session, region: Region, course: Content, amal: Actor
) -> None:
    """Also where it is old, and where somebody else saved meanwhile: no new text, no conflict."""
    fill(session, amal, region, course)
    before = rows(session, amal, region, course)
    one = before[1]
    paragraphs.save(
        session, one.facts.id, "en", "The course starts Monday, 9 am.",
        made_against=one.facts.source_hash, lock_version=1, by=HUMAN, now=day(1),
    )  # fmt: skip
    count = len(session.scalars(select(Target)).all())
    assert {} == save(session, amal, region, course, *(typed(r, f" {r.text}\r\n") for r in before))
    assert count == len(session.scalars(select(Target)).all())


def test_old_paragraphs_show_what_changed(
    session: Session, region: Region, course: Content, amal: Actor
) -> None:
    """The German that the translation answers, word by word to that of now; a text without change of
    the German shows none."""
    fill(session, amal, region, course)
    change(session, course, f"<p>{COURSE}</p><h2>Bringen Sie kein Heft mit.</h2><p>{CALL}</p>")
    old = rows(session, amal, region, course)[2]
    assert ("stale", "Bring a notebook.") == (old.facts.state, old.text)
    assert old.before is not None
    assert BOOK == old.before.coded
    assert [("gone", "ein"), ("new", "kein")] == [
        (one.kind, one.text) for one in old.diff if one.kind != "same"
    ]
    assert [False, False, True, False] == [
        row.is_open for row in rows(session, amal, region, course)
    ]


def test_an_old_text_begins_in_the_codes_of_now(
    session: Session, region: Region, course: Content, amal: Actor
) -> None:
    """A phone number keeps its place under its new number; what has no place any more goes."""
    fill(session, amal, region, course)
    change(
        session, course,
        f"<p>{COURSE}</p><h2>{BOOK}</h2><p>Schreiben Sie <b>nie</b>, rufen Sie nur an:"
        ' <a href="tel:+49511123">0511 123</a>.</p>',
    )  # fmt: skip
    old = rows(session, amal, region, course)[3]
    assert "stale" == old.facts.state
    lock = next(n for n, chip in old.source.chips.items() if chip.label == "phone")
    assert f"Call: ⟦{lock}/⟧." == old.text
    change(session, course, f"<p>{COURSE}</p><h2>{BOOK}</h2><p>Rufen Sie uns bitte bald an.</p>")
    last = rows(session, amal, region, course)[3]
    assert "⟦" not in last.text


def test_a_refused_paragraph_costs_the_others_nothing(
    session: Session, region: Region, course: Content, amal: Actor
) -> None:
    """Its text stays the visitor's draft, with what is wrong; the others are saved."""
    found = rows(session, amal, region, course)
    broken, fine = typed(found[3], "Call us."), typed(found[0], "Courses")
    empty = typed(found[1], "  ")
    outcomes = save(session, amal, region, course, broken, fine, empty)
    assert {found[3].facts.id: "refused", found[0].facts.id: "saved"} == {
        id_: one.word for id_, one in outcomes.items()
    }
    assert {"locked"} == {one.check for one in outcomes[found[3].facts.id].found}
    again = rows(session, amal, region, course)
    assert ("Call us.", "missing") == (again[3].text, again[3].facts.state)
    too_long = save(session, amal, region, course, typed(again[3], "x" * 30_000))
    assert ["refused"] == [one.word for one in too_long.values()]
    assert "Call us." == rows(session, amal, region, course)[3].text


def test_an_emptied_field_is_refused(
    session: Session, region: Region, course: Content, amal: Actor
) -> None:
    """Nobody takes a translation away by emptying its field."""
    fill(session, amal, region, course)
    first = rows(session, amal, region, course)[0]
    outcome = save(session, amal, region, course, typed(first, ""))[first.facts.id]
    assert ("refused", ["empty"]) == (outcome.word, [one.check for one in outcome.found])
    assert "Courses" == rows(session, amal, region, course)[0].facts.target


def test_who_is_late_keeps_the_text_beside(
    session: Session, region: Region, course: Content, amal: Actor
) -> None:
    """Somebody else saved first: theirs is served, mine stays and is shown to all as another text."""
    before = rows(session, amal, region, course)[1]
    ben = Actor(amal.id, "Ben", ())
    save(session, ben, region, course, typed(before, "The course begins on Monday at 9."))
    outcome = save(session, amal, region, course, typed(before, "Mondays at 9 the course starts."))
    assert ["conflict"] == [one.word for one in outcome.values()]
    row = rows(session, amal, region, course)[1]
    assert "The course begins on Monday at 9." == row.facts.target
    assert row.other is not None
    assert ("Mondays at 9 the course starts.", "Amal") == (row.other.text.coded, row.other.author)
    assert row.is_open


def test_a_text_for_older_german_is_served_and_stays_old(
    session: Session, region: Region, course: Content, amal: Actor
) -> None:
    """German moved on while somebody typed: kept, shown to readers as old."""
    before = rows(session, amal, region, course)[2]
    change(session, course, f"<p>{COURSE}</p><h2>Bringen Sie kein Heft mit.</h2><p>{CALL}</p>")
    outcome = save(session, amal, region, course, typed(before, "Bring a notebook."))
    assert ["behind"] == [one.word for one in outcome.values()]
    assert "stale" == rows(session, amal, region, course)[2].facts.state


def test_a_paragraph_that_left_its_page_is_kept(
    session: Session, region: Region, course: Content, amal: Actor
) -> None:
    """In case it comes back."""
    before = rows(session, amal, region, course)[2]
    change(session, course, f"<p>{COURSE}</p><p>{CALL}</p>")
    outcome = save(session, amal, region, course, typed(before, "Bring a notebook."))
    assert ["gone"] == [one.word for one in outcome.values()]
    change(session, course, f"<p>{COURSE}</p><h2>{BOOK}</h2><p>{CALL}</p>")
    assert "Bring a notebook." in [row.facts.target for row in rows(session, amal, region, course)]


def test_saving_ends_claim_and_draft(
    session: Session, region: Region, course: Content, amal: Actor
) -> None:
    """What was being typed and who had it open are shown, and gone once it is saved."""
    first = rows(session, amal, region, course)[0]
    claims.take(session, amal, first.facts.id, "en", NOW)
    drafts.keep(
        session, amal, first.facts.id, "en", "Cour", made_against=first.facts.source_hash,
        lock_version=0, now=NOW,
    )  # fmt: skip
    held = rows(session, amal, region, course)[0]
    assert held.claim is not None
    assert (True, "Cour", "") == (held.claim.is_mine, held.text, held.begin)
    save(session, amal, region, course, typed(held, "Courses"))
    after = rows(session, amal, region, course)[0]
    assert (None, None) == (after.claim, after.draft)


def test_a_machines_text_that_waits_is_offered(
    session: Session, region: Region, course: Content, amal: Actor
) -> None:
    """Until a person's is there."""
    one = paragraph_facts.of_content(session, course, "en")[2]
    targets.write(
        session, one.id, "en", "Bring a booklet.", (), one.source_hash, origin="machine",
        quality="draft", now=NOW, author="deepl",
    )  # fmt: skip
    row = rows(session, amal, region, course)[2]
    assert row.waiting is not None
    assert ("Bring a booklet.", "deepl") == (row.waiting.text.coded, row.waiting.author)
    save(session, amal, region, course, typed(row, "Bring a notebook."))
    assert rows(session, amal, region, course)[2].waiting is None


def test_a_machines_text_left_as_it_is_counts_as_reviewed(
    session: Session, region: Region, course: Content, amal: Actor
) -> None:
    """Typed word for word it stays the machine's; nobody has to look at it again."""
    one = paragraph_facts.of_content(session, course, "en")[2]
    targets.write(
        session, one.id, "en", "Bring a booklet.", (), one.source_hash, origin="machine",
        quality="draft", now=NOW, author="deepl",
    )  # fmt: skip
    row = rows(session, amal, region, course)[2]
    save(session, amal, region, course, typed(row, "Bring a booklet. "))
    after = rows(session, amal, region, course)[2]
    assert ("current", "machine", "reviewed") == (
        after.facts.state, after.facts.origin, after.facts.quality
    )  # fmt: skip
    assert not after.is_open


def test_a_matter_of_judgement_can_be_overruled(
    session: Session, region: Region, course: Content, amal: Actor
) -> None:
    """A check that may be wrong asks once; whoever insists is noted, and broken codes stay refused."""
    book, call = rows(session, amal, region, course)[2:]
    arabic = Typed(book.facts.id, "Bring a notebook", 0, book.facts.source_hash, "")

    def work(*forms: Typed) -> Mapping[int, Outcome]:
        return page_saving.save(session, amal, region, "ar", course, forms, day(2)).outcomes

    asked = work(arabic)[book.facts.id]
    assert ("refused", True) == (asked.word, asked.may_insist)
    broken = Typed(call.facts.id, "Call us", 0, call.facts.source_hash, "", insist=True)
    found = work(replace(arabic, insist=True), broken)
    assert ["saved", "refused"] == [found[book.facts.id].word, found[call.facts.id].word]
    assert not found[call.facts.id].may_insist
    served = page_view.view(session, amal, region, "ar", course, NOW).rows[2]
    assert ("Bring a notebook", ()) == (served.facts.target, served.faults)


def test_a_complete_page_goes_live_where_the_language_wants_that(
    session: Session, region: Region, course: Content, amal: Actor
) -> None:
    """At once, with the paragraph that completes it."""
    translator = replace(amal, grants=(Grant("translator", "testdorf", ("en",)),))
    policies.change(session, region, "en", NOW, release="at_once")
    found = rows(session, translator, region, course)
    first = page_saving.save(
        session, translator, region, "en", course, [typed(found[0], "Courses")], NOW
    )
    then = page_saving.save(
        session, translator, region, "en", course, [typed(found[2], "Bring a notebook.")], NOW
    )
    assert (False, True) == (first.is_published, then.is_published)
    assert ["Courses"] == [one["title"] for one in shown(session, region, "en")]


def test_only_paragraphs_of_the_page_are_saved(
    session: Session, region: Region, course: Content, amal: Actor
) -> None:
    """One of another page is not found; a page that was never published has none, and a language that
    the region does not have is refused."""
    other = live(session, region, "Bad", "<p>Das Bad ist offen.</p>")
    strange = rows(session, amal, region, other)[0]
    with pytest.raises(NotFound):
        save(session, amal, region, course, typed(strange, "Pool"))
    assert session.scalar(select(Head)) is None
    with pytest.raises(Invalid):
        page_view.view(session, amal, region, "en", begun(session, region, "Entwurf"), NOW)
    with pytest.raises(Invalid):
        page_view.view(session, amal, region, "de", course, NOW)
    own = rows(session, amal, region, course)[0]
    with pytest.raises(Invalid):
        save(session, amal, region, course, replace(typed(own, "A"), made_against="?"))
