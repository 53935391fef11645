"""The state of a page, from those of its paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.freshness.page_status import WORST_FIRST, State, fresh_percent, summarise
from tests.domain.answers import hour


def state(name: str, characters: int = 10, number: int = 1, origin: str = "human") -> State:
    """A paragraph in a state."""
    return State(number, name, 0, characters, origin, hour(number))


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ([], "current"),
        (["current", "advise"], "current"),
        (["current", "unverified"], "unverified"),
        (["stale", "unverified", "current"], "stale"),
        (["missing", "stale", "current"], "incomplete"),
        (["missing", "advise"], "incomplete"),
        (["missing", "missing"], "missing"),
    ],
)
def test_the_worst_counts(names: list[str], told: str) -> None:
    """Missing before stale before unverified."""
    assert told == summarise([state(name) for name in names]).state


def test_paragraphs_without_words_do_not_count() -> None:
    """A page whose only words are missing is missing, whatever its phone number is."""
    assert "missing" == summarise([state("missing"), state("current", 0)]).state
    assert "current" == summarise([state("missing", 0), state("current")]).state
    assert "current" == summarise([state("current", 0)]).state


def test_what_is_around_the_paragraphs() -> None:
    """Hidden before all; in review and machine only where nothing is missing or stale."""
    fine, stale = [state("current")], [state("stale")]
    assert "hidden" == summarise(stale, public=False).state
    assert ("stale", "in review") == (
        summarise(stale, live=False).state, summarise(fine, live=False).state,
    )  # fmt: skip
    assert "in review" == summarise(fine, in_review=True).state
    machine = [state("current", origin="machine")]
    assert ("machine", "in review") == (
        summarise(machine).state, summarise(machine, live=False).state,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("states", "percent"),
    [
        ([], 100),
        ([state("current", 0)], 100),
        ([state("current", 99), state("stale", 1)], 99),
        ([state("current", 999), state("missing", 1)], 99),
        ([state("advise", 1), state("unverified", 1)], 50),
        ([state("stale", 5)], 0),
    ],
)
def test_fresh_percent(states: list[State], percent: int) -> None:
    """Current and advised characters of all, rounded down: 100 means all."""
    assert percent == fresh_percent(states)


def test_since_and_ids() -> None:
    """A stale page is so since its first stale paragraph, a current one since its last change."""
    states = [state("current", 10, 9), state("stale", 10, 7), state("stale", 10, 4)]
    told = summarise(states)
    assert (hour(4), {"current": (9,), "stale": (7, 4)}) == (told.since, told.by_state)
    assert hour(9) == summarise([state("current", 10, 9), state("advise", 10, 2)]).since
    assert hour(5) == summarise([state("missing", 10, 5), state("stale", 10, 2)]).since
    assert None is summarise([]).since


NAMES = st.sampled_from(["missing", "stale", "unverified", "advise", "current"])


@given(st.lists(st.builds(state, NAMES, st.integers(0, 50))), st.booleans(), st.booleans())
def test_every_page_has_a_known_state(states: list[State], public: bool, live: bool) -> None:
    """And fresh is whole percent; a page that is not wholly fresh is not called current."""
    told = summarise(states, public=public, live=live)
    assert told.state in WORST_FIRST
    assert 0 <= told.fresh <= 100
    assert told.state != "current" or told.fresh == 100
