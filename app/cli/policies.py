"""`policy`: how a region treats its languages, shown and changed."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from rich.console import Console
from rich.table import Table

from app.cli.commands import wegweiser, with_app
from app.db import reading, transaction
from app.services import regions
from app.services.settings import policies

MOST_DAYS, MOST_CHARACTERS = 3650, 2_000_000_000


@wegweiser.command()
@click.option("--region", "slug", required=True, help="Slug of the region.")
@click.option("--language", "codes", multiple=True, help="Change this language; repeat for more.")
@click.option("--machine", type=click.Choice(policies.MACHINE), help="What machines may do.")
@click.option("--engines", help="Names in order, with commas; “all” for the usual order.")
@click.option(
    "--stale", type=click.Choice(policies.STALE), help="Old paragraphs: marked, or German."
)
@click.option("--missing", type=click.Choice(policies.MISSING), help="German for them, or nothing.")
@click.option(
    "--days",
    type=click.IntRange(0, MOST_DAYS),
    help="Days until a machine's text goes before a person's old one.",
)
@click.option(
    "--release",
    type=click.Choice(policies.RELEASE),
    help="Who lets a translated page go live: its translator, nobody, or an editor.",
)
@click.option(
    "--monthly-limit", help="Characters a month for the whole region; “none” for no limit."
)
@with_app
def policy(
    slug: str,
    codes: tuple[str, ...],
    machine: str | None,
    engines: str | None,
    stale: str | None,
    missing: str | None,
    days: int | None,
    release: str | None,
    monthly_limit: str | None,
) -> None:
    """Show how a region treats its languages, or change it."""
    if not codes and {machine, engines, stale, missing, days, release} != {None}:
        raise click.UsageError("Which language is to be changed? Add --language CODE, or several.")
    names = None if engines is None else _names(engines)
    now = datetime.now(UTC)
    with transaction() as session:
        region = regions.get(session, slug)
        if monthly_limit is not None:
            policies.limit(session, region, _characters(monthly_limit), now)
        for code in codes:
            policies.change(
                session, region, code, now, machine=machine, engines=names,
                stale=stale, missing=missing, days=days, release=release,
            )  # fmt: skip
    _show(slug)


def _names(engines: str) -> list[str]:
    names = [name.strip() for name in engines.split(",")]
    return [] if names == ["all"] else list(dict.fromkeys(names))


def _characters(text: str) -> int | None:
    if text == "none":
        return None
    if not (text.isdecimal() and int(text) <= MOST_CHARACTERS):
        raise click.BadParameter(
            f"{text!r}: a number of characters up to {MOST_CHARACTERS}, or “none”",
            param_hint="--monthly-limit",
        )
    return int(text)


def _show(slug: str) -> None:
    table = Table("language", "machine", "engines", "stale", "missing", "days", "release")
    with reading() as session:
        region = regions.get(session, slug)
        allowed = region.monthly_limit
        for code in regions.target_codes(region):
            one = policies.entry(region, code)
            order = ", ".join(one.engines) or "all"
            row = (code, one.machine, order, one.stale_policy, one.missing_policy)
            table.add_row(*row, str(one.machine_after_days), one.release)
    Console().print(table)
    click.echo("No monthly limit." if allowed is None else f"{allowed} characters a month.")
