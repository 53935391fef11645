"""Reconciling: the work that is missing is made once, at the right time, and dropped when nobody needs it."""

from __future__ import annotations

import threading
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.engine import Engine

from app.models import Content, Job
from app.services import regions
from app.services.pages import pages, releasing, translations
from app.services.translation import dirty, reconciling
from tests.fakes.deepl_server import FakeDeepL
from tests.fixtures.guides import NOW
from tests.services.translation.shop import MINUTE, SLUG, Shop

OPEN = "Die Schule ist offen."
NEW = "Die Schule ist im Sommer für alle Kinder zu."
BOOK = "Sie brauchen ein Heft."
SECONDS = timedelta(seconds=1)


def test_twice_makes_nothing(shop: Shop) -> None:
    """Comparing again finds all work made, before it is done and after."""
    shop.page(OPEN, BOOK)
    assert 2 == shop.reconcile()
    assert 0 == shop.reconcile()
    shop.wait()
    shop.work()
    assert 0 == shop.reconcile()
    assert {"done": 2} == shop.counted()


def test_two_at_once_make_it_once(shop: Shop) -> None:
    """Of two comparisons at the same moment one makes the jobs, the other finds them made."""
    page = shop.page(OPEN, BOOK)
    made: list[int] = []

    def compare() -> None:
        with shop.transaction() as session:
            made.append(dirty.reconcile(session, page, shop.now))

    with shop.transaction() as session:
        reconciling.content(session, session.get_one(Content, page), shop.now)
        beside = threading.Thread(target=compare)
        beside.start()
        beside.join(0.3)
    beside.join(20)
    assert [0] == made
    assert {"waiting": 2} == shop.counted()


def test_a_minute_after_the_save(shop: Shop) -> None:
    """A change of meaning waits 60 s after it was published, and is sent then."""
    shop.page(OPEN)
    shop.reconcile()
    shop.wait(59 * SECONDS)
    assert 0 == shop.work()
    shop.wait(2 * SECONDS)
    assert 1 == shop.work()


def test_critical_changes_wait_for_nothing(shop: Shop) -> None:
    """A change that could do harm is sent at once; beside it the rest of the page still waits."""
    page = shop.page("Sie müssen den Antrag stellen.", OPEN)
    shop.round()
    shop.edit(page, "Sie müssen den Antrag nicht stellen.", NEW)
    shop.reconcile()
    assert 1 == shop.work()
    assert ["current", "stale"] == shop.states(page)
    shop.wait()
    assert 1 == shop.work()
    assert ["current", "current"] == shop.states(page)


def test_G10_ten_saves_within_a_minute_cost_one_call(shop: Shop) -> None:
    """Comparing and working after each save, only the last text is sent, once."""
    page = shop.page("Das Amt hat die Nummer null.")
    for number in ("eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"):
        shop.wait(5 * SECONDS)
        shop.edit(page, f"Das Amt hat die Nummer {number}.")
        shop.reconcile()
        assert 0 == shop.work()
    shop.wait()
    assert 1 == shop.work()
    (call,) = shop.fake.translated()
    assert ["Das Amt hat die Nummer neun."] == call["body"]["text"]
    assert len("Das Amt hat die Nummer neun.") == shop.fake.billed()
    assert {"done": 1, "dropped": 8} == shop.counted()


def test_saves_of_other_paragraphs_are_waited_for(shop: Shop) -> None:
    """Whoever writes a page paragraph by paragraph pays one request, a minute after the last."""
    page = shop.page(OPEN)
    for count in range(1, 4):
        shop.wait(40 * SECONDS)
        shop.edit(page, OPEN, *[f"{'Ganz ' * n}neuer Text." for n in range(1, count + 1)])
        shop.reconcile()
        assert 0 == shop.work()
    shop.wait()
    assert 1 == shop.work()
    assert 4 == len(shop.fake.translated()[0]["body"]["text"])


def test_nothing_where_machines_are_off(shop: Shop) -> None:
    """A language whose policy is off gets no jobs; those that wait are dropped unsent."""
    shop.page(OPEN)
    shop.reconcile()
    shop.policy(machine="off")
    assert 0 == shop.round()
    assert [("dropped", "no longer needed")] == shop.jobs()
    shop.policy(machine="publish")
    assert 1 == shop.reconcile()


def test_off_holds_between_two_comparisons(shop: Shop) -> None:
    """Work is not sent once its language is off, even if nobody has compared since."""
    shop.page(OPEN)
    shop.reconcile()
    shop.policy(machine="off")
    shop.wait()
    assert 0 == shop.work()
    assert 0 == shop.fake.billed()


def test_archived_pages_cost_nothing(shop: Shop) -> None:
    """Work for a page that was put away is not sent, and is dropped at the next comparison."""
    page = shop.page(OPEN)
    shop.reconcile()
    with shop.transaction() as session:
        pages.archive(session, session.get_one(Content, page), now=shop.now)
    shop.wait()
    assert 0 == shop.work()
    shop.reconcile()
    assert {"dropped": 1} == shop.counted()


def test_work_that_comes_back_begins_anew(shop: Shop) -> None:
    """Dropped work that is needed after all has all its tries before it, and waits its minute."""
    page = shop.page(OPEN)
    shop.reconcile()
    with shop.transaction() as session:
        job = session.scalars(select(Job)).one()
        job.tries, job.rung = 7, 2
    shop.edit(page, NEW)
    shop.reconcile()
    shop.wait()
    shop.edit(page, OPEN)
    assert 1 == shop.reconcile()
    with shop.transaction() as session:
        job = session.scalars(select(Job).where(Job.state == "waiting")).one()
        assert (0, 0) == (job.tries, job.rung)
        assert shop.now + timedelta(seconds=60) == job.not_before


