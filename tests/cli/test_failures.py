"""What a command says when the database is not as it should be: a sentence, never a traceback."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from app.cli import failures
from app.main import wegweiser
from app.services import migrating
from tests.fixtures.guides import app_on

COMMANDS = [
    ["seed"], ["publish"], ["serve"], ["status", "--region", "x"], ["report", "--region", "x"],
    ["policy", "--region", "x"], ["reconcile"], ["worker", "--until-done"], ["jobs"],
    ["ledger", "--region", "x"],
]  # fmt: skip


def said(app: Flask, *arguments: str) -> tuple[int, str]:
    """The end of a command, and all it said."""
    result = CliRunner().invoke(wegweiser, list(arguments), obj=lambda: app)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


@contextmanager
def file(path: Path) -> Iterator[Flask]:
    """The application on an SQLite file."""
    with app_on(f"sqlite:///{path}") as app:
        yield app


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_without_tables(tmp_path: Path, command: list[str]) -> None:
    """Each command names the one that comes first."""
    wanted = "Error: there are no tables in the database yet. Run: wegweiser migrate\n"
    with file(tmp_path / "empty.db") as app:
        assert (1, wanted) == said(app, *command)


def test_tables_of_another_version(engine: Engine, database_url: str) -> None:
    """Older ones have to be brought up to date; newer ones are left alone."""
    newest = migrating.versions()[-1]
    migrating.downgrade(engine, "0001")
    with app_on(database_url) as app:
        old = f"Error: the tables are at version 0001, this program needs {newest}. Run: wegweiser migrate\n"
        assert (1, old) == said(app, "jobs")
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = 'later'"))
        for command in (["jobs"], ["migrate"], ["migrate", "--down", "--to", "base"]):
            code, words = said(app, *command)
            assert (1, "Error: the tables are at version later, which") == (code, words[:45])


def test_no_such_version(database_url: str) -> None:
    """A version that is none is named, with those that there are."""
    with app_on(database_url) as app:
        for down in ([], ["--down"]):
            code, words = said(app, "migrate", "--to", "nonsense", *down)
            assert (1, True) == (code, "to 'nonsense'; there are: 0001, 0002" in words)


def test_a_server_that_does_not_answer() -> None:
    """Its address is told, its password is not."""
    with app_on("postgresql://me:secret@127.0.0.1:1/guide") as app:
        code, words = said(app, "migrate")
    assert 1 == code
    assert words.startswith("Error: DATABASE_URL=postgresql://me:***@127.0.0.1:1/guide: ")
    assert "Connection refused" in words
    assert 1 == len(words.splitlines())


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    """SQLite makes no folders."""
    wanted = "the file cannot be opened. Is its folder there, and yours?\n"
    with file(tmp_path / "none" / "guide.db") as app:
        code, words = said(app, "migrate")
    assert (1, True) == (code, words.endswith(wanted))


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    """It is left as it is."""
    other = tmp_path / "letter.txt"
    other.write_text("Sehr geehrte Damen und Herren, " * 50)
    before = other.read_bytes()
    with file(other) as app:
        code, words = said(app, "migrate")
    assert (1, True) == (code, words.endswith(": the file is no SQLite database.\n"))
    assert before == other.read_bytes()


@pytest.mark.parametrize(
    ("reason", "meaning"),
    [
        (
            "attempt to write a readonly database",
            "it may not be written. Do the file and its folder belong to you?",
        ),
        (
            "database is locked",
            "another process is writing. Nothing was changed; try again when it is done.",
        ),
        ("database or disk is full", "the disk is full. Nothing was changed."),
        ("something\nquite else", "something quite else."),
    ],
)
def test_what_sqlite_means(reason: str, meaning: str) -> None:
    """What SQLite says in its own words is told in ours; what is rare, in its own."""
    error = OperationalError("SELECT 1", {}, sqlite3.OperationalError(reason))
    assert f"DATABASE_URL=sqlite:///x.db: {meaning}" == failures.sentence(error, "sqlite:///x.db")


def test_ctrl_c_takes_back_what_was_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the middle of the demo guide: nothing of it stays, and the next run begins anew."""
    path = tmp_path / "guide.db"
    monkeypatch.setattr("app.cli.database.progress", _pressed_at_the_third_page)
    with file(path) as app:
        assert 0 == said(app, "migrate")[0]
        assert (130, "\nStopped. What was not finished was taken back.\n") == said(app, "seed")
    with closing(sqlite3.connect(path)) as connection:
        for table in ("language", "region", "content"):
            assert (0,) == connection.execute(f"SELECT count(*) FROM {table}").fetchone()


@contextmanager
def _pressed_at_the_third_page(_what: str) -> Iterator[Callable[[int, int], None]]:
    def told(done: int, _of: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    yield told


def test_ctrl_c_while_it_loads() -> None:
    """Before any command runs, too: one line."""
    code = "import app.cli.stopping; raise KeyboardInterrupt"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (0 != ended.returncode, "\nStopped.\n") == (True, ended.stderr)
