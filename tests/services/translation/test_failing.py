"""Failing: what each failure means for the work, the money, the engine, and what people are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.engines.deepl import DeepL
from app.models import Job
from app.services.translation import engines, failing
from tests.fakes.faults import Fault
from tests.services.translation.shop import Shop

OPEN = "Die Schule ist offen."
BOOK = "Sie brauchen ein Heft."
HOUR = timedelta(hours=1)


def until_done(shop: Shop, hours: int = 12) -> None:
    """Work every few minutes, as the schedule does."""
    for _ in range(hours * 12):
        shop.work()
        if not shop.counted().get("waiting") and not shop.counted().get("claimed"):
            return
        shop.wait(timedelta(minutes=5))


def tries(shop: Shop) -> list[int]:
    """The tries noted on each job."""
    with shop.transaction() as session:
        return list(session.scalars(select(Job.tries).order_by(Job.id)))


@pytest.mark.parametrize(
    ("fault", "attempts", "outcomes"),
    [
        (Fault("status", times=2, status=429), 2, ["refused", "refused", "ok"]),
        (Fault("status", times=1, status=503), 1, ["refused", "ok"]),
        (Fault("break", times=1), 1, ["unknown", "ok"]),
        (Fault("silence", times=1, seconds=1.0), 1, ["unknown", "ok"]),
    ],
    ids=["429 twice", "503 once", "hung up", "silence"],
)
def test_G07_a_fault_then_fine(
    shop: Shop, fault: Fault, attempts: int, outcomes: list[str]
) -> None:
    """The job is done once, its failed tries are noted, and there is one translation."""
    page = shop.page(OPEN)
    shop.fake.set(replace(fault))
    shop.round()
    until_done(shop)
    assert [("done", "")] == shop.jobs()
    assert [attempts] == tries(shop)
    assert outcomes == [outcome for outcome, _ in shop.calls()]
    assert 1 == len([one for one in shop.heads() if one != "1"])
    assert ["current"] == shop.states(page)


def test_429_halves_the_pace(shop: Shop) -> None:
    """Four requests at once become two, then one; the next day it is four again."""
    shop.page(OPEN)
    shop.fake.set(Fault("status", times=2, status=429))
    shop.round()
    assert 2 == shop.state().concurrency
    shop.wait(timedelta(minutes=1))
    shop.work()
    assert 1 == shop.state().concurrency
    shop.wait(timedelta(days=1, minutes=1))
    shop.work()
    assert 4 == shop.state().concurrency


def test_waits_grow_and_differ() -> None:
    """5 s, doubling to half an hour, with a fifth of jitter; none where waiting would not help."""
    seconds = [failing.wait("silent", n).total_seconds() for n in range(1, 12)]
    expected = [min(5 * 2 ** (n - 1), 1800) for n in range(1, 12)]
    assert all(0.8 * e <= s <= 1.2 * e for s, e in zip(seconds, expected, strict=True))
    assert 1 < len({failing.wait("too-many", 3) for _ in range(20)})
    assert timedelta(0) == failing.wait("too-large", 3)


def test_G08_the_quota_ends_in_mid_run(shop: Shop) -> None:
    """Two of four batches are saved; then nothing is asked until the period ends; people are told,
    and readers keep what they had."""
    first = "Der alte Absatz."
    page = shop.page(first)
    shop.round()
    billed = shop.fake.billed()
    texts = [f"Ein ganz neuer {word} Satz hier." for word in ("langer", "kurzer", "guter", "alter")]
    shop.edit(page, *texts)
    shop.reconcile()
    shop.one_text_per_request()
    shop.fake.set(quota=billed + sum(map(len, texts[:2])))
    shop.wait()
    shop.work()
    assert ["ok", "ok", "ok", "refused"] == [outcome for outcome, _ in shop.calls()]
    assert 2 == shop.states(page).count("current")
    asked = len(shop.fake.calls)
    for _ in range(30):
        shop.wait(timedelta(minutes=10))
        assert 0 == shop.work()
    assert asked == len(shop.fake.calls)
    reasons = [reason for state, reason in shop.jobs() if state == "waiting"]
    assert ["deepl: quota: the provider has nothing left until its period ends"] * 2 == reasons
    assert datetime(2026, 12, 1, tzinfo=UTC) == shop.state().paused_until
    assert (shop.fake.billed(), 0) == shop.money()
    assert 2 == shop.text(page).count("wegweiser-machine") or first not in shop.text(page)


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("2026-12-09T08:12:33Z", datetime(2026, 12, 9, 8, 12, 33, tzinfo=UTC)),
        ("2026-11-09T08:12:33Z", datetime(2026, 12, 1, tzinfo=UTC)),
        ("soon", datetime(2026, 12, 1, tzinfo=UTC)),
    ],
)
def test_G08_the_period_ends_when_the_provider_says(shop: Shop, said: str, until: datetime) -> None:
    """The pause is as long as the provider's own period; the month's end where it says nothing that
    could be true."""
    shop.page(OPEN)
    shop.fake.account.period = {"start_time": "2026-11-09T08:12:33Z", "end_time": said}
    shop.fake.set(quota=3)
    shop.round()
    assert until == shop.state().paused_until


@pytest.mark.parametrize("by_hand", [True, False])
def test_G08_it_goes_on(shop: Shop, by_hand: bool) -> None:
    """When an operator resumes it, or a new period has begun, what waited is done."""
    shop.page(OPEN)
    shop.fake.set(quota=3)
    shop.round()
    shop.work()
    shop.fake.set(quota=None)
    shop.fake.account.quota = None
    if by_hand:
        with shop.transaction() as session:
            assert engines.resume(session, "deepl", shop.now)
    else:
        shop.at(datetime(2026, 12, 1, 0, 6, tzinfo=UTC))
    assert 1 == shop.work()
    assert [("done", "")] == shop.jobs()
    with shop.transaction() as session:
        assert not engines.resume(session, "deepl", shop.now)


def test_a_wrong_key(shop: Shop) -> None:
    """Work waits and says why, in words that name the setting; nothing is asked any more; with a right
    key, and resumed, it goes on."""
    shop.machines["deepl"] = DeepL("invalid", shop.fake.url, timeout=2)
    shop.worker = shop.another_worker()
    shop.page(OPEN)
    assert 0 == shop.round()
    ((state, reason),) = shop.jobs()
    assert "waiting" == state
    assert "DEEPL_AUTH_KEY" in reason
    assert "key was refused" in reason
    asked = len(shop.fake.calls)
    shop.wait(timedelta(days=3))
    assert 0 == shop.work()
    assert asked == len(shop.fake.calls)
    shop.machines["deepl"] = DeepL("right", shop.fake.url, timeout=2)
    shop.worker = shop.another_worker()
    with shop.transaction() as session:
        engines.resume(session, "deepl", shop.now)
    assert 1 == shop.work()
    assert [("done", "")] == shop.jobs()


def test_a_key_that_is_taken_away(shop: Shop) -> None:
    """403 to a translation stops the engine, without a try lost."""
    shop.page(OPEN)
    shop.worker.learn()
    shop.fake.set(Fault("status", status=403))
    shop.round()
    assert [0] == tries(shop)
    assert failing.UNTIL_RESUMED == shop.state().paused_until
    assert (0, 0) == shop.money()


def test_five_failures_open_the_circuit(shop: Shop) -> None:
    """After five in a row nothing is asked for five minutes; then one try, and success closes it."""
    for word in ("eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben"):
        shop.page(f"Absatz {word} mit Wörtern.")
    shop.fake.set(Fault("status", times=5, status=500))
    shop.round()
    assert 5 == len(shop.fake.translated())
    assert shop.now + timedelta(minutes=5) == shop.state().paused_until
    assert "no use asking" in shop.state().reason
    shop.wait(timedelta(minutes=4))
    assert 0 == shop.work()
    shop.wait(timedelta(minutes=2))
    shop.work()
    assert 0 == shop.state().failures
    until_done(shop)
    assert {"done": 7} == shop.counted()


def test_an_outage_of_hours_holds_nothing(shop: Shop) -> None:
    """While the engine takes no work from anybody, no paragraph loses its tries over that."""
    for word in ("eins", "zwei", "drei"):
        shop.page(f"Absatz {word} mit Wörtern.")
    shop.fake.set(Fault("status", status=503))
    shop.round()
    for _ in range(80):
        shop.wait(timedelta(minutes=5))
        shop.work()
    assert {"waiting": 3} == shop.counted()
    assert 100 > len(shop.fake.translated())
    shop.fake.set()
    until_done(shop)
    assert {"done": 3} == shop.counted()


def test_413_halves_the_batch(shop: Shop) -> None:
    """Ten texts that are too many go as five and five, and the tries cost nothing."""
    shop.page(*[f"Absatz {chr(97 + n)} mit Wörtern." for n in range(10)])
    shop.fake.set(Fault("status", times=1, status=413))
    shop.round()
    assert [10, 5, 5] == [len(call["body"]["text"]) for call in shop.fake.translated()]
    assert {"done": 10} == shop.counted()
    assert (shop.fake.billed(), 0) == shop.money()


def test_413_for_one_text_alone(shop: Shop) -> None:
    """What is too large by itself is held at once."""
    shop.page(OPEN)
    shop.fake.set(Fault("status", status=413))
    shop.round()
    ((state, reason),) = shop.jobs()
    assert ("held", "too-large") == (state, reason.partition(":")[0])


def test_eight_tries_and_a_person_is_asked(shop: Shop) -> None:
    """After eight failures a paragraph is held with its reason, and is not sent again by itself."""
    shop.page(OPEN)
    shop.fake.set(Fault("status", status=429))
    shop.round()
    until_done(shop)
    ((state, reason),) = shop.jobs()
    assert ("held", "too-many") == (state, reason.partition(":")[0])
    assert 8 == len(shop.fake.translated())
    shop.fake.set()
    shop.wait(timedelta(days=1))
    assert 0 == shop.round()
    assert (0, 0) == shop.money()


def test_what_is_held_gets_another_chance(shop: Shop) -> None:
    """When the cause is gone, a person lets what is held be tried again."""
    shop.page(OPEN)
    shop.fake.set(Fault("status", status=413))
    shop.round()
    shop.fake.set()
    with shop.transaction() as session:
        assert 1 == failing.retry(session, None, shop.now)
        assert 0 == failing.retry(session, None, shop.now)
    assert 1 == shop.work()
    assert [("done", "")] == shop.jobs()


@pytest.mark.parametrize("kind", ["garbage", "count"])
def test_an_answer_that_cant_be_read_is_paid(shop: Shop, kind: str) -> None:
    """DeepL has done the work and billed it: so it is booked, and the text goes in pieces next."""
    shop.page(OPEN, BOOK)
    shop.fake.set(Fault(kind, times=1))
    shop.round()
    until_done(shop)
    assert {"done": 2} == shop.counted()
    assert (shop.fake.billed(), 0) == shop.money()
    assert 2 * (len(OPEN) + len(BOOK)) == shop.fake.billed()


def test_xml_that_deepl_cant_parse(shop: Shop) -> None:
    """A 400 for the whole request costs nothing, and ends in a hand or in a translation, never in a loop."""
    shop.page(OPEN)
    shop.fake.set(Fault("status", status=400))
    shop.round()
    until_done(shop)
    ((state, _),) = shop.jobs()
    assert "held" == state
    assert 8 == len(shop.fake.translated())
    assert (0, 0) == shop.money()


def test_a_glossary_that_is_gone(shop: Shop) -> None:
    """A glossary that somebody deleted at DeepL is made anew, and the text is translated with it."""
    shop.term("Heft", "exercise book")
    shop.worker.learn()
    shop.worker.tell_terms()
    shop.fake.account.glossaries.clear()
    shop.page(BOOK)
    shop.round()
    shop.wait(timedelta(minutes=3))
    shop.worker.tell_terms()
    shop.work()
    assert [("done", "")] == shop.jobs()
    assert "exercise book" in shop.heads()[-1]
