"""What readers get, by verdict and policy."""

import pytest

from app.domain.freshness.showing import MACHINE, SOURCE, TARGET, Policy, Shown, show
from app.domain.freshness.staleness import Answer, Verdict
from tests.domain.answers import answer, hour

NOTHING = Shown(())
REVISED = Shown(("target",), "being-revised", hour(0))
BOTH = Shown(("target", "source"), "changed", hour(0))
GERMAN = Shown(("source",), "changed", hour(0))


def verdict(state: str, severity: int = 0, standby: Answer | None = None) -> Verdict:
    """A verdict as far as readers are concerned."""
    return Verdict("", state, "", severity, answer("Ja", "Yes"), "Yes", standby=standby)


def shown(
    one: Verdict, facts: bool = False, policy: Policy | None = None, days: int | None = None
) -> Shown:
    """What is shown `days` after it became so."""
    now = hour(24 * days) if days is not None else None
    return show(one, facts, policy or Policy(), hour(0), now)


@pytest.mark.parametrize("state", ["current", "advise", "unverified"])
@pytest.mark.parametrize("facts", [False, True])
@pytest.mark.parametrize("stale", ["marked", "source"])
def test_what_holds_is_shown_alone(state: str, facts: bool, stale: str) -> None:
    """The translation, whatever the region wants of old ones."""
    assert TARGET == shown(verdict(state, 1), facts, Policy(stale=stale))


@pytest.mark.parametrize(
    ("severity", "facts", "marked", "source"),
    [
        (0, False, TARGET, TARGET),
        (1, False, TARGET, TARGET),
        (1, True, BOTH, GERMAN),
        (2, False, REVISED, SOURCE),
        (2, True, BOTH, GERMAN),
        (3, False, BOTH, GERMAN),
        (4, False, BOTH, GERMAN),
        (4, True, BOTH, GERMAN),
    ],
)
def test_stale_text(severity: int, facts: bool, marked: Shown, source: Shown) -> None:
    """A little stale stands alone; other words are marked; facts and guard words bring the German."""
    one = verdict("stale", severity)
    assert marked == shown(one, facts)
    assert source == shown(one, facts, Policy(stale="source"))


def test_missing_text() -> None:
    """German, or nothing, as the region wants."""
    assert SOURCE == shown(verdict("missing", 2))
    assert NOTHING == shown(verdict("missing", 2), policy=Policy(missing="omit"))


@pytest.mark.parametrize(
    ("days", "wanted"), [(None, REVISED), (0, REVISED), (13, REVISED), (14, MACHINE), (90, MACHINE)]
)
def test_a_machine_stands_by_for_a_fortnight(days: int | None, wanted: Shown) -> None:
    """Then it comes first, in place of a person's stale text."""
    one = verdict("stale", 2, answer("Ja", "Yeah", 2, origin="machine"))
    assert wanted == shown(one, days=days)


def test_the_region_chooses_how_long() -> None:
    """After no days at all, at once."""
    one = verdict("stale", 2, answer("Ja", "Yeah", 2, origin="machine"))
    assert MACHINE == shown(one, policy=Policy(machine_after_days=0), days=0)
    assert REVISED == shown(one, policy=Policy(machine_after_days=30), days=20)


def test_without_a_machine_the_old_text_stays() -> None:
    """However long ago the German changed."""
    assert REVISED == shown(verdict("stale", 2), days=365)
