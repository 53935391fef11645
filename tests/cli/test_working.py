"""The commands of machine translation: reconcile, worker, jobs, ledger, from the keyboard."""

from __future__ import annotations

import csv
import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy.engine import Engine

from app.cli.commands import wegweiser
from app.config import complete
from app.db import db
from app.factory import create_app
from app.main import COMMANDS
from tests.fakes.deepl_server import FakeDeepL
from tests.fakes.faults import Fault
from tests.fixtures.guides import NOW
from tests.services.translation.shop import Shop

OPEN = "Die Schule ist offen."
BOOK = "Sie brauchen ein Heft."
assert COMMANDS  # importing them is what registers them


@pytest.fixture
def server() -> Iterator[FakeDeepL]:
    """A fake DeepL of the test's own."""
    with FakeDeepL() as found:
        yield found


@pytest.fixture
def counter(engine: Engine, server: FakeDeepL) -> Shop:
    """A region whose clock stands days ago, so that nothing waits for its minute any more."""
    return Shop(engine, server)


@pytest.fixture
def deepl_app(database_url: str, server: FakeDeepL, counter: Shop) -> Iterator[Flask]:
    """The application with DeepL set up."""
    settings = {
        "database_url": database_url, "deepl_auth_key": "key", "deepl_server_url": server.url,
    }  # fmt: skip
    app = create_app(complete(settings))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def run(app: Flask, *arguments: str) -> Result:
    """The result of a command that ends well."""
    result = CliRunner().invoke(wegweiser, list(arguments), obj=lambda: app)
    assert 0 == result.exit_code, result.output
    return result


def as_json(app: Flask, *arguments: str) -> dict[str, Any]:
    """What `jobs --json` says."""
    found: dict[str, Any] = orjson.loads(run(app, "jobs", "--json", *arguments).stdout)
    return found


def test_from_nothing_to_a_translated_page(deepl_app: Flask, counter: Shop) -> None:
    """Reconcile makes the jobs, the worker does them, jobs and ledger tell of it; then all is quiet."""
    page = counter.page(OPEN, BOOK, title="Schule")
    assert "3 new jobs." in run(deepl_app, "reconcile").output
    assert "0 new jobs." in run(deepl_app, "reconcile", "--region", "testdorf").output
    assert "3 paragraphs done." in run(deepl_app, "worker", "--until-done").output
    assert ["current", "current"] == counter.states(page)
    assert "3 done" in run(deepl_app, "jobs").output
    assert {"done": 3, "open": [], "paused": []} == as_json(deepl_app)
    said = run(deepl_app, "ledger", "--region", "testdorf").output
    assert "49 characters spent, 0 reserved, without a limit" in said
    assert "0 paragraphs done." in run(deepl_app, "worker", "--until-done").output
    assert 49 == counter.fake.billed()


def test_jobs_tells_why(deepl_app: Flask, counter: Shop) -> None:
    """A wrong key: one sentence that names the setting, no traceback; resumed, it goes on."""
    counter.page(OPEN)
    counter.fake.set(Fault("status", status=403, path="/v"))
    run(deepl_app, "reconcile")
    assert "0 paragraphs done." in run(deepl_app, "worker", "--until-done").output
    said = " ".join(run(deepl_app, "jobs").output.split())
    assert (
        "deepl is paused until you say “wegweiser jobs --resume deepl”: the key was refused" in said
    )
    assert "DEEPL_AUTH_KEY" in said
    (paused,) = as_json(deepl_app)["paused"]
    assert "deepl" == paused["engine"]
    (heap,) = as_json(deepl_app)["open"]
    assert ("en", "waiting", 1, 21) == (
        heap["language"], heap["state"], heap["jobs"], heap["characters"],
    )  # fmt: skip
    counter.fake.set()
    assert "deepl goes on." in run(deepl_app, "jobs", "--resume", "deepl").output
    assert "deepl was not paused." in run(deepl_app, "jobs", "--resume", "deepl").output
    assert "1 paragraphs done." in run(deepl_app, "worker", "--until-done").output


