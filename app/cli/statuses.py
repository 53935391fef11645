"""`status`: how fresh a region is, per language and per page."""

from __future__ import annotations

from typing import Any

import click
import orjson
from rich.console import Console
from rich.table import Table

from app.cli.commands import wegweiser, with_app
from app.cli.output import progress
from app.db import reading, transaction
from app.domain.freshness.page_status import WORST_FIRST
from app.services import regions
from app.services.segments import statuses
from app.services.segments.statuses import LanguageLine, PageLine


@wegweiser.command()
@click.option("--region", "slug", required=True, help="Slug of the region.")
@click.option("--language", default="", help="Only this language, with a line for each page.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option("--rebuild", is_flag=True, help="Compare everything anew first, and mend the cache.")
@with_app
def status(slug: str, language: str, as_json: bool, rebuild: bool) -> None:
    """Tell how fresh the translations of a region are."""
    if rebuild:
        _rebuild(slug, as_json)
    with reading() as session:
        region = regions.get(session, slug)
        if language:
            regions.check_target(region, language)
        lines = statuses.of_region(session, region, [language] if language else [])
    if as_json:
        document = {"region": slug, "languages": [_json(line, bool(language)) for line in lines]}
        click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode())
    elif language:
        _print_pages(lines[0])
    else:
        _print_languages(slug, lines)


def _rebuild(slug: str, quiet: bool) -> None:
    with transaction() as session, progress("Comparing") as told:
        wrong = statuses.rebuild(session, regions.get(session, slug), told)
    click.echo(f"Compared anew: {wrong} stored states were different.", err=quiet)


def _json(line: LanguageLine, with_pages: bool) -> dict[str, Any]:
    document: dict[str, Any] = {
        "language": line.language,
        "fresh": line.fresh,
        "pages": len(line.pages),
        "states": line.by_state,
    }
    if with_pages:
        document["page_list"] = [_page_json(page) for page in line.pages]
    return document


def _page_json(page: PageLine) -> dict[str, Any]:
    since = page.status.since
    return {
        "id": page.content_id,
        "title": page.title,
        "state": page.status.state,
        "fresh": page.status.fresh,
        "since": since.isoformat() if since else None,
        "paragraphs": {state: list(ids) for state, ids in page.status.by_state.items()},
    }


def _print_languages(slug: str, lines: list[LanguageLine]) -> None:
    table = Table(title=f"Freshness of {slug}")
    states = [name for name in WORST_FIRST if any(name in line.by_state for line in lines)]
    for heading in ("language", "pages", *states, "fresh"):
        table.add_column(heading, justify="left" if heading == "language" else "right")
    for line in lines:
        counts = [str(line.by_state.get(name, 0)) for name in states]
        table.add_row(line.language, str(len(line.pages)), *counts, f"{line.fresh} %")
    Console().print(table)


def _print_pages(line: LanguageLine) -> None:
    table = Table(title=f"Freshness in {line.language}: {line.fresh} %")
    for heading in ("id", "page", "state", "fresh", "since", "stale", "missing"):
        table.add_column(heading)
    for page in line.pages:
        found = page.status
        table.add_row(
            str(page.content_id), page.title, found.state, f"{found.fresh} %",
            found.since.date().isoformat() if found.since else "",
            str(len(found.by_state.get("stale", ()))), str(len(found.by_state.get("missing", ()))),
        )  # fmt: skip
    Console().print(table)
