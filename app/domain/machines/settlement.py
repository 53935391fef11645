"""Which of the calls that nobody answered a provider has charged for, as far as its count can tell."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

TRIED = 4096  # sums that are looked at; more open calls than that wait for a person


def charged(calls: Sequence[tuple[Hashable, int]], extra: int) -> frozenset[int] | None:
    """The calls (by place) that cost `extra` characters together, or None if that is not certain.

    A call is whose budget it is on, and its price. Two ways to reach the sum are the same if each
    budget pays the same in both.
    """
    ways: dict[frozenset[tuple[Hashable, int]], tuple[int, frozenset[int]]]
    ways = {frozenset(): (0, frozenset())}
    for place, (whose, price) in enumerate(calls):
        for paid, (total, chosen) in list(ways.items()):
            if total + price > extra:
                continue
            shares = dict(paid)
            shares[whose] = shares.get(whose, 0) + price
            ways.setdefault(frozenset(shares.items()), (total + price, chosen | {place}))
        if len(ways) > TRIED:
            return None
    found = [chosen for total, chosen in ways.values() if total == extra]
    return found[0] if len(found) == 1 else None
