"""`report`: how well a region's translations are kept fresh, in figures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import click
import orjson
from rich.console import Console
from rich.table import Table

from app.cli.commands import wegweiser, with_app
from app.db import reading
from app.domain.machines.measuring import duration
from app.services import regions
from app.services.translation import measures
from app.services.translation.measures import Measures

NONE_YET = "none yet"
EQUAL = "Readers are not counted yet: every page weighs the same."
SEVERITIES = ("none", "minor", "meaning", "facts", "critical")
HIGHEST_PRICE = 1_000_000.0


def _price(_context: click.Context, _option: click.Parameter, value: float) -> float:
    if not 0 <= value <= HIGHEST_PRICE:  # nor what is no number
        raise click.BadParameter(f"{value} does not lie between 0 and {HIGHEST_PRICE:.0f}")
    return value


@wegweiser.command()
@click.option("--region", "slug", required=True, help="Slug of the region.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only from this day on (UTC).")
@click.option(
    "--price",
    default=20.0,
    show_default=True,
    callback=_price,
    help="Price of a million characters, in euros.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@with_app
def report(slug: str, since: datetime | None, price: float, as_json: bool) -> None:
    """Tell how long readers wait for fresh translations, who makes them and what they cost."""
    start = since.replace(tzinfo=UTC) if since else None
    with reading() as session:
        region = regions.get(session, slug)
        found = measures.measure(
            session, region, since=start, now=datetime.now(UTC), price=price
        )  # fmt: skip
    if as_json:
        document = {"region": slug, **_json(found)}
        click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode())
    else:
        _print(slug, found)


def _json(found: Measures) -> dict[str, Any]:
    """The measures as JSON: times in seconds, shares from 0 to 1, null where there is none yet."""
    fixed, cost = found.corrections, found.cost
    return {
        "since": found.since.isoformat() if found.since else None,
        "time_to_fresh": [
            {
                "language": wait.language, "severity": wait.severity, "maker": wait.maker,
                "paragraphs": wait.paragraphs, "p50": _seconds(wait.p50),
                "p90": _seconds(wait.p90),
            }
            for wait in found.waits
        ],
        "freshness": [
            {"language": one.language, "percent": one.percent, "stale_critical": one.stale_critical}
            for one in found.fresh
        ],
        "freshness_weights": "equal",
        "renewed": dict(found.renewed),
        "carried_by_rule": found.carried,
        "machine_texts": {
            "texts": fixed.texts, "corrected_in_14_days": fixed.corrected,
            "confirmed_in_14_days": fixed.confirmed, "open": fixed.open, "share": fixed.share,
        },
        "cost": {
            "characters": cost.characters, "fresh_paragraphs": cost.paragraphs,
            "characters_each": cost.characters_each, "euros_each": cost.money_each,
            "euros_per_million": cost.price,
        },
    }  # fmt: skip


def _seconds(length: timedelta | None) -> float | None:
    return length.total_seconds() if length is not None else None


def _print(slug: str, found: Measures) -> None:
    since = f" since {found.since.date().isoformat()}" if found.since else ""
    console = Console()
    console.print(_wait_table(f"Time until fresh, {slug}{since}", found))
    console.print(_fresh_table(found))
    for line in _lines(found):
        click.echo(line)


def _wait_table(title: str, found: Measures) -> Table:
    table = Table(title=title)
    for heading in ("language", "change", "by", "paragraphs", "half within", "90 % within"):
        table.add_column(heading)
    for wait in found.waits:
        table.add_row(
            wait.language, SEVERITIES[min(wait.severity, len(SEVERITIES) - 1)], wait.maker,
            str(wait.paragraphs), *(duration(t) if t is not None else "" for t in (wait.p50, wait.p90)),
        )  # fmt: skip
    if not found.waits:
        table.add_row(NONE_YET, "", "", "", "", "")
    return table


def _fresh_table(found: Measures) -> Table:
    table = Table(title="Freshness now", caption=EQUAL)
    for heading in ("language", "fresh", "critical paragraphs still stale"):
        table.add_column(heading)
    for one in found.fresh:
        percent = f"{one.percent:.1f} %" if one.percent is not None else NONE_YET
        table.add_row(one.language, percent, str(one.stale_critical))
    return table


def _lines(found: Measures) -> list[str]:
    """The single figures, a sentence each."""
    fixed, cost = found.corrections, found.cost
    makers = ", ".join(f"{number} by {maker}" for maker, number in sorted(found.renewed.items()))
    each = cost.characters_each
    return [
        f"Replaced translations: {makers or NONE_YET}; carried by rule: {_percent(found.carried)}",
        f"Machine texts: {fixed.texts or NONE_YET}; corrected within 14 days: "
        f"{_percent(fixed.share)} ({fixed.corrected} corrected, {fixed.confirmed} confirmed, "
        f"{fixed.open} still open)",
        f"Characters paid: {cost.characters}, for each of {cost.paragraphs} fresh paragraphs: "
        + (f"{each:.1f} ({cost.money_each:.5f} €)" if each is not None else NONE_YET),
    ]


def _percent(share: float | None) -> str:
    return f"{100 * share:.1f} %" if share is not None else NONE_YET
