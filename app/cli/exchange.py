"""`export`, `import-translations`, `exports`, `export-memory`: translations that are made elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from sqlalchemy.orm import Session

from app.cli.commands import wegweiser, with_app
from app.cli.exchange_words import STATES, reason
from app.db import reading, transaction
from app.domain.access.permissions import Actor
from app.domain.segments.codes import CODE
from app.errors import Invalid, NotFound
from app.exchange.translators import formats
from app.exchange.translators.parcels import Arrival
from app.services import access
from app.services import exports as given_out
from app.services.accounts import accounts
from app.services.exchange import applying, exporting, memory_file, previewing, selecting
from app.services.exchange.rows import Preview, Row

SHOWN = 40  # rows of a preview
LONGEST = 60  # characters of a text in it

region_option = click.option("--region", "slug", required=True, help="Slug of the region.")
as_option = click.option(
    "--as", "email", default="", help="With the rights and in the name of this user."
)


def actor(session: Session, email: str) -> Actor:
    """Whose rights a command has: the operator's, or those of the user with this address."""
    if not email:
        return accounts.OPERATOR
    user = accounts.find(session, email)
    if user is None:
        raise NotFound(f"--as: nobody has the address {email!r}")
    return access.actor(session, user.id)


@wegweiser.command("export")
@region_option
@click.option("--language", required=True, help="The language to translate into.")
@click.option(
    "--format", "form", type=click.Choice(list(formats.FORMATS)), default=formats.USUAL,
    show_default=True, help="What the translators' tools read.",
)  # fmt: skip
@click.option(
    "--only", type=click.Choice(list(selecting.ONLY)), default="open", show_default=True,
    help="Open is what is missing or stale.",
)  # fmt: skip
@click.option(
    "--page", "pages", type=int, multiple=True, help="Only this page and those below; repeat."
)
@click.option(
    "--days", type=click.IntRange(1, exporting.MOST_DAYS), default=exporting.DAYS,
    show_default=True, help="How long it is awaited.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(path_type=Path), help="The file; by default one named for it."
)
@as_option
@with_app
def export(
    slug: str,
    language: str,
    form: str,
    only: str,
    pages: tuple[int, ...],
    days: int,
    out: Path | None,
    email: str,
) -> None:
    """Give paragraphs out to be translated elsewhere; they are marked so until they come back."""
    with transaction() as session:
        who = actor(session, email)
        told = exporting.export(
            session, who, slug, language, datetime.now(UTC), form=form, only=only, days=days,
            pages=pages,
        )  # fmt: skip
        place = out or Path(told.name)
        _write(place, told.data)
    click.echo(
        f"{place}: {told.units} paragraphs ({told.characters} characters) of {told.pages} pages,"
        f" {len(told.data)} bytes. Export {told.key}, awaited until {told.until.date()}."
    )


def _write(place: Path, data: bytes) -> None:
    try:
        place.write_bytes(data)
    except OSError as error:
        raise Invalid(f"{place}: {error.strerror}") from error


@wegweiser.command("import-translations")
@click.argument("file", type=click.Path(path_type=Path))
@region_option
@click.option("--language", required=True, help="The language it is translated into.")
@click.option("--apply", "do", is_flag=True, help="Do it; without this the file is only looked at.")
@click.option(
    "--take", multiple=True, metavar="UNIT",
    help="Let the file's text of this unit go before a newer one online; repeat.",
)  # fmt: skip
@click.option("--every", is_flag=True, help="Show the rows that change nothing too.")
@as_option
@with_app
def import_translations(
    file: Path, slug: str, language: str, do: bool, take: tuple[str, ...], every: bool, email: str
) -> None:
    """Look at a file that came back (XLIFF, CSV, XLSX, TMX), and with --apply take it over."""
    arrival, now = _arrival(file), datetime.now(UTC)
    with reading() as session:
        who = actor(session, email)
        found = previewing.preview(session, who, slug, language, arrival, now, take=take)
    _show(found, every)
    if not do:
        click.echo("Nothing was changed. With --apply it is taken over.")
        return
    with transaction() as session:
        done = applying.apply(
            session,
            actor(session, email),
            slug,
            language,
            arrival,
            now,
            file=click.format_filename(file.name),
            take=take,
        )
    counts = done.counts()
    kept = counts["older"] + counts["newer"]
    if not counts["applied"] and not kept:
        click.echo("Nothing was changed: all that could be taken over was there already.")
    else:
        click.echo(f"Taken over: {counts['applied']}; kept beside what is online: {kept}.")


def _arrival(file: Path) -> Arrival:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Invalid(f"{file}: {error.strerror}") from error
    try:
        return formats.read(data)
    except Invalid as error:
        raise Invalid(f"{file}: {error}") from error


def _show(found: Preview, every: bool) -> None:
    """The rows as a table, then how many are in each state."""
    rows = [row for row in found.rows if every or row.state != "unchanged"]
    table = Table("unit", "page", "what happens", "text in the file", "text online")
    for row in rows if every else rows[:SHOWN]:
        table.add_row(*map(escape, _cells(row)))
    if rows:
        Console().print(table)
    if len(rows) > SHOWN and not every:
        click.echo(f"… and {len(rows) - SHOWN} more; --every shows them all.")
    for state, count in found.counts().items():
        click.echo(f"{count:6} {STATES[state]}")
    if found.absent:
        click.echo(f"{found.absent:6} exported, but not in the file: they stay as they are")
    if found.ignored:
        click.echo(f"{found.ignored:6} in other languages: left aside")
    if found.is_late:
        click.echo("The export had ended; what came back is taken all the same.")


def _cells(row: Row) -> tuple[str, ...]:
    return row.unit, _short(row.where), reason(row), _short(row.text), _short(row.online)


def _short(text: str) -> str:
    words = CODE.sub("", text)
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"


@wegweiser.command("exports")
@region_option
@click.option("--language", default="", help="Only those for this language.")
@click.option(
    "--end", "key", default="", metavar="EXPORT", help="Await nothing more from this one."
)
@as_option
@with_app
def exports(slug: str, language: str, key: str, email: str) -> None:
    """Tell what was given out, to be translated until when, and how much of it came back."""
    now = datetime.now(UTC)
    if key:
        with transaction() as session:
            given_out.end(session, actor(session, email), slug, key, now)
        click.echo(f"Export {key} is awaited no longer.")
        return
    with reading() as session:
        found = given_out.of_region(session, actor(session, email), slug, language)
    table = Table("export", "language", "format", "by", "made", "until", "came back", "awaited")
    for one in found:
        table.add_row(
            one.key, one.language, one.format, escape(one.author), one.made_at.date().isoformat(),
            one.until.date().isoformat(), f"{one.answered} of {one.units}",
            "yes" if one.holds(now) else "no",
        )  # fmt: skip
    Console().print(table)


@wegweiser.command("export-memory")
@click.option("--region", "slug", default="", help="Only the memory of this region.")
@click.option("--language", default="", help="Only translations into this language.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The TMX file.")
@as_option
@with_app
def export_memory(slug: str, language: str, out: Path, email: str) -> None:
    """Write the translation memory as TMX, for translators' own tools."""
    with reading() as session:
        who = actor(session, email)
        data, units = memory_file.export(session, who, datetime.now(UTC), slug, language)
    _write(out, data)
    click.echo(f"{out}: {units} units, {len(data)} bytes.")
