"""Planning: what goes into one request, in which order, and that nothing blocks what could go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from app.models import Content, Job, Region
from app.services.translation import planning
from tests.fakes.deepl_server import FakeDeepL
from tests.services.guide import live
from tests.services.translation.machines import Free
from tests.services.translation.shop import Shop

OPEN = "Die Schule ist offen."
BOOK = "Sie brauchen ein Heft."
SAFE = "Sie müssen den Antrag stellen."
HARM = "Sie müssen den Antrag nicht stellen."


def test_one_page_and_one_language_per_request(engine: Engine, fake: FakeDeepL) -> None:
    """Two pages in two languages are four requests, each with the page's texts in German order."""
    shop = Shop(engine, fake, ["en", "tr"])
    shop.page(OPEN, BOOK)
    shop.page(HARM)
    assert 4 == shop.round()
    sent = [(call["body"]["target_lang"], call["body"]["text"]) for call in fake.translated()]
    expected = [
        ("EN-GB", [OPEN, BOOK]), ("EN-GB", [HARM]), ("TR", [OPEN, BOOK]), ("TR", [HARM]),
    ]  # fmt: skip
    assert expected == sorted(sent, key=lambda one: (one[0], one[1] == [HARM]))


def test_at_most_fifty_texts(shop: Shop) -> None:
    """A page of 120 paragraphs is three requests."""
    shop.page(*[f"Absatz mit {word} Wort." for word in map(letters, range(120))])
    assert 3 == shop.round()
    assert [50, 50, 20] == [len(call["body"]["text"]) for call in shop.fake.translated()]


def letters(number: int) -> str:
    """A number as a word that nobody takes for a number."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:03}") + "x"


def test_at_most_sixty_kibibytes(shop: Shop) -> None:
    """Long paragraphs are spread over requests well below DeepL's own limit of the body."""
    shop.page(*[f"{word} " + "lang " * 2500 for word in map(letters, range(12))])
    shop.round()
    assert 3 == len(shop.fake.translated())
    assert [True] * 3 == [call["bytes"] < 80 * 1024 for call in shop.fake.translated()]


def test_the_context_tells_where_the_text_stands(shop: Shop) -> None:
    """The titles above the page, its own and its German text go along, free of charge."""
    with shop.transaction() as session:
        above = live(session, shop.region(session), "Bildung", "<p></p>")
        below = live(session, shop.region(session), "Schule", f"<p>{OPEN}</p>", above)
        below_id = below.id
        for page in (above, below):
            assert page.published is not None
    shop.round()
    (call,) = [one for one in shop.fake.translated() if OPEN in one["body"]["text"]]
    assert f"Bildung\nSchule\n{OPEN}" == call["body"]["context"].replace(" › ", "\n")
    assert len("Schule") + len(OPEN) == call["billed"]
    assert "" != shop.text(below_id)


def test_the_most_urgent_first(shop: Shop) -> None:
    """A critical change overtakes what was there before it."""
    critical = shop.page(SAFE)
    shop.round()
    shop.page(OPEN)
    shop.reconcile()
    shop.wait()
    shop.edit(critical, HARM)
    shop.reconcile()
    shop.work()
    assert [[SAFE], [HARM], [OPEN]] == [call["body"]["text"] for call in shop.fake.translated()]


def test_what_must_wait_keeps_no_other_work_from_being_seen(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A region without money has more work, and more urgent, than one look takes in; other regions'
    work is done all the same."""
    monkeypatch.setattr(planning, "LOOK_AT", 3)
    for word in map(letters, range(8)):
        shop.page(f"Absatz {word}.")
    shop.reconcile()
    shop.limit(0)
    other = shop.other_region()
    with shop.transaction() as session:
        for job in session.scalars(select(Job)):
            job.priority = 99.0
        rich = live(session, session.get_one(Region, other.id), "1", f"<p>{OPEN}</p>").id
    shop.reconcile_page(rich)
    shop.wait()
    assert 1 == shop.work()
    assert [[OPEN]] == [call["body"]["text"] for call in shop.fake.translated()]
    reasons = {reason.partition(":")[0] for state, reason in shop.jobs() if state == "waiting"}
    assert {"budget"} == reasons


def test_texts_that_changed_since_are_not_sent(shop: Shop) -> None:
    """A job whose German is no longer there is dropped by planning, even before a comparison."""
    page = shop.page(OPEN)
    shop.reconcile()
    shop.wait()
    shop.edit(page, BOOK)
    assert 0 == shop.work()
    assert [("dropped", "the German has changed")] == shop.jobs()
    assert 0 == shop.fake.billed()


def test_only_so_many_requests_at_once(shop: Shop) -> None:
    """Four requests may be under way; the fifth waits until one has come back or is given up."""
    for word in map(letters, range(5)):
        shop.page(f"Absatz {word}.")
    shop.reconcile()
    shop.wait()
    plans = [shop.plan() for _ in range(4)]
    assert None is shop.worker.plan()
    shop.worker.apply(plans[0], shop.worker.call(plans[0]))
    assert None is not shop.worker.plan()
    shop.wait(timedelta(minutes=11))
    shop.work()
    assert {"done": 5} == shop.counted()


def test_money_is_held_before_anything_is_sent(shop: Shop) -> None:
    """A plan's price is reserved, its call written as sent, and its work claimed, in one step."""
    shop.page(OPEN)
    shop.reconcile()
    shop.wait()
    plan = shop.plan()
    assert (0, len(OPEN)) == shop.money()
    assert [("sent", 0)] == shop.calls()
    assert {"claimed": 1} == shop.counted()
    assert 0 == shop.fake.billed()
    assert (OPEN,) == plan.request.texts


def test_free_engines_cost_nothing(shop: Shop) -> None:
    """An engine that nobody pays is booked with no characters, and needs no budget."""
    shop.limit(0)
    shop.machines = {"pseudo": Free("pseudo")}
    shop.worker = shop.another_worker()
    shop.page(OPEN)
    assert 1 == shop.round()
    assert [("ok", 0)] == shop.calls()
    assert (0, 0) == shop.money()


def test_no_text_without_words(shop: Shop) -> None:
    """Paragraphs of nothing but a telephone number are neither work nor money."""
    page = shop.page("0511 168-0", OPEN)
    assert 1 == shop.round()
    assert [[OPEN]] == [call["body"]["text"] for call in shop.fake.translated()]
    with shop.transaction() as session:
        assert None is not session.get(Content, page)