def test_held_work_is_tried_again(deepl_app: Flask, counter: Shop) -> None:
    """Jobs says what is held and why; --again gives it back, in one region or in all."""
    counter.page(OPEN)
    counter.fake.set(Fault("status", status=413))
    run(deepl_app, "reconcile")
    run(deepl_app, "worker", "--until-done")
    said = " ".join(run(deepl_app, "jobs", "--region", "testdorf").output.split())
    assert "held" in said
    assert "too-large" in said
    counter.fake.set()
    assert (
        "1 jobs are tried again."
        in run(deepl_app, "jobs", "--again", "--region", "testdorf").output
    )
    run(deepl_app, "worker", "--until-done")
    assert {"done": 1} == counter.counted()


def test_the_ledger_as_csv(deepl_app: Flask, counter: Shop) -> None:
    """One line for each request with its balance, and no cell that a spreadsheet would calculate."""
    counter.page(OPEN, title='=HYPERLINK("https://x.example")')
    counter.page(BOOK, title="@SUM(A1)")
    counter.at(NOW)
    run(deepl_app, "reconcile")
    run(deepl_app, "worker", "--until-done")
    said = run(deepl_app, "ledger", "--region", "testdorf", "--csv").stdout
    rows = list(csv.DictReader(io.StringIO(said)))
    assert {'\'=HYPERLINK("https://x.example")', "'@SUM(A1)"} == {row["page"] for row in rows}
    assert [] == [cell for row in rows for cell in row.values() if cell[:1] in "=+-@" and cell]
    assert str(counter.fake.billed()) == rows[-1]["balance"]
    assert sum(int(row["billed"]) for row in rows) == counter.fake.billed()
    empty = run(deepl_app, "ledger", "--region", "testdorf", "--month", "1999-01", "--csv").stdout
    assert 1 == len(empty.splitlines())


def test_other_regions_are_named(deepl_app: Flask) -> None:
    """A region that is not there is an error with a sentence."""
    for command in (["jobs"], ["ledger"], ["reconcile"]):
        result = CliRunner().invoke(
            wegweiser, [*command, "--region", "nirgends"], obj=lambda: deepl_app
        )
        assert 1 == result.exit_code
        assert "nirgends" in result.output
        assert "Traceback" not in result.output


def test_a_worker_process(database_url: str, counter: Shop, tmp_path: Path) -> None:
    """`wegweiser worker` finds what there is to do when it starts, does it, and stops on Ctrl-C."""
    page = counter.page(OPEN)
    environment = os.environ | {
        "DATABASE_URL": database_url, "DEEPL_AUTH_KEY": "key", "DEEPL_SERVER_URL": counter.fake.url,
        "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUNBUFFERED": "1",
    }  # fmt: skip
    with subprocess.Popen(
        [sys.executable, "-m", "app.main", "worker", "--workers", "2"],
        cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as process:  # fmt: skip
        try:
            until = time.monotonic() + 40
            while ["current"] != counter.states(page) and time.monotonic() < until:
                time.sleep(0.2)
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=20)[0]
        finally:
            process.kill()
    assert ["current"] == counter.states(page), said
    assert "Working with deepl" in said
    assert "deepl, en: 1 served" in said
    assert "Traceback" not in said
    assert OPEN not in said


def test_a_wrong_bell_stops_the_worker(
    database_url: str, counter: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address that cannot be a bell is told in a sentence."""
    monkeypatch.chdir(tmp_path)
    app = create_app(complete({"database_url": database_url, "huey_url": "mysql://x/y"}))
    result = CliRunner().invoke(wegweiser, ["worker"], obj=lambda: app)
    assert 1 == result.exit_code
    assert "WEGWEISER_HUEY_URL" in result.output
    with app.app_context():
        db.engine.dispose()
