"""Where CI=true, a skipped test fails the run: a check that silently did not happen is no check."""

from __future__ import annotations

import os

import pytest

ALLOWED = ("no DeepL key",)
skips: dict[str, str] = {}


def reason(report: pytest.CollectReport | pytest.TestReport) -> str:
    """Why a test or file was skipped, as its author put it."""
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return text.removeprefix("Skipped: ").strip()


def note(report: pytest.CollectReport | pytest.TestReport) -> None:
    """Remember a skip that CI does not accept; an expected failure is none."""
    if not report.skipped or hasattr(report, "wasxfail"):
        return
    if not reason(report).startswith(ALLOWED):
        skips[report.nodeid] = reason(report)


def is_strict(config: pytest.Config) -> bool:
    """True in CI's own process; a worker of pytest-xdist only passes its reports on."""
    return os.environ.get("CI") == "true" and not hasattr(config, "workerinput")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    note(report)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    note(report)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if skips and is_strict(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if skips and is_strict(config):
        terminalreporter.section("skips fail this run, because CI=true", red=True)
        for nodeid, why in sorted(skips.items()):
            terminalreporter.line(f"{nodeid}: {why}")
