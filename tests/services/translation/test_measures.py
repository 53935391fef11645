"""Measures: waits by language, severity and maker; what rules carried; corrections; cost."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.models import Content, Head, MachineCall, Region
from app.services import regions
from app.services.pages import paragraphs, releasing
from app.services.pages.takeover import Origin
from app.services.segments import targets
from app.services.translation.measures import Corrections, Measures, Wait, measure
from app.services.translation.undoing import undo
from tests.fixtures.guides import NOW
from tests.services.guide import day, live, live_in_english, revise
from tests.services.translation.test_undoing import carried, last_move

LATER = day(30)
HUMAN = Origin("human", "reviewed", "translator@stadt.example")


def measured(
    session: Session,
    region: Region,
    since: datetime | None = None,
    now: datetime = LATER,
    weights: dict[int, float] | None = None,
) -> Measures:
    """The measures of the test's region."""
    return measure(session, region, since=since, now=now, price=20.0, weights=weights)


def page(session: Session, region: Region) -> Content:
    """A page in German and English, published at the beginning."""
    content = live(session, region)
    live_in_english(session, content)
    return content


def rewrite(session: Session, content: Content, words: str, number: int) -> tuple[int, str]:
    """The paragraph rewritten on a day; returns its segment and the hash of its text."""
    revise(session, content, f"<p>{words}</p>", now=day(number))
    releasing.publish(session, content, now=day(number))
    judged = releasing.settle(session, content, day(number)).after["en"]
    return judged[-1].segment_id, judged[-1].source.hash


def answer(session: Session, place: tuple[int, str], text: str, when: datetime) -> None:
    """A person's translation of a paragraph."""
    head = session.get(Head, (place[0], "en"), populate_existing=True)
    version = head.lock_version if head else 0
    paragraphs.save(
        session, place[0], "en", text, made_against=place[1], lock_version=version,
        by=HUMAN, now=when,
    )  # fmt: skip


def by_machine(
    session: Session, content: Content, place: tuple[int, str], text: str, when: datetime
) -> None:
    """A machine's translation, served as soon as it is settled."""
    targets.write(
        session, place[0], "en", text, (), place[1], origin="machine", quality="translated",
        now=when, author="pseudo",
    )  # fmt: skip
    releasing.settle(session, content, when)


def test_a_new_region_has_nothing_to_tell(session: Session, region: Region) -> None:
    """No waits, no shares, no cost, and no division by zero."""
    found = measured(session, region)
    assert ((), {}, None) == (found.waits, found.renewed, found.carried)
    assert [(None, 0)] * 6 == [(one.percent, one.stale_critical) for one in found.fresh]
    assert (Corrections(0, 0, 0, 0), None) == (found.corrections, found.corrections.share)
    assert (0, 0, None, None) == (
        found.cost.characters, found.cost.paragraphs, found.cost.characters_each,
        found.cost.money_each,
    )  # fmt: skip


def test_a_wait_lasts_from_the_german_to_the_translation(session: Session, region: Region) -> None:
    """Rewritten on day 1, translated by a person on day 3: two days, by language, severity and maker."""
    content = page(session, region)
    place = rewrite(session, content, "Heute kommt niemand hierher zum Lernen.", 1)
    answer(session, place, "Nobody comes.", day(3))
    found = measured(session, region, since=day(1)).waits
    assert [("en", "human", 1, timedelta(days=2), timedelta(days=2))] == [
        (one.language, one.maker, one.paragraphs, one.p50, one.p90) for one in found
    ]
    assert found[0].severity >= 2


def test_machine_and_human_are_told_apart(session: Session, region: Region) -> None:
    """A machine's answer ends a wait on its own account."""
    content = live(session, region)
    place = (
        releasing.settle(session, content, NOW).after["en"][-1].segment_id,
        releasing.settle(session, content, NOW).after["en"][-1].source.hash,
    )
    by_machine(session, content, place, "The school is open.", NOW + timedelta(minutes=2))
    minutes = timedelta(minutes=2)
    assert (Wait("en", 2, "machine", 1, minutes, minutes),) == measured(session, region).waits


def test_an_answer_to_older_german_ends_no_wait(session: Session, region: Region) -> None:
    """What was translated from yesterday's text is served, but readers go on waiting."""
    content = page(session, region)
    old = rewrite(session, content, "Heute kommt niemand hierher zum Lernen.", 1)
    rewrite(session, content, "Der Garten wird im Winter von Gärtnern gepflegt.", 2)
    answer(session, old, "Nobody comes.", day(3))
    assert () == measured(session, region, since=day(1)).waits


