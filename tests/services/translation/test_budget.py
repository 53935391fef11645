"""Money: held before a call, settled after it once, by region and month; sums are right whatever happens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.engine import Engine

from app.db import open_engine
from app.models import Job, MachineCall
from app.services.translation import budget
from tests.fakes.deepl_server import FakeDeepL
from tests.fakes.faults import Fault
from tests.fixtures.databases import Templates
from tests.fixtures.guides import NOW
from tests.services.translation.shop import Shop

OPEN = "Die Schule ist offen."
BOOK = "Sie brauchen ein Heft."
SAFE = "Sie müssen den Antrag stellen."
HARM = "Sie müssen den Antrag nicht stellen."


def test_reserving_is_all_or_nothing(shop: Shop) -> None:
    """What does not fit is refused, and nothing of it is held."""
    shop.limit(100)
    with shop.transaction() as session:
        assert budget.reserve(session, shop.region_id, 60, 2, NOW)
        assert not budget.reserve(session, shop.region_id, 31, 2, NOW)
        assert budget.reserve(session, shop.region_id, 30, 2, NOW)
        assert (0, 90, 100) == budget.balance(session, shop.region_id, NOW)


def test_a_tenth_is_kept_for_what_is_urgent(shop: Shop) -> None:
    """From severity 3 on the whole limit may be used, below that nine tenths."""
    shop.limit(100)
    with shop.transaction() as session:
        assert not budget.reserve(session, shop.region_id, 91, 2, NOW)
        assert budget.reserve(session, shop.region_id, 91, 3, NOW)
        assert not budget.reserve(session, shop.region_id, 10, 4, NOW)
        assert budget.reserve(session, shop.region_id, 9, 4, NOW)


def test_no_limit(shop: Shop) -> None:
    """A region without a limit may spend anything; what costs nothing fits into any limit."""
    with shop.transaction() as session:
        assert budget.reserve(session, shop.region_id, 10**9, 0, NOW)
    shop.limit(0)
    with shop.transaction() as session:
        assert budget.reserve(session, shop.region_id, 0, 0, NOW)
        assert not budget.reserve(session, shop.region_id, 1, 4, NOW)


def test_a_call_is_settled_once(shop: Shop) -> None:
    """The first answer counts; unknown keeps the reservation, and may still be settled."""
    shop.page(OPEN)
    shop.reconcile()
    shop.wait()
    plan = shop.plan()
    for outcome, billed, done in (
        ("unknown", 0, True), ("unknown", 0, False), ("ok", 21, True), ("refused", 0, False),
    ):  # fmt: skip
        with shop.transaction() as session:
            call = session.get_one(MachineCall, plan.call_id)
            assert done == budget.settle(session, call, outcome, billed, NOW)
        held = (0, len(OPEN)) if outcome == "unknown" else (21, 0)
        assert held == shop.money()


def test_G09_the_own_budget_ends_before_deepls(shop: Shop) -> None:
    """Reserving fails before any call; the work waits and says so; urgent work uses what is kept back."""
    page = shop.page(SAFE)
    shop.round()
    spent = len(SAFE)
    left = len(HARM) + 4
    shop.limit(spent + left)
    asked = len(shop.fake.calls)
    shop.edit(page, SAFE, "Ein langer neuer Absatz, der mehr kostet, als noch da ist.")
    assert 0 == shop.round()
    assert asked == len(shop.fake.calls)
    assert (spent, 0) == shop.money()
    state, reason = shop.jobs()[-1]
    assert ("waiting", "budget: 58 characters are not left this month") == (state, reason)
    shop.edit(page, HARM, "Ein langer neuer Absatz, der mehr kostet, als noch da ist.")
    assert 1 == shop.round()
    assert (spent + len(HARM), 0) == shop.money()
    assert [SAFE], [HARM] == [call["body"]["text"] for call in shop.fake.translated()]


def test_what_fits_into_the_budget_goes(shop: Shop) -> None:
    """Of a page that costs more than is left, the most severe paragraphs go, as many as there is
    money for; the others wait and say so."""
    shop.page(OPEN, BOOK, SAFE)
    shop.reconcile()
    with shop.transaction() as session:
        for severity, job in enumerate(session.scalars(select(Job).order_by(Job.id))):
            job.severity = severity
    shop.wait()
    shop.limit(62)  # seven of them are kept back
    assert 1 == shop.work()
    assert [[SAFE, BOOK]] == [call["body"]["text"] for call in shop.fake.translated()]
    assert (len(SAFE) + len(BOOK), 0) == shop.money()
    waits = f"budget: {len(OPEN)} characters are not left this month"
    assert [("waiting", waits), ("done", ""), ("done", "")] == shop.jobs()
    shop.limit(100)
    assert 1 == shop.work()
    assert (len(OPEN + SAFE + BOOK), 0) == shop.money()


def test_a_raised_limit_is_noticed_at_once(shop: Shop) -> None:
    """What waited for money goes as soon as there is some."""
    shop.limit(5)
    shop.page(OPEN)
    assert 0 == shop.round()
    shop.limit(500)
    assert 1 == shop.work()


def test_a_new_month(shop: Shop) -> None:
    """The budget begins anew; what was sent in the old month is settled there."""
    shop.at(datetime(2026, 11, 30, 23, 50, tzinfo=UTC))
    first = shop.page(OPEN)
    shop.limit(30)
    shop.reconcile()
    shop.wait()
    plan = shop.plan()
    shop.page(BOOK)
    shop.wait(timedelta(minutes=9))
    shop.worker.apply(plan, shop.worker.call(plan))
    assert datetime(2026, 12, 1, tzinfo=UTC) < shop.now
    assert 1 == shop.round()
    with shop.transaction() as session:
        old = budget.balance(session, shop.region_id, datetime(2026, 11, 30, tzinfo=UTC))
        new = budget.balance(session, shop.region_id, shop.now)
    assert ((len(OPEN), 0, 30), (len(BOOK), 0, 30)) == (old, new)
    assert ["current"] == shop.states(first)


def test_months_are_counted_by_utc() -> None:
    """Whatever the clock of a server says."""
    east = datetime.fromisoformat("2026-12-01T00:30:00+01:00")
    assert "2026-11" == budget.month_of(east)


FAULTS = st.one_of(
    st.builds(
        Fault, st.just("status"), times=st.integers(1, 3),
        status=st.sampled_from([400, 413, 429, 500, 503, 529]),
    ),
    st.builds(Fault, st.sampled_from(["garbage", "count", "unbilled"]), times=st.integers(1, 2)),
    st.builds(Fault, st.just("break"), times=st.integers(1, 2), billed=st.booleans()),
    st.builds(
        Fault, st.sampled_from(["drop", "double", "torn", "empty", "damage"]),
        times=st.integers(1, 2), seed=st.integers(0, 99),
    ),
)  # fmt: skip
DOINGS = st.lists(
    st.one_of(FAULTS, st.sampled_from(["page", "edit", "work", "stop", "wait", "compare"])),
    min_size=3,
    max_size=10,
)


@given(doings=DOINGS)
@settings(
    max_examples=15, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
def test_sums_are_right_after_any_faults(
    templates: Templates, tmp_path_factory: pytest.TempPathFactory, doings: list[Fault | str]
) -> None:
    """Whatever goes wrong in whatever order: budgets equal the ledger at each step, and in the end
    what is spent, with what is still unknown, brackets what the provider has counted."""
    template = templates.get("sqlite", "empty", lambda session: None)
    url = templates.copy(template, "sqlite", tmp_path_factory.mktemp("sums"))
    engine = open_engine(url)
    with FakeDeepL() as fake:
        try:
            _any_order(Shop(engine, fake), doings)
        finally:
            engine.dispose()


def _any_order(shop: Shop, doings: list[Fault | str]) -> None:
    html = (
        '<p>Fragen Sie im <a href="https://amt.example/">Amt</a> Nummer {}.</p><p>' + OPEN + "</p>"
    )
    pages = [shop.page(html=html.format("null"))]
    shop.worker.learn()
    for number, doing in enumerate(doings):
        match doing:
            case Fault():
                shop.fake.set(doing)
            case "page":
                pages.append(shop.page(html=html.format(f"x{chr(97 + number)}")))
            case "edit":
                shop.edit(pages[-1], html=html.format(f"y{chr(97 + number)}"))
            case "work":
                shop.reconcile()
                shop.wait()
                shop.worker.run_dry(4)
            case "stop":
                shop.worker.plan()
            case "wait":
                shop.wait(timedelta(minutes=11))
            case _:
                shop.compare()
        assert shop.booked() == shop.money()
    shop.fake.set()
    shop.wait(timedelta(minutes=45))
    shop.round()
    spent, held = shop.money()
    assert shop.booked() == (spent, held)
    assert spent <= shop.fake.billed() <= spent + held
    shop.compare()
    spent, held = shop.money()
    if not held:
        assert shop.fake.billed() == spent


def test_without_faults_ours_equals_theirs(engine: Engine, fake: FakeDeepL) -> None:
    """Tags, entities, quotes and letters beyond the first plane are counted as the provider counts."""
    shop = Shop(engine, fake, ["en", "fa", "ru"])
    html = (
        "<p>Tee &amp; Kaffee: 5 &lt; 6, „gut“ &quot;so&quot; 😀🎉 <b>fett</b> "
        '<a href="https://a.example/?x=1&amp;y=2">Amt &amp; Büro</a></p>'
        '<p>Anruf: <a href="tel:+4951116800">0511 168-00</a> für alle<br>Leute</p>'
    )
    shop.page(html=html)
    shop.round()
    assert (fake.billed(), 0) == shop.money()
    assert 0 < fake.billed()
