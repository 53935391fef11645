"""`wegweiser export`, `import-translations`, `exports`, `export-memory`: files that go out and come back."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from app.cli import exchange
from app.db import reading
from app.services import exports
from app.services.accounts import accounts
from tests.fixtures.office import Office

HERE = ("--region", "testdorf", "--language", "en")


def run(office: Office, command: click.Command, *arguments: str) -> Result:
    """The command's result, on a terminal wide enough for its tables."""
    return CliRunner(env={"COLUMNS": "200"}).invoke(command, arguments, obj=lambda: office.app)


def exported(office: Office, file: Path, *more: str) -> Result:
    """What is missing in English, given out."""
    return run(office, exchange.export, *HERE, "--out", str(file), *more)


def test_out_and_in(office: Office, tmp_path: Path) -> None:
    """Looked at first, then taken over, and the second time nothing is left to do."""
    file = tmp_path / "out.csv"
    told = exported(office, file, "--format", "csv")
    assert 0 == told.exit_code, told.output
    assert "6 paragraphs" in told.output
    lines = file.read_text("utf-8-sig").splitlines()
    said = [
        lines[0],
        *(line.replace(",,initial", ",The town hall opens.,initial") for line in lines[1:]),
    ]
    file.write_text("\n".join(said), "utf-8")
    look = run(office, exchange.import_translations, str(file), *HERE)
    assert 0 == look.exit_code, look.output
    assert "Nothing was changed. With --apply it is taken over." in look.output
    done = run(office, exchange.import_translations, str(file), *HERE, "--apply")
    assert "Taken over: 6; kept beside what is online: 0." in done.output
    again = run(office, exchange.import_translations, str(file), *HERE, "--apply")
    assert "Nothing was changed: all that could be taken over was there already." in again.output
    every = run(office, exchange.import_translations, str(file), *HERE, "--every")
    assert "served already" in every.output


def test_refused_rows_say_why(office: Office, tmp_path: Path) -> None:
    """In the table, and nothing of them is written."""
    file = tmp_path / "out.csv"
    exported(office, file, "--format", "csv")
    text = file.read_text("utf-8-sig").replace(",,initial", ",Ruf 0821 999999!,initial")
    file.write_text(text, "utf-8")
    look = run(office, exchange.import_translations, str(file), *HERE, "--apply")
    assert "contacts: tel 0821 999999 is not in the source" in look.output.replace("\n", " ")
    assert "Nothing was changed" in look.output


def test_exports_are_listed_and_ended(office: Office, tmp_path: Path) -> None:
    """Who gave out what until when."""
    exported(office, tmp_path / "out.xlf", "--days", "7", "--as", "editor@example.org")
    with office.app.app_context(), reading() as session:
        (claim,) = exports.of_region(session, accounts.OPERATOR, "testdorf")
    assert "Editor" == claim.author
    told = run(office, exchange.exports, "--region", "testdorf").output
    assert all(word in told for word in (claim.key, "Editor", "0 of 6", "xliff-2.1", "yes"))
    assert (
        "no longer"
        in run(office, exchange.exports, "--region", "testdorf", "--end", claim.key).output
    )
    assert "yes" not in run(office, exchange.exports, "--region", "testdorf").output


@pytest.mark.parametrize(
    ("command", "arguments", "told"),
    [
        (exchange.export, (*HERE, "--as", "nobody@else.org"), "nobody has the address"),
        (exchange.export, (*HERE, "--as", "observer@example.org"), "Observer may not translate"),
        (exchange.export, (*HERE, "--as", "neighbour@example.org"), "'testdorf' does not exist"),
        (exchange.export, ("--region", "testdorf", "--language", "fr"), "not translated into 'fr'"),
        (exchange.export, (*HERE, "--only", "stale"), "nothing stale in 'en'"),
        (exchange.export, (*HERE, "--out", "/no/such/place.xlf"), "No such file or directory"),
        (exchange.import_translations, ("/no/such/file.xlf", *HERE), "No such file or directory"),
        (exchange.import_translations, (__file__, *HERE), "neither XLIFF, TMX, XLSX nor a table"),
        (exchange.exports, ("--region", "testdorf", "--end", "x"), "has no export 'x'"),
        (exchange.export_memory, ("--out", "x.tmx"), "nothing is translated there yet"),
    ],
)
def test_what_goes_wrong_is_a_sentence(
    office: Office, command: click.Command, arguments: tuple[str, ...], told: str
) -> None:
    """Missing rights, unknown people, files that are none: no traceback, and no success."""
    result = run(office, command, *arguments)
    assert 1 == result.exit_code
    assert told in result.output


def test_the_memory_as_a_file(office: Office, tmp_path: Path) -> None:
    """What was taken over is in it."""
    file, memory = tmp_path / "out.csv", tmp_path / "memory.tmx"
    exported(office, file, "--format", "csv")
    file.write_text(file.read_text("utf-8-sig").replace(",,initial", ",Opens.,initial"), "utf-8")
    run(office, exchange.import_translations, str(file), *HERE, "--apply")
    told = run(office, exchange.export_memory, "--region", "testdorf", "--out", str(memory))
    assert 0 == told.exit_code, told.output
    assert b"Opens." in memory.read_bytes()