def test_what_rules_carried_has_its_share(session: Session, region: Region) -> None:
    """Of two replaced translations one was carried; taken back, it counts no more."""
    content, move = carried(session, region)
    place = rewrite(session, content, "Die Gebühr beträgt 12 Euro für jedes Kind.", 2)
    answer(session, place, "The fee is 12 euros per child.", day(3))
    found = measured(session, region, since=day(1))
    assert ({"rule": 1, "human": 1}, 0.5) == (found.renewed, found.carried)
    assert move.id != last_move(session).id
    undo(session, last_move(session).id, "somebody", day(4))
    assert {"rule": 1} == measured(session, region, since=day(1)).renewed


def test_machine_texts_are_corrected_confirmed_or_left(session: Session, region: Region) -> None:
    """Within 14 days; younger ones that nobody has looked at are open."""
    content = page(session, region)
    place = rewrite(session, content, "Heute kommt niemand hierher zum Lernen.", 1)
    by_machine(session, content, place, "Nobody is coming.", day(1))
    assert Corrections(1, 0, 0, 1) == measured(session, region, now=day(2)).corrections
    assert Corrections(1, 0, 0, 0) == measured(session, region, now=day(20)).corrections
    answer(session, place, "Nobody comes.", day(3))
    found = measured(session, region, now=day(4)).corrections
    assert (Corrections(1, 1, 0, 0), 1.0) == (found, found.share)
    answer(session, place, "Nobody is coming.", day(4))
    assert Corrections(1, 1, 0, 0) == measured(session, region, now=day(5)).corrections


def test_a_machine_text_accepted_as_it_is_is_confirmed(session: Session, region: Region) -> None:
    """The same text from a person's hand is no correction."""
    content = page(session, region)
    place = rewrite(session, content, "Heute kommt niemand hierher zum Lernen.", 1)
    by_machine(session, content, place, "Nobody comes.", day(1))
    answer(session, place, "Nobody comes.", day(2))
    found = measured(session, region, now=day(4)).corrections
    assert (Corrections(1, 0, 1, 0), 0.0) == (found, found.share)


def test_cost_is_told_for_each_fresh_paragraph(session: Session, region: Region) -> None:
    """Characters as billed, over all paragraphs that came to be fresh; in money by the price."""
    content = page(session, region)
    for billed, when in ((300, NOW), (500, day(2))):
        session.add(
            MachineCall(
                region_id=region.id, content_id=content.id, language="en", engine="deepl",
                month="2026-11", texts=1, reserved=billed, billed=billed, outcome="ok", sent_at=when,
            )
        )  # fmt: skip
    session.flush()
    cost = measured(session, region).cost
    assert (800, 2, 400.0, 0.008) == (
        cost.characters, cost.paragraphs, cost.characters_each, cost.money_each,
    )  # fmt: skip
    late = measured(session, region, since=day(1)).cost
    assert (500, 0, None) == (late.characters, late.paragraphs, late.characters_each)


def test_freshness_is_weighted_by_readers(session: Session, region: Region) -> None:
    """A fresh page that three read and one without a translation that one reads: 75 %."""
    fresh = page(session, region)
    other = live(session, region, "Amt", "<p>Das Amt ist zu.</p>")
    equal = {one.language: one.percent for one in measured(session, region).fresh}
    assert (50.0, 0.0) == (equal["en"], equal["ar"])
    weights = {fresh.id: 3.0, other.id: 1.0}
    found = {one.language: one.percent for one in measured(session, region, weights=weights).fresh}
    assert 75.0 == found["en"]


def test_critical_paragraphs_that_are_stale_are_counted(session: Session, region: Region) -> None:
    """A prohibition that only Germans read about is what must not be."""
    content = page(session, region)
    rewrite(session, content, "Die Schule ist nicht offen.", 1)
    found = {one.language: one.stale_critical for one in measured(session, region).fresh}
    assert (1, 0) == (found["en"], found["ar"])


def test_regions_are_measured_apart(session: Session, region: Region) -> None:
    """Another region's figures are its own."""
    page(session, region)
    other = regions.create(session, "nebendorf", "Nebendorf", ["de", "en"], NOW)
    assert () == measured(session, other).waits
