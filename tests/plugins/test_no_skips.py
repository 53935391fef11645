"""In CI a skip fails the run, unless it is for want of a DeepL key."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SKIPPED = "import pytest\n\ndef test_it():\n    pytest.skip({reason!r})\n"
WHOLE_FILE = "import pytest\n\npytest.skip({reason!r}, allow_module_level=True)\n"
NO_DATABASE = "no PostgreSQL answers"


def run(folder: Path, test: str, workers: int = 0, ci: str = "true") -> tuple[int, str]:
    """Exit status and output of a run of one test file beside one that passes."""
    (folder / "test_one.py").write_text(test, encoding="utf-8")
    (folder / "test_other.py").write_text("def test_other():\n    assert True\n", encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.plugins.no_skips", "-n", str(workers)],
        cwd=folder,
        env=os.environ | {"CI": ci, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("workers", [0, 1])
@pytest.mark.parametrize("test", [SKIPPED, WHOLE_FILE])
def test_in_ci_a_skip_fails_the_run_and_is_named(tmp_path: Path, test: str, workers: int) -> None:
    """A skipped test, or file, turns the exit status to 1 and stands in the list with its reason."""
    status, output = run(tmp_path, test.format(reason=NO_DATABASE), workers)
    assert 1 == status
    assert f": {NO_DATABASE}" in output.split("skips fail this run")[1]


def test_in_ci_a_missing_deepl_key_is_no_failure(tmp_path: Path) -> None:
    """Nobody has a DeepL key in CI, so this skip is allowed."""
    status, _ = run(tmp_path, SKIPPED.format(reason="no DeepL key: DEEPL_AUTH_KEY is not set"))
    assert 0 == status


def test_an_expected_failure_is_no_skip(tmp_path: Path) -> None:
    """xfail did run."""
    test = "import pytest\n\n@pytest.mark.xfail\ndef test_it():\n    assert False\n"
    assert 0 == run(tmp_path, test)[0]


def test_elsewhere_a_skip_is_only_told(tmp_path: Path) -> None:
    """On a person's machine without PostgreSQL the rest still passes."""
    status, output = run(tmp_path, SKIPPED.format(reason=NO_DATABASE), ci="")
    assert (0, False) == (status, "skips fail this run" in output)
