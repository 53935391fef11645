"""`import-integreat`: a guide brought over from another Integreat backend."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
import requests

from app.cli.commands import wegweiser, with_app
from app.cli.output import progress
from app.db import transaction
from app.errors import Invalid
from app.exchange import integreat
from app.exchange.integreat import Item
from app.services.importing import importing

TIMEOUT = 60  # seconds
LONGEST_NAME = 200
Sources = list[tuple[str, str]]
REASONS = {
    "Connection refused": "nobody answers there (connection refused)",
    "Failed to resolve": "there is no machine of this name",
    "CERTIFICATE_VERIFY_FAILED": "its certificate is not valid",
    "SSL": "it does not speak HTTPS",
}


def _language_option(value: str) -> tuple[str, str]:
    code, equals, source = value.partition("=")
    if not (code and equals and source):
        raise click.BadParameter(f"{value!r}: write LANGUAGE=FILE or LANGUAGE=URL")
    return code, source


def _bytes_of(source: str) -> bytes:
    """What a file holds or an address answers; Invalid says why it can't be had."""
    if source.startswith(("http://", "https://")):
        return _downloaded(source)
    try:
        return Path(source).read_bytes()
    except OSError as error:
        raise Invalid(f"{source}: {error.strerror}") from error


def _downloaded(address: str) -> bytes:
    try:
        answer = requests.get(address, timeout=TIMEOUT)
        answer.raise_for_status()
    except requests.HTTPError as error:
        raise Invalid(f"{address}: it answers {error.response.status_code}") from error
    except requests.RequestException as error:
        raise Invalid(f"{address}: {_reason(error)}") from error
    return answer.content


def _reason(error: requests.RequestException) -> str:
    """Why there was no answer, without what the libraries say around it."""
    if isinstance(error, requests.Timeout):
        return f"no answer within {TIMEOUT} seconds"
    said = str(error)
    for words, meaning in REASONS.items():
        if words in said:
            return meaning
    return said


@wegweiser.command("import-integreat")
@click.option("--region", required=True, help="Slug of the region; it is made if there is none.")
@click.option("--name", default="", help="Name of a new region.")
@click.option(
    "--language", "sources", multiple=True, required=True, metavar="CODE=FILE_OR_URL",
    help="What a `pages` endpoint answers, the source language first. Repeat for each language.",
)  # fmt: skip
@with_app
def import_integreat(region: str, name: str, sources: tuple[str, ...]) -> None:
    """Bring the pages of a running guide over: tree, texts, addresses, dates, pairing of languages."""
    wanted = [_language_option(value) for value in sources]
    files = {code: integreat.read(_bytes_of(source), code, source) for code, source in wanted}
    _check(region, name, wanted, files)
    with transaction() as session, progress("Pages") as told:
        outcome = importing.import_guide(session, region, name, files, datetime.now(UTC), told)
    _tell(region, {code: len(items) for code, items in files.items()}, outcome)


def _check(region: str, name: str, wanted: Sources, files: dict[str, list[Item]]) -> None:
    if len(files) < len(wanted):
        raise Invalid("--language: each language may stand there once")
    for option, value in (("--region", region), ("--name", name)):
        if len(value) > LONGEST_NAME:
            raise Invalid(f"{option}: {len(value)} characters, {LONGEST_NAME} are allowed")
    code, source = wanted[0]
    if not files[code]:
        raise Invalid(f"{source}: there is no page in it, so nothing was imported")


def _tell(region: str, items: dict[str, int], outcome: importing.Outcome) -> None:
    read = ", ".join(f"{code} {count}" for code, count in items.items())
    click.echo(f"Read: {read} pages.")
    if not outcome.changed():
        click.echo(f"Region {region}: nothing was changed, all was there already.")
        return
    click.echo(
        f"Region {region}: {outcome.pages_new} new pages; texts: {outcome.texts_new} new,"
        f" {outcome.texts_changed} changed, {outcome.texts_unchanged} unchanged."
    )
    click.echo(
        f"Older than their German, so unverified: {outcome.unverified} translations."
        f" Torn contact data: {outcome.mended} paragraphs mended, {len(outcome.torn)} left."
    )
    for line in outcome.torn[:20]:
        click.echo(f"  {line}")
    if len(outcome.torn) > 20:
        click.echo(f"  … and {len(outcome.torn) - 20} more")
