"""`import-memory`: the translation memory of another program."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from app.cli.commands import wegweiser, with_app
from app.cli.exchange import LONGEST, SHOWN, actor, as_option, region_option
from app.db import reading, transaction
from app.errors import Invalid
from app.services import access
from app.services.exchange import memory_import
from app.services.exchange.memory_import import FAULTY, Preview, Row

STATES = {
    "new": "new",
    "known": "here already",
    "faulty": "do not fit: codes, contact data or letters",
    "other": "in other languages: left aside",
    "empty": "without words: left aside",
}


@wegweiser.command("import-memory")
@click.argument("file", type=click.Path(path_type=Path))
@region_option
@click.option("--language", required=True, help="The language that it translates into.")
@click.option("--apply", "do", is_flag=True, help="Do it; without this the file is only looked at.")
@click.option(
    "--checked", is_flag=True,
    help="People have checked these texts: equal German may take them without asking.",
)  # fmt: skip
@as_option
@with_app
def import_memory(
    file: Path, slug: str, language: str, do: bool, checked: bool, email: str
) -> None:
    """Look at a memory (TMX, or CSV and XLSX of two columns), and with --apply take it over."""
    data, now = _read(file), datetime.now(UTC)
    with (transaction if do else reading)() as session:
        who = actor(session, email)
        region = access.region(session, who, "translate", slug, language)
        try:
            pairs = memory_import.pairs_of(session, region, language, data)
        except Invalid as error:
            raise Invalid(f"{file}: {error}") from error
        found = memory_import.preview(session, region, language, pairs)
        if do:
            memory_import.take_over(
                session, region, language, found, is_checked=checked, who=who.name, now=now,
                file=click.format_filename(file.name),
            )  # fmt: skip
    _show(found)
    if not do:
        click.echo("Nothing was changed. With --apply it is taken over.")


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Invalid(f"{file}: {error.strerror}") from error


def _show(found: Preview) -> None:
    """The pairs that do not fit, then how many are in each state."""
    faulty = [row for row in found.rows if row.state == FAULTY]
    table = Table("unit", "why", "German", "translation")
    for row in faulty[:SHOWN]:
        table.add_row(*map(escape, _cells(row)))
    if faulty:
        Console().print(table)
    if len(faulty) > SHOWN:
        click.echo(f"… and {len(faulty) - SHOWN} more.")
    for state, count in found.counts().items():
        click.echo(f"{count:6} {STATES[state]}")


def _cells(row: Row) -> tuple[str, ...]:
    why = "; ".join(f"{one.check}: {one.detail}" for one in row.problems)
    return row.unit, why, row.source[:LONGEST], row.target[:LONGEST]
