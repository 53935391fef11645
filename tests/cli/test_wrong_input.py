"""What an operator may get wrong at the keyboard, and the sentence that names it; nothing is changed."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy.orm import Session

from app.main import wegweiser
from app.models import EngineState, Region
from app.services.translation.failing import UNTIL_RESUMED
from tests.fixtures.guides import app_on


@pytest.fixture
def told(session: Session, region: Region, database_url: str) -> Iterator[Flask]:
    """The application on a region without pages."""
    session.commit()
    with app_on(database_url) as app:
        yield app


def run(app: Flask, command: str) -> tuple[int, str]:
    """How a command ended, and the last line it said."""
    result = CliRunner().invoke(wegweiser, command.split(), obj=lambda: app)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("policy --region testdorf --language en --days 99999999999", "is not in the range 0<=x<=3650."),
        ("policy --region testdorf --language en --days -1", "is not in the range 0<=x<=3650."),
        ("policy --region testdorf --monthly-limit 9999999999", "characters up to 2000000000, or “none”"),
        ("policy --region testdorf --monthly-limit -1", "characters up to 2000000000, or “none”"),
        ("policy --region testdorf --machine publish", "Add --language CODE, or several."),
        ("policy --region testdorf --language en --engines ,", "'' is none of deepl, libretranslate, pseudo"),
        ("report --region testdorf --price nan", "nan does not lie between 0 and 1000000"),
        ("report --region testdorf --price inf", "inf does not lie between 0 and 1000000"),
        ("report --region testdorf --price -5", "-5.0 does not lie between 0 and 1000000"),
        ("ledger --region testdorf --month 2026-13", "'2026-13' is no month such as 2026-11"),
        ("ledger --region testdorf --month x", "'x' is no month such as 2026-11"),
        ("jobs --resume nope", "'nope' is not one of 'deepl', 'libretranslate', 'pseudo'."),
        ("worker --workers 0", "0 is not in the range 1<=x<=64."),
        ("serve --workers 0", "0 is not in the range 1<=x<=64."),
        ("serve --host nohost.invalid", "Name an address of this machine; 0.0.0.0 stands for all of them."),
    ],
)  # fmt: skip
def test_a_wrong_option(told: Flask, command: str, sentence: str) -> None:
    """Each value that cannot be is named, with those that can."""
    code, last = run(told, command)
    assert 0 != code
    assert last.startswith("Error: ")
    assert last.endswith(sentence)


def test_a_port_that_is_taken(told: Flask) -> None:
    """Whoever listens there is left alone."""
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        object.__setattr__(told.config["WEGWEISER"], "port", port)
        wanted = f"Error: PORT={port}: address already in use. Stop the other server or set another PORT."
        assert (1, wanted) == run(told, "serve")


def test_an_engine_named_twice_counts_once(told: Flask) -> None:
    """And blanks beside its name do not matter."""
    result = CliRunner().invoke(
        wegweiser,
        ["policy", "--region", "testdorf", "--language", "en", "--engines", "deepl, pseudo,deepl"],
        obj=lambda: told,
    )
    assert (0, True) == (result.exit_code, "deepl, pseudo │" in result.output)


def test_a_paused_engine_is_told_with_the_way_out(told: Flask, session: Session) -> None:
    """A key that was refused pauses for ever; nobody has to read the year 9999."""
    session.add(
        EngineState(
            engine="deepl", capabilities={}, failures=1, reason="the key was refused",
            concurrency=1, largest=1, paused_until=UNTIL_RESUMED,
        )
    )  # fmt: skip
    session.commit()
    wanted = "deepl is paused until you say “wegweiser jobs --resume deepl”: the key was refused"
    assert (0, wanted) == run(told, "jobs")
    assert run(told, "jobs --resume deepl")[0] == 0
    session.expire_all()
    assert session.get_one(EngineState, "deepl").paused_until is None


def test_pseudo_is_told_apart(told: Flask) -> None:
    """A worker without a machine says that its texts are no translations."""
    result = CliRunner().invoke(wegweiser, ["worker", "--until-done"], obj=lambda: told)
    assert "No machine is set up, so texts are only mock-ups" in result.output


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("{folder}/nothing.json", "No such file or directory"),
        ("{folder}", "Is a directory"),
        ("{folder}/list.json", "there is no page in it, so nothing was imported"),
        ("http://127.0.0.1:1/x", "nobody answers there (connection refused)"),
        ("http://nohost.invalid/x", "there is no machine of this name"),
    ],
)
def test_a_source_that_cannot_be_had(
    told: Flask, tmp_path: Path, source: str, sentence: str
) -> None:
    """It is named with the reason, and no region is made."""
    (tmp_path / "list.json").write_text("[]")
    source = source.format(folder=tmp_path)
    wanted = f"Error: {source}: {sentence}"
    assert (1, wanted) == run(told, f"import-integreat --region neu --language de={source}")
    assert (1, "Error: region 'neu' does not exist; there are: testdorf") == run(
        told, "status --region neu"
    )


def test_a_name_that_is_too_long(told: Flask, tmp_path: Path) -> None:
    """It would not fit into the database."""
    (tmp_path / "list.json").write_text("[]")
    command = f"import-integreat --region {'n' * 201} --language de={tmp_path}/list.json"
    assert (1, "Error: --region: 201 characters, 200 are allowed") == run(told, command)
