"""What a provider's count tells of calls that nobody answered."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from app.domain.machines.settlement import TRIED, charged

CALLS = st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 30)), max_size=8)


def test_all_none_or_some() -> None:
    """The whole sum is all of them, nothing is none of them, and a part is whichever fits."""
    calls = [("a", 10), ("a", 25), ("b", 7)]
    assert frozenset({0, 1, 2}) == charged(calls, 42)
    assert frozenset() == charged(calls, 0)
    assert frozenset({1, 2}) == charged(calls, 32)
    assert None is charged(calls, 11)
    assert None is charged(calls, -3)


def test_equal_prices() -> None:
    """Of two equal calls on one budget either will do; on two budgets nobody can tell."""
    assert frozenset({0}) == charged([("a", 10), ("a", 10)], 10)
    assert None is charged([("a", 10), ("b", 10)], 10)


def test_too_many_to_try() -> None:
    """There is an end to trying."""
    calls = [(number, 1) for number in range(2 * TRIED.bit_length())]
    assert None is charged(calls, TRIED.bit_length())


@given(CALLS, st.integers(0, 60))
def test_an_answer_is_right_and_the_only_one(calls: list[tuple[str, int]], extra: int) -> None:
    """What is found sums up; what is not certain has no way, or several that differ in who pays."""

    def shares(chosen: tuple[int, ...] | frozenset[int]) -> tuple[int, int]:
        paid = {
            whose: sum(calls[at][1] for at in chosen if calls[at][0] == whose) for whose in "ab"
        }
        return paid["a"], paid["b"]

    every = itertools.chain.from_iterable(
        itertools.combinations(range(len(calls)), size) for size in range(len(calls) + 1)
    )
    ways = {shares(chosen) for chosen in every if sum(shares(chosen)) == extra}
    found = charged(calls, extra)
    assert (len(ways) == 1) == (found is not None)
    if found is not None:
        assert ways == {shares(found)}
