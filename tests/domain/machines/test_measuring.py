"""Figures for reports: nearest rank, ratios, weighted means, durations."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.machines.measuring import duration, nearest_rank, ratio, weighted


@pytest.mark.parametrize(
    ("percent", "value"), [(5, 15), (30, 20), (40, 20), (50, 35), (90, 50), (100, 50), (0, 15)]
)
def test_a_percentile_is_one_of_the_values(percent: int, value: int) -> None:
    """The textbook's example of the nearest rank."""
    assert value == nearest_rank([35, 20, 15, 50, 40], percent)


@given(st.lists(st.integers(), min_size=1), st.integers(1, 100))
def test_that_share_of_values_is_not_above_it(values: list[int], percent: int) -> None:
    """At least so many percent are not above the percentile, and fewer are below it."""
    found = nearest_rank(values, percent)
    assert found is not None
    assert found in values
    assert sum(value <= found for value in values) * 100 >= percent * len(values)
    assert sum(value < found for value in values) * 100 < percent * len(values)


def test_nothing_has_no_figures() -> None:
    """Where there is nothing to count, nothing is told, and nothing is divided by zero."""
    assert (None, None, None) == (nearest_rank([], 50), ratio(3, 0), weighted([]))
    assert None is weighted([(100, 0)])


def test_a_mean_is_weighted() -> None:
    """A page with three times the readers counts three times."""
    assert 25.0 == weighted([(100, 1), (0, 3)])


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (59, "59 s"),
        (60, "1 min"),
        (3_600, "1 h"),
        (11_100, "3 h 5 min"),
        (187_200, "2 d 4 h"),
    ],
)
def test_times_are_told_in_two_units(seconds: int, words: str) -> None:
    """Nobody needs the seconds of a day."""
    assert words == duration(timedelta(seconds=seconds))
