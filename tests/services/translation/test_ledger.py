"""The ledger for people: one line for each request, with the balance; and what runs, waits and is held."""

from __future__ import annotations

from datetime import UTC, datetime

from app.models import Content
from app.services import regions
from app.services.translation import ledger
from tests.fakes.faults import Fault
from tests.services.translation.shop import SLUG, Shop

OPEN = "Die Schule ist offen."
BOOK = "Sie brauchen ein Heft."


def lines(shop: Shop, month: str = "") -> list[ledger.Line]:
    """The region's lines."""
    with shop.transaction() as session:
        return ledger.lines(session, regions.get(session, SLUG), month)


def test_one_line_for_each_request(shop: Shop) -> None:
    """With page, texts, price and outcome; the balance grows by what was billed."""
    shop.page(OPEN, title="Schule")
    shop.fake.set(Fault("status", times=1, status=413))
    shop.round()
    shop.work()
    found = [
        (line.page, line.texts, line.billed, line.outcome, line.balance) for line in lines(shop)
    ]
    expected = [
        ("Schule", 2, 0, "refused", 0), ("Schule", 1, 6, "ok", 6), ("Schule", 1, 21, "ok", 27),
    ]  # fmt: skip
    assert expected == [found[0], *sorted(found[1:], key=lambda line: line[4])]
    assert shop.fake.billed() == lines(shop)[-1].balance


def test_what_is_open_is_reserved(shop: Shop) -> None:
    """A request without an answer shows what it holds; one that was settled holds nothing."""
    shop.page(OPEN)
    shop.fake.set(Fault("break", times=1))
    shop.round()
    assert [(len(OPEN), "unknown")] == [(line.reserved, line.outcome) for line in lines(shop)]
    shop.compare()
    assert [(0, len(OPEN), "ok")] == [(x.reserved, x.billed, x.outcome) for x in lines(shop)]


def test_by_month(shop: Shop) -> None:
    """Each month begins at nothing."""
    shop.page(OPEN)
    shop.round()
    shop.at(datetime(2026, 12, 5, tzinfo=UTC))
    shop.page(BOOK)
    shop.round()
    assert [(21, 21), (22, 22)] == [(line.billed, line.balance) for line in lines(shop)]
    assert ["2026-12"] == [line.month for line in lines(shop, "2026-12")]
    assert [] == lines(shop, "2027-01")


def test_pages_that_readers_have_no_more(shop: Shop) -> None:
    """The line stays when the page is put away or has no published text any more."""
    page = shop.page(OPEN, title="Schule")
    shop.round()
    with shop.transaction() as session:
        session.get_one(Content, page).published_revision_id = None
    assert [""] == [line.page for line in lines(shop)]


def test_heaps(shop: Shop) -> None:
    """What is open, by language, state and reason; what is done is counted."""
    shop.page(OPEN, BOOK)
    shop.fake.set(Fault("empty", only=OPEN))
    shop.reconcile()
    with shop.transaction() as session:
        (heap,) = ledger.heaps(session, regions.get(session, SLUG))
        assert ("en", "waiting", "", 2, 43) == (
            heap.language, heap.state, heap.reason, heap.jobs, heap.characters,
        )  # fmt: skip
    shop.wait()
    shop.work()
    with shop.transaction() as session:
        (heap,) = ledger.heaps(session, None)
        assert ("held", 1, 21) == (heap.state, heap.jobs, heap.characters)
        assert heap.reason.startswith("codes broken:")
        assert (1, 1) == (ledger.done(session, None), ledger.done(session, shop.region(session)))
        assert ["deepl"] == [row.engine for row in ledger.engine_states(session)]
