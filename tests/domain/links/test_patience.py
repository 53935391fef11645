"""When an address is looked at again, and when it counts as broken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.domain.links.judging import Finding
from app.domain.links.patience import DAY, WEEK, Known, learn, next_look

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
OK, GONE = Finding("ok", status=200), Finding("gone", "gone", 404)
SILENT, SERVER = Finding("trouble", "timeout"), Finding("trouble", "server", 500)


def hour(number: float) -> datetime:
    """A moment some hours later."""
    return NOW + timedelta(hours=number)


def after(*steps: tuple[float, Finding], known: Known | None = None) -> Known:
    """What is known after findings at these hours."""
    known = known or Known()
    for at, finding in steps:
        known = learn(known, finding, hour(at))
    return known


def test_gone_twice() -> None:
    """One 404 is no proof; two in a row are, since the first."""
    assert "ok" == after((0, OK), (1, GONE)).state
    known = after((0, OK), (1, GONE), (2, GONE))
    assert ("broken", "gone", hour(1)) == (known.state, known.reason, known.since)


def test_trouble_has_to_last() -> None:
    """A server that is silent is broken after three failures over a day at least, not before."""
    assert "unchecked" == after((0, SILENT), (1, SILENT), (7, SERVER)).state
    assert "ok" == after((0, OK), (1, SILENT), (30, SILENT)).state
    known = after((0, OK), (1, SILENT), (2, SILENT), (8, SILENT), (32, SERVER))
    assert ("broken", "server", hour(1)) == (known.state, known.reason, known.since)


def test_other_failures_count_anew() -> None:
    """A 404 after a night of silence is the first 404."""
    assert "unchecked" == after((0, SILENT), (1, SILENT), (2, GONE)).state


def test_it_comes_back() -> None:
    """One good answer makes it fine, and failures begin to count from nothing."""
    known = after((0, GONE), (1, GONE), (2, OK))
    assert ("ok", 0, None, hour(2)) == (
        known.state,
        known.failures,
        known.failing_since,
        known.since,
    )
    assert "ok" == after((3, GONE), known=known).state


def test_since_when() -> None:
    """The same finding again does not begin anew."""
    moved = Finding("warning", "moved", 200, "https://neu.example/")
    assert hour(0) == after((0, moved), (168, moved)).since
    assert hour(168) == after((0, moved), (168, OK)).since


def test_when_to_look_again() -> None:
    """Soon after failures, in a week at what is settled, when we are told to, and never before."""
    steps = [(0.0, GONE), (1.0, SILENT), (2.0, SILENT), (8.0, SILENT), (33.0, SILENT)]
    known, pauses = Known(), []
    for at, finding in steps:
        known = learn(known, finding, hour(at))
        pauses.append(next_look(known, finding, hour(at)) - hour(at))
    assert [1, 1, 6, 24, 24] == [pause // timedelta(hours=1) for pause in pauses]
    assert WEEK == next_look(after((0, OK)), OK, NOW) - NOW
    busy = Finding("cannot", "busy", 429, retry_after=3 * 24 * 3600)
    assert 3 * DAY == next_look(after((0, busy)), busy, NOW) - NOW
    soon = Finding("cannot", "busy", 429, retry_after=5)
    assert DAY == next_look(after((0, soon)), soon, NOW) - NOW
    endless = Finding("cannot", "busy", 429, retry_after=10**9)
    assert WEEK == next_look(after((0, endless)), endless, NOW) - NOW