def test_a_person_was_quicker(shop: Shop) -> None:
    """Work is dropped, and nothing sent, when a person has translated the paragraph meanwhile."""
    page = shop.page(OPEN)
    shop.reconcile()
    shop.human(page, {OPEN: "The school is open."})
    assert 0 == shop.round()
    assert {"dropped": 1} == shop.counted()
    assert 0 == shop.fake.billed()


def test_memory_is_used_before_any_call(shop: Shop) -> None:
    """A text that people translated elsewhere in the region is taken from there, free of charge."""
    first = shop.page(OPEN, title="Erste")
    shop.human(first, {OPEN: "The school is open."})
    second = shop.page(OPEN, title="2")
    assert 1 == shop.reconcile()  # the title of the first page
    assert ["current"] == shop.states(second)
    assert [("human", "reviewed"), ("memory", "reviewed")] == shop.targets()[:2]
    shop.wait()
    shop.work()
    assert ["Erste"] == shop.fake.translated()[0]["body"]["text"]


def test_memory_alone_makes_a_page_appear(shop: Shop) -> None:
    """A page all of which the memory knows appears with publish, and only with publish."""
    first = shop.page(OPEN)
    shop.human(first, {OPEN: "The school is open."})
    shop.policy(machine="hold")
    shop.reconcile()
    held = shop.page(OPEN)
    shop.reconcile()
    assert None is shop.shown(held)
    shop.policy(machine="publish")
    page = shop.page(OPEN)
    shop.reconcile()
    assert "<p>The school is open.</p>" == shop.text(page)
    assert 0 == shop.fake.billed()


def test_memory_for_one_language_that_has_the_page_and_one_that_has_not(
    engine: Engine, fake: FakeDeepL
) -> None:
    """Readers of both get at once what the memory knows."""
    shop = Shop(engine, fake, ["en", "ar"])
    shop.policy("ar", machine="off")
    first, page = shop.page(OPEN), shop.page(NEW)
    shop.human(first, {OPEN: "The school is open."})
    shop.human(first, {OPEN: "المدرسة مفتوحة."}, "ar")
    shop.round()
    shop.edit(page, NEW, OPEN)
    shop.policy("ar", machine="publish")
    shop.reconcile()
    assert "<p>المدرسة مفتوحة.</p>" in shop.text(page, "ar")
    assert "<p>The school is open.</p>" in shop.text(page)


def test_what_a_person_took_away_stays_away(shop: Shop) -> None:
    """A page that was withdrawn in a language is translated, but not shown there again."""
    page = shop.page(OPEN)
    shop.round()
    assert "" != shop.text(page)
    with shop.transaction() as session:
        releasing.withdraw(session, session.get_one(Content, page), "en", now=shop.now)
    shop.edit(page, NEW)
    assert 1 == shop.round()
    assert None is shop.shown(page)


def test_what_a_person_has_begun_is_not_published(shop: Shop) -> None:
    """A translator's draft is completed by machine, but it is the translator who publishes it."""
    page = shop.page(OPEN)
    with shop.transaction() as session:
        content = session.get_one(Content, page)
        translations.begin(session, content, "en", "school", shop.now)
    assert 1 == shop.round()
    assert ["current"] == shop.states(page)
    assert None is shop.shown(page)


def test_a_dead_workers_work_is_found_again(shop: Shop) -> None:
    """After ten minutes its paragraphs wait again, and its request counts as unanswered."""
    shop.page(OPEN)
    shop.reconcile()
    shop.wait()
    shop.plan()  # and nothing more
    shop.wait(timedelta(minutes=9))
    assert 0 == shop.work()
    shop.wait(timedelta(minutes=2))
    assert 1 == shop.work()
    assert [("unknown", 0), ("ok", len(OPEN))] == shop.calls()
    assert (len(OPEN), len(OPEN)) == shop.money()


def test_a_request_without_work_is_found_too(shop: Shop) -> None:
    """A call whose paragraphs were done by another reply does not stay open for ever."""
    shop.page(OPEN)
    shop.reconcile()
    shop.wait()
    shop.plan()
    with shop.transaction() as session:
        session.scalars(select(Job)).one().state = "done"
    shop.wait(timedelta(minutes=11))
    shop.work()
    assert [("unknown", 0)] == shop.calls()


def test_which_contents_are_looked_at(shop: Shop) -> None:
    """Noted: what has work where machines may work, or open jobs; every: all that is published."""
    done, waiting = shop.page(OPEN), shop.page(BOOK)
    shop.human(done, {OPEN: "The school is open."})
    with shop.transaction() as session:
        assert [waiting] == list(dirty.noted(session))
        assert [done, waiting] == list(dirty.every(session))
        assert [done, waiting] == list(dirty.every(session, SLUG))
    shop.reconcile()
    shop.policy(machine="off")
    with shop.transaction() as session:
        assert [waiting] == list(dirty.noted(session))
    shop.reconcile()
    with shop.transaction() as session:
        assert [] == list(dirty.noted(session))


def test_source_language_and_other_regions_are_left_alone(shop: Shop) -> None:
    """No job is for German, and comparing one region makes none for another."""
    with shop.transaction() as session:
        regions.create(session, "anderswo", "Anderswo", ["de", "en"], NOW)
    shop.page(OPEN)
    shop.reconcile()
    with shop.transaction() as session:
        assert ["en"] == list(session.scalars(select(Job.language).distinct()))
        assert [] == list(dirty.every(session, "anderswo"))
    assert MINUTE > timedelta(seconds=60)
