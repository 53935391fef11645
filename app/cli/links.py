"""`check-links`: look at the links of a region now, and tell how they stand."""

from __future__ import annotations

from datetime import timedelta

import click
import orjson
from flask import current_app
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from app.cli.commands import wegweiser, with_app
from app.db import db, reading, transaction, transactions_on
from app.domain.links.standing import STATES
from app.exchange import fetching
from app.jobs.links import Checker
from app.jobs.translating import clock
from app.services import regions
from app.services.links import link_checking, links
from app.services.links.links import Line
from app.services.publishing import linking

AT_MOST = timedelta(hours=12)
SHOWN = ("broken", "warning", "inside")


@wegweiser.command("check-links")
@click.option("--region", "slug", required=True, help="Slug of the region.")
@click.option("--rebuild", is_flag=True, help="Read the links of all texts anew first.")
@click.option("--all", "everything", is_flag=True, help="Also look at what is not due yet.")
@click.option("--offline", is_flag=True, help="Ask nobody; tell what is known.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@with_app
def check_links(slug: str, rebuild: bool, everything: bool, offline: bool, as_json: bool) -> None:
    """Look at the links of a region, politely, and tell which are broken and why."""
    if rebuild:
        with transaction() as session:
            wrong = linking.rebuild(session, regions.get(session, slug).id)
        click.echo(f"Read anew: {wrong} links were kept wrongly.", err=as_json)
    if not offline:
        _look(slug, everything)
    with reading() as session:
        region = regions.get(session, slug)
        lines = links.all_lines(session, region)
        if as_json:
            click.echo(orjson.dumps(_document(slug, lines), option=orjson.OPT_INDENT_2).decode())
        else:
            _print(slug, lines)


def _look(slug: str, everything: bool) -> None:
    config = current_app.config["WEGWEISER"]
    with transaction() as session:
        region = regions.get(session, slug)
        region_id = region.id
        if everything:
            link_checking.hurry(session, region, clock())
    asking = fetching.fetcher(config.base_url, config.inner_hosts)

    def told(url: str, state: str) -> None:
        click.echo(f"{state}: {url}", err=True)

    done = Checker(transactions_on(db.engine), asking, told=told).run(AT_MOST, region_id)
    click.echo(f"{done} addresses were looked at.", err=True)


def _document(slug: str, lines: list[Line]) -> dict[str, object]:
    return {
        "region": slug,
        "counts": _counts(lines),
        "links": [
            {
                "url": line.url, "state": line.standing.state, "reason": line.standing.reason,
                "since": line.since, "pages": line.pages,
                "leads_to": line.looked.leads_to if line.looked else "",
            }
            for line in lines
        ],
    }  # fmt: skip


def _counts(lines: list[Line]) -> dict[str, int]:
    return {state: sum(line.standing.state == state for line in lines) for state in STATES}


def _print(slug: str, lines: list[Line]) -> None:
    table = Table("state", "why", "pages", "since", title=f"Links of {slug}")
    table.add_column("address", overflow="fold")
    for line in sorted(lines, key=lambda line: (STATES.index(line.standing.state), line.url)):
        if line.standing.state in SHOWN:
            since = line.since.date().isoformat() if line.since else ""
            table.add_row(
                line.standing.state, line.standing.reason, str(line.pages), since, escape(line.url)
            )
    Console().print(table)
    counts = _counts(lines)
    click.echo(", ".join(f"{state}: {count}" for state, count in counts.items() if count) or "none")
