"""`wegweiser report`: tables and JSON, for a full region and for an empty one."""

from typing import Any

import orjson
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy.orm import Session

from app.cli.reporting import report
from app.models import Region
from tests.services.translation.test_undoing import carried


def run(app: Flask, *options: str) -> Result:
    """The command's result."""
    return CliRunner().invoke(report, ["--region", "testdorf", *options], obj=lambda: app)


@pytest.fixture
def empty(session: Session, region: Region) -> None:
    """A region without a page."""
    session.commit()


@pytest.fixture
def full(session: Session, region: Region) -> None:
    """A region in which a value was carried into English."""
    carried(session, region)
    session.commit()


def as_json(result: Result) -> dict[str, Any]:
    """The JSON that a command printed."""
    assert 0 == result.exit_code, result.output
    found: dict[str, Any] = orjson.loads(result.output)
    return found


@pytest.mark.usefixtures("empty")
def test_an_empty_region_says_none_yet(app: Flask) -> None:
    """Nothing to measure is told in words and as null; nothing crashes."""
    result = run(app)
    assert 0 == result.exit_code, result.output
    assert 6 <= result.output.count("none yet")
    found = as_json(run(app, "--json"))
    assert ([], None, None) == (
        found["time_to_fresh"], found["carried_by_rule"], found["cost"]["characters_each"],
    )  # fmt: skip


@pytest.mark.usefixtures("full")
def test_a_region_is_measured(app: Flask) -> None:
    """The carried value is one of one replaced translations."""
    found = as_json(run(app, "--json"))
    assert ("testdorf", {"rule": 1}, 1.0) == (
        found["region"], found["renewed"], found["carried_by_rule"],
    )  # fmt: skip
    assert {"language": "en", "percent": 100.0, "stale_critical": 0} in found["freshness"]
    assert "carried by rule: 100.0 %" in run(app).output


@pytest.mark.usefixtures("full")
def test_a_day_can_be_named(app: Flask) -> None:
    """From a later day on there is nothing."""
    found = as_json(run(app, "--json", "--since", "2027-01-01"))
    assert ("2027-01-01T00:00:00+00:00", {}) == (found["since"], found["renewed"])


@pytest.mark.usefixtures("empty")
def test_a_region_that_is_unknown_is_named(app: Flask) -> None:
    """A sentence, not a traceback."""
    result = CliRunner().invoke(report, ["--region", "nirgends"], obj=lambda: app)
    assert 1 == result.exit_code
    assert "nirgends" in result.output
