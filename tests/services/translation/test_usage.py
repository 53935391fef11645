"""Usage: the provider's count tells what became of requests that nobody answered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.fakes.faults import Fault
from tests.services.translation.shop import Shop

OPEN = "Die Schule ist offen."
BOOK = "Sie brauchen ein Heft."


@pytest.mark.parametrize("billed", [True, False])
def test_an_unknown_call_is_settled(shop: Shop, billed: bool) -> None:
    """If the provider has counted it, it was spent; if not, its reservation is free again."""
    shop.page(OPEN)
    shop.fake.set(Fault("break", times=1, billed=billed))
    shop.round()
    shop.wait(timedelta(minutes=1))
    shop.work()
    assert [("unknown", 0), ("ok", len(OPEN))] == shop.calls()
    assert (len(OPEN), len(OPEN)) == shop.money()
    assert 1 == shop.compare()
    assert (len(OPEN) * (1 + billed), 0) == shop.money()
    assert shop.fake.billed() == shop.money()[0]
    assert 0 == shop.compare()


def test_what_cant_be_told_stays_unknown(shop: Shop) -> None:
    """Somebody else uses the key, too: the difference fits no call, and the reservation stays."""
    shop.page(OPEN)
    shop.fake.set(Fault("break", times=1, billed=False))
    shop.round()
    with shop.fake.account.lock:
        shop.fake.account.billed["key"] += 4
    assert 0 == shop.compare()
    assert (0, len(OPEN)) == shop.money()


def test_it_is_looked_at_again(shop: Shop) -> None:
    """After a count that told nothing, the next one that does is compared with the one before."""
    shop.page(OPEN)
    shop.fake.set(Fault("break", times=1, billed=True))
    shop.round()
    with shop.fake.account.lock:
        shop.fake.account.billed["key"] -= 4
    assert 0 == shop.compare()
    with shop.fake.account.lock:
        shop.fake.account.billed["key"] += 4
    assert 1 == shop.compare()
    assert (len(OPEN), 0) == shop.money()


def test_a_new_period_of_the_provider(shop: Shop) -> None:
    """A count that went down says nothing of what was before; the next comparison begins there."""
    shop.page(OPEN)
    shop.round()
    assert 0 == shop.compare()
    shop.page(BOOK)
    shop.fake.set(Fault("break", times=1))
    shop.round()
    with shop.fake.account.lock:
        shop.fake.account.billed["key"] = 0
    assert 0 == shop.compare()
    assert (len(OPEN), len(BOOK)) == shop.money()


def test_a_provider_that_does_not_answer(shop: Shop) -> None:
    """Nothing is settled, and nothing breaks."""
    shop.page(OPEN)
    shop.fake.set(Fault("break", times=1), Fault("status", status=500, path="/v2/usage"))
    shop.round()
    assert 0 == shop.compare()
