"""Staleness cases through the real services, on both databases."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from app.exchange.cases import SourceStep, TargetStep
from app.services.importing import replaying
from tests.services.cases import OWN, SHARED_CASES, SHARED_FILE, failing
from tests.services.guide import rows

EXECUTABLE = 40


def test_own_cases(session: Session) -> None:
    """Each case of our own comes to what it wants."""
    assert {} == failing(session, OWN)


def test_shared_cases(session: Session) -> None:
    """Each executable case of the shared file comes to what it wants."""
    if not SHARED_FILE.exists():
        pytest.skip(f"{SHARED_FILE.name} is not there")
    assert EXECUTABLE == len(SHARED_CASES)
    assert {} == failing(session, SHARED_CASES)


def test_a_case_leaves_nothing_behind(session: Session) -> None:
    """After a case the database is as it was before."""
    before = rows(session)
    replaying.replay(session, OWN[0])
    assert before == rows(session)


def test_what_differs_is_told(session: Session) -> None:
    """Each thing that is not as wanted has a line of its own."""
    case = OWN[0]
    wrong = replace(
        case,
        segments=(
            replace(case.segments[0], verdict="stale", klass="value", target="x", rendered="<hr>"),
            replace(case.segments[0], text="Niemand"),
        ),
        gone=("Niemand",),
        mt_calls=7,
        page_status="stale",
    )
    result = replaying.replay(session, wrong)
    told = " ".join(result.differences)
    assert not result.passed
    for words in (
        "2 segments wanted, there are 1", "verdict stale wanted, was carry",
        "class value wanted, was cosmetic", "target 'x' wanted", "'<hr>' is not in",
        "no segment reads 'Niemand'", "gone: wanted ['Niemand'], was []",
        "machine calls: wanted 7, was 0", "page status: wanted stale, was current",
    ):  # fmt: skip
        assert words in told


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ([TargetStep("en", "human", {"Ja": "Yes"}, None)], "nothing was written before"),
        (
            [SourceStep("<p>Ja</p>", False), TargetStep("en", "human", {"Nein": "No"}, None)],
            "no segment reads ['Nein']",
        ),
        (
            [SourceStep("<p>Ja</p>", False), TargetStep("en", "human", {"Ja": "No"}, "Nein")],
            "the segment never read 'Nein'",
        ),
        (
            [SourceStep("<p>Ja</p>", False), TargetStep("en", "human", {"Ja": " "}, None)],
            "the translation is empty",
        ),
    ],
)
def test_a_case_that_makes_no_sense_fails_with_a_reason(
    session: Session, steps: list[SourceStep | TargetStep], told: str
) -> None:
    """A case whose steps cannot be made fails, and says why."""
    case = replace(OWN[0], steps=tuple(steps))
    result = replaying.replay(session, case)
    assert result.executable
    assert not result.passed
    assert told in result.differences[0]


def test_a_prose_case_is_neither_passed_nor_failed(session: Session) -> None:
    """What is told in prose only is not run."""
    result = replaying.replay(session, replace(OWN[0], executable=False))
    assert (False, False, []) == (result.executable, result.passed, result.differences)
