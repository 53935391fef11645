"""The worker: plan, call, apply, and nothing open while a machine is asked."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from app.domain.machines.machine import Reply, Request
from app.errors import TranslationFailed
from app.jobs import comparing
from app.models import Job
from app.services.translation import dirty
from tests.fakes.deepl_server import FakeDeepL
from tests.fakes.faults import Fault
from tests.services.translation.machines import Free, Meanwhile
from tests.services.translation.shop import Shop

OPEN = "Die Schule ist offen."
BOOK = "Sie brauchen ein Heft."


def test_nothing_to_do(shop: Shop) -> None:
    """A worker without work asks the machine what it can do, and nothing else."""
    assert None is shop.worker.step()
    assert 0 == shop.work()
    assert {"/v3/languages", "/v2/usage"} == {call["path"] for call in shop.fake.calls}


def test_it_tells_what_it_does(shop: Shop) -> None:
    """One line for each request, good or bad, and none with a text in it."""
    shop.page(OPEN)
    shop.fake.set(
        Fault("status", times=1, status=413), Fault("status", times=1, skip=1, status=429)
    )
    shop.page(BOOK)
    shop.round()
    shop.wait()
    shop.work()
    assert [
        "deepl, en: the request is too large for DeepL",
        "deepl, en: DeepL asks to slow down",
        "deepl, en: 1 served, 0 for review, 0 again, 0 held",
    ] == shop.told


def test_no_transaction_is_open_while_a_machine_works(shop: Shop) -> None:
    """Somebody else can write in the meantime, on SQLite too."""
    page = shop.page(OPEN)
    shop.machines["deepl"] = Meanwhile(shop.fake.url, lambda: shop.page(BOOK, title="2"))
    assert 1 == shop.round()
    assert ["current"] == shop.states(page)


def test_a_machine_that_answers_too_little(shop: Shop) -> None:
    """Fewer texts than were sent are no answer, from any machine."""

    class Short(Free):
        def translate(self, request: Request) -> Reply:
            return Reply(super().translate(request).texts[1:], 0)

    shop.machines = {"pseudo": Short("pseudo")}
    shop.worker = shop.another_worker()
    shop.page(OPEN, BOOK)
    shop.reconcile()
    shop.wait()
    shop.worker.step()
    assert "pseudo, en: 1 texts came back for 2" == shop.told[0]
    assert [] == shop.heads()


def test_a_failure_outside_of_us_is_no_crash(shop: Shop) -> None:
    """A machine that is down is told of, and the worker goes on to stop in good order."""
    machine = Free("pseudo")
    machine.down = "unavailable"
    shop.machines = {"pseudo": machine}
    shop.worker = shop.another_worker()
    shop.page(OPEN)
    shop.round()
    assert ["pseudo, en: pseudo is unavailable, as ordered"] == shop.told
    with pytest.raises(TranslationFailed):
        machine.translate(Request(("x",), "de", "en"))


def test_two_workers_share_the_work(engine: Engine, fake: FakeDeepL) -> None:
    """Each paragraph is sent once, whoever has it; sums are exact."""
    shop = Shop(engine, fake, ["en", "tr"])
    pages = [shop.page(f"Absatz {word} mit Wörtern.") for word in ("eins", "zwei", "drei", "vier")]
    shop.reconcile()
    shop.wait()
    shop.worker.learn()
    fake.set(Fault("late", seconds=0.05))
    workers = [shop.another_worker() for _ in range(2)]
    threads = [threading.Thread(target=one.run_dry, args=(50,)) for one in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    shop.work()
    sent = [
        (c["body"]["target_lang"], text) for c in fake.translated() for text in c["body"]["text"]
    ]
    assert len(sent) == len(set(sent)) == 8
    assert {"done": 8} == shop.counted()
    assert (fake.billed(), 0) == shop.money()
    assert [["current"]] * 4 == [shop.states(page, "tr") for page in pages]


def test_a_paragraph_edited_costs_that_paragraph(shop: Shop) -> None:
    """Of a page of ten paragraphs, one is sent again; the second run of the same costs nothing."""
    texts = [f"Das ist der Absatz {chr(97 + n)} mit einigen Wörtern." for n in range(10)]
    page = shop.page(*texts)
    shop.round()
    before = shop.fake.billed()
    texts[4] = "Ein ganz anderer Text steht jetzt hier."
    shop.edit(page, *texts)
    shop.round()
    edit = shop.fake.billed() - before
    assert len(texts[4]) == edit
    assert sum(map(len, texts)) >= 10 * edit
    assert 0 == shop.round()


def test_comparing_many(shop: Shop) -> None:
    """Each content in a transaction of its own, with progress; a lost one is passed over."""
    for word in ("eins", "zwei", "drei"):
        shop.page(f"Absatz {word} mit Wörtern.")
    told: list[tuple[int, int]] = []
    made = comparing.reconcile(
        shop.transaction, dirty.every, shop.now, lambda done, of: told.append((done, of))
    )
    assert (3, [(1, 3), (2, 3), (3, 3)]) == (made, told)
    assert 0 == comparing.reconcile(shop.transaction, lambda session: [9999], shop.now)


def test_what_is_due_is_found_by_its_age(shop: Shop) -> None:
    """Only pages with a paragraph that has been old for the region's days are looked at."""
    page = shop.page(OPEN)
    shop.human(page, {OPEN: "The school is open."})
    shop.publish(page)
    assert 0 == shop.night()
    shop.edit(page, "Die Schule ist im Sommer für alle Kinder zu.")
    shop.policy(days=3)
    shop.wait(timedelta(days=2))
    assert 0 == shop.night()
    shop.wait(timedelta(days=2))
    assert 1 == shop.night()
    with shop.transaction() as session:
        assert [] == list(session.scalars(select(Job)))
