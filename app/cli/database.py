"""Commands that bring the database and its first content about."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from flask import current_app

from app.cli.commands import wegweiser, with_any_tables, with_app
from app.cli.output import progress
from app.db import db, transaction
from app.exchange import demo
from app.services import migrating
from app.services.importing import seeding
from app.services.publishing import publication
from app.services.publishing.settings import Site


@wegweiser.command()
@click.option("--to", default="head", show_default=True, help="A version; “base” takes all away.")
@click.option("--down", is_flag=True, help="Go back to an older version.")
@with_any_tables
def migrate(to: str, down: bool) -> None:
    """Bring the tables of the database up to date (or back)."""
    if down and to == "head":
        raise click.UsageError("--down needs --to VERSION; --to base takes all tables away.")
    (migrating.downgrade if down else migrating.upgrade)(db.engine, to)
    click.echo(f"The tables are at version {migrating.version(db.engine) or 'none'}.")


@wegweiser.command()
@with_app
def seed() -> None:
    """Fill an empty database with the demo guide “Hannover”."""
    with transaction() as session:
        if not seeding.is_empty(session):
            click.echo("There is a guide already; nothing was changed.")
            return
        with progress("Demo guide") as told:
            guide = demo.read()
            region = seeding.seed(session, guide, datetime.now(UTC), told)
        count, languages = len(guide.pages), len(region.languages)
    click.echo(f"The demo guide is in: {count} pages in {languages} languages.")


@wegweiser.command()
@click.option("--everything", is_flag=True, help="Make all documents anew, whatever changed.")
@with_app
def publish(everything: bool) -> None:
    """Bring what readers get up to date with the settings (base and web app address)."""
    config = current_app.config["WEGWEISER"]
    site = Site(config.base_url, config.webapp_url)
    with transaction() as session:
        if everything:
            publication.forget_settings(session)
        renewed = publication.publish_all(session, site, datetime.now(UTC))
    click.echo("All documents were made anew." if renewed else "All documents are up to date.")
