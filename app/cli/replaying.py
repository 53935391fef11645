"""`replay-cases`: staleness cases run through the real services on a throw-away database."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click
import orjson

from app.cli.commands import wegweiser
from app.db import open_engine, session_on
from app.errors import WegweiserError
from app.exchange import cases
from app.services import migrating
from app.services.importing import replaying
from app.services.importing.replaying import Result


@wegweiser.command("replay-cases")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")
def replay_cases(file: Path, as_json: bool) -> None:
    """Run the cases of FILE and tell of each whether it came to what it wants; exit 1 if one did not."""
    try:
        wanted = cases.read(file.read_bytes(), file.name)
    except WegweiserError as error:
        raise click.ClickException(str(error)) from error
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/cases.db")
        migrating.upgrade(engine)
        with session_on(engine) as session:
            results = [replaying.replay(session, case) for case in wanted]
        engine.dispose()
    (_print_json if as_json else _print_lines)(results)
    if any(result.executable and not result.passed for result in results):
        sys.exit(1)


def _print_lines(results: Sequence[Result]) -> None:
    for result in results:
        word = "pass" if result.passed else "FAIL" if result.executable else "prose"
        click.echo(f"{word:5} {result.id:4} {result.title}")
        for difference in result.differences:
            click.echo(f"      {difference}")
    run = [result for result in results if result.executable]
    passed = sum(result.passed for result in run)
    click.echo(
        f"{len(run)} cases run: {passed} passed, {len(run) - passed} failed;"
        f" {len(results) - len(run)} in prose were not run."
    )


def _print_json(results: Sequence[Result]) -> None:
    run = [result for result in results if result.executable]
    document = {
        "cases": [
            {
                "id": result.id,
                "title": result.title,
                "outcome": "pass" if result.passed else "fail" if result.executable else "prose",
                "differences": result.differences,
            }
            for result in results
        ],
        "passed": sum(result.passed for result in run),
        "failed": sum(not result.passed for result in run),
        "prose": len(results) - len(run),
    }
    click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode())
