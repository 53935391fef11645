"""`wegweiser replay-cases`: staleness cases on a throw-away database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.main import wegweiser
from tests.services.cases import OWN, OWN_FILE, SHARED_FILE


def run(*arguments: str | Path) -> Result:
    """The command, without any application: it needs none."""
    return CliRunner().invoke(wegweiser, ["replay-cases", *map(str, arguments)])


@pytest.fixture
def one() -> dict[str, Any]:
    """A case that passes, to be spoiled."""
    found: dict[str, Any] = json.loads(OWN_FILE.read_text("utf-8"))["cases"][0]
    return found


def written(folder: Path, cases: object) -> Path:
    """A file of cases."""
    file = folder / "cases.json"
    file.write_text(json.dumps({"cases": cases}), "utf-8")
    return file


def test_the_shared_cases_pass() -> None:
    """All 40 executable cases pass; the 15 in prose are named and not run."""
    if not SHARED_FILE.exists():
        pytest.skip(f"{SHARED_FILE.name} is not there")
    result = run(SHARED_FILE)
    lines = result.output.splitlines()
    assert "40 cases run: 40 passed, 0 failed; 15 in prose were not run." == lines[-1]
    assert (0, 40, 15) == (
        result.exit_code,
        sum(line.startswith("pass ") for line in lines),
        sum(line.startswith("prose") for line in lines),
    )


def test_our_own_cases_pass() -> None:
    """The cases of our own have the form of the shared ones."""
    result = run(OWN_FILE, "--json")
    told = json.loads(result.output)
    assert (0, len(OWN), 0, 0) == (
        result.exit_code, told["passed"], told["failed"], told["prose"],
    )  # fmt: skip
    assert {"pass"} == {case["outcome"] for case in told["cases"]}


def test_a_failing_case_is_told_and_ends_with_1(tmp_path: Path, one: dict[str, Any]) -> None:
    """What differed stands under the case."""
    one["expect"]["segments"][0]["verdict"] = "stale"
    one["expect"]["mt_calls"] = 3
    file = written(tmp_path, [one])
    result = run(file)
    assert 1 == result.exit_code
    assert f"FAIL  {one['id']}" in result.output
    assert "verdict stale wanted, was carry" in result.output
    assert "machine calls: wanted 3, was 0" in result.output
    assert result.output.endswith("1 cases run: 0 passed, 1 failed; 0 in prose were not run.\n")
    told = json.loads(run(file, "--json").output)
    assert ("fail", 2, 1) == (
        told["cases"][0]["outcome"], len(told["cases"][0]["differences"]), told["failed"],
    )  # fmt: skip


def test_an_impossible_case_fails_alone(tmp_path: Path, one: dict[str, Any]) -> None:
    """One case that makes no sense does not keep the others from running."""
    broken = {**one, "id": "X", "steps": one["steps"][1:]}
    result = run(written(tmp_path, [broken, one]))
    assert 1 == result.exit_code
    assert "2 cases run: 1 passed, 1 failed" in result.output
    assert "nothing was written before it was translated" in result.output


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("id", None, "case 1: field 'id' is missing"),
        ("lang", None, "field 'lang' is missing"),
        ("lang", "xx", "language 'xx' is unknown"),
        ("steps", {}, "field 'steps' is missing or not of type list"),
        ("steps", ["x"], "a step must be an object"),
        ("steps", [{"sauce": ""}], "a step needs 'source', 'translate' or 'edit_target'"),
        ("steps", [{"source": 7}], "field 'source' is missing or not of type str"),
        ("steps", [{"translate": {"lang": "en"}}], "field 'segments' is missing"),
        (
            "steps",
            [{"translate": {"lang": "en", "segments": {"a": 1}}}],
            "'segments' must hold texts",
        ),
        ("expect", [], "field 'expect' is missing"),
        ("expect", {"segments": [], "mt_calls": True}, "'mt_calls' is missing or not"),
        ("expect", {"segments": [{"text": "a", "verdict": "b"}]}, "verdict 'b' is none of"),
        (
            "expect",
            {"segments": [{"text": "a", "verdict": "stale", "severity": "bad"}]},
            "severity 'bad' is none of",
        ),
        ("expect", {"segments": [], "gone": "x", "mt_calls": 0, "page_status": "current"}, "gone"),
    ],
)
def test_a_wrong_field_is_named(
    tmp_path: Path, one: dict[str, Any], field: str, value: object, told: str
) -> None:
    """File, case and field, in one sentence; never a traceback."""
    result = run(written(tmp_path, [{**one, field: value}]))
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert told in result.output


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "cases.json: this is not JSON"),
        (b"\xff", "cases.json: this is not JSON"),
        (b"{}", "cases.json: a list under 'cases' is needed"),
        (b'{"cases": 3}', "cases.json: a list under 'cases' is needed"),
        (b'{"cases": [3]}', "cases.json: case 1: field 'id' is missing"),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, content: bytes, told: str) -> None:
    """A file that is no list of cases ends the command with exit code 1."""
    file = tmp_path / "cases.json"
    file.write_bytes(content)
    result = run(file)
    assert 1 == result.exit_code
    assert f"Error: {told}" in result.output


def test_a_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    """Exit code 2, and the path."""
    result = run(tmp_path / "nowhere.json")
    assert 2 == result.exit_code
    assert "nowhere.json" in result.output


def test_no_cases_at_all(tmp_path: Path) -> None:
    """An empty list is nothing to fail at."""
    result = run(written(tmp_path, []))
    assert (0, "0 cases run: 0 passed, 0 failed; 0 in prose were not run.\n") == (
        result.exit_code,
        result.output,
    )
