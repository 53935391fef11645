"""What a clock on the wall shows, and which instants that may be."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.planning.wall_clock import day_of, instants, on_the_wall

BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("shown", "utc"),
    [
        ("2027-01-15T08:00", ["2027-01-15T07:00"]),
        ("2027-07-15T08:00", ["2027-07-15T06:00"]),
        ("2027-03-28T01:59", ["2027-03-28T00:59"]),
        ("2027-03-28T02:00", []),
        ("2027-03-28T02:59", []),
        ("2027-03-28T03:00", ["2027-03-28T01:00"]),
        ("2027-10-31T01:59", ["2027-10-30T23:59"]),
        ("2027-10-31T02:30", ["2027-10-31T00:30", "2027-10-31T01:30"]),
        ("2027-10-31T03:00", ["2027-10-31T02:00"]),
    ],
)
def test_a_time_in_berlin(shown: str, utc: list[str]) -> None:
    """Once in winter and in summer, never when clocks are put forward, twice when they go back."""
    wanted = tuple(datetime.fromisoformat(moment).replace(tzinfo=UTC) for moment in utc)
    assert wanted == instants(datetime.fromisoformat(shown), BERLIN)


ZONES = st.sampled_from([BERLIN, "UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"])
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))


@given(MOMENTS, ZONES)
def test_every_instant_is_found_again(moment: datetime, zone: str) -> None:
    """Whatever a clock shows leads back to the instant at which it showed it."""
    found = instants(on_the_wall(moment, zone), zone)
    assert moment in found
    assert len(found) <= 2
    assert list(found) == sorted(found)


def test_days_begin_at_local_midnight() -> None:
    """Half an hour before midnight in UTC it is tomorrow in Berlin."""
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert (date(2026, 11, 23), date(2026, 11, 22)) == (day_of(late, BERLIN), day_of(late, "UTC"))
