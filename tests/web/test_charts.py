"""Charts: where columns and pieces of bars stand."""

from datetime import date, timedelta

from app.services.translation.waits import MACHINE, PEOPLE, Wait, Waits
from app.web.office.overviews import charts

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_each_step_of_the_scale_is_as_high_as_the_others() -> None:
    """A minute, an hour, a day, a week, a month; what is longer reaches the top."""
    heights = [round(charts.height(step)) for step in charts.STEPS]
    assert [1, 25, 50, 75, 100] == heights
    assert 100 == charts.height(timedelta(days=400))
    assert 25 < charts.height(timedelta(hours=5)) < 50


def test_columns_stand_side_by_side_in_their_week() -> None:
    """Machines left, people right; a week without waits is empty."""
    wait = Wait(3, HOUR, DAY)
    found = charts.weeks(
        Waits({date(2026, 11, 16): {}, date(2026, 11, 23): {MACHINE: wait, PEOPLE: wait}}, {})
    )
    assert ((), 2) == (found[0].columns, len(found[1].columns))
    left, right = found[1].columns
    assert 50 < left.x < left.x + left.width <= right.x < right.x + right.width < 100
    assert (25, 50) == (round(left.half), round(left.most))


def test_little_can_be_seen() -> None:
    """One of a thousand has a piece of the bar, the pieces fill it, and nothing has none."""
    found = charts.stacked([("current", 999), ("machine", 0), ("stale", 1)])
    assert ["current", "stale"] == [state for state, _, _ in found]
    assert found[1][2] > 5
    assert 100 == round(sum(width for _, _, width in found))
    assert [] == charts.stacked([("current", 0)])
