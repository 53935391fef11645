"""The group of all commands, and how an error of ours is told to the person at the keyboard."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click
from flask import Flask
from sqlalchemy.exc import DBAPIError

from app.cli import failures
from app.db import db
from app.errors import WegweiserError
from app.services import migrating

STOPPED = "Stopped. What was not finished was taken back."


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="wegweiser")
def wegweiser() -> None:
    """The backend of a newcomer's guide in which every paragraph knows whether it is fresh."""


def with_app(command: Callable[..., Any]) -> Callable[..., Any]:
    """Run a command inside the application, if the tables are those of this version.

    What goes wrong ends it with a sentence, not a traceback; so does Ctrl-C.
    """
    return _inside(command, lambda: migrating.check(db.engine))


def with_any_tables(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same for a command that may meet tables of another version, or none."""
    return _inside(command, lambda: None)


def _inside(command: Callable[..., Any], check: Callable[[], None]) -> Callable[..., Any]:
    @click.pass_context
    @functools.wraps(command)
    def inside(context: click.Context, *args: Any, **kwargs: Any) -> Any:
        make_app: Callable[[], Flask] = context.obj
        app = make_app()
        try:
            with app.app_context():
                check()
                return command(*args, **kwargs)
        except WegweiserError as error:
            raise click.ClickException(str(error)) from error
        except DBAPIError as error:
            url = app.config["SQLALCHEMY_DATABASE_URI"]
            raise click.ClickException(failures.sentence(error, url)) from error
        except KeyboardInterrupt:
            click.echo(f"\n{STOPPED}", err=True)
            raise click.exceptions.Exit(130) from None

    return inside
