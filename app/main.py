"""Where the house is entered: the console command, and the application for a WSGI server."""

from __future__ import annotations

import app.cli.stopping  # noqa: F401  (first: Ctrl-C may come while the rest is loaded)

# isort: split

import gc
import sys

from flask import Flask

from app import config
from app.cli import (
    accounts,
    database,
    exchange,
    importing,
    links,
    memory,
    policies,
    replaying,
    reporting,
    serving,
    statuses,
    working,
)
from app.cli.commands import wegweiser
from app.errors import Invalid
from app.factory import create_app

COMMANDS = (
    accounts,
    database,
    exchange,
    importing,
    links,
    memory,
    policies,
    replaying,
    reporting,
    serving,
    statuses,
    working,
)


def make_app() -> Flask:
    """The application with the settings of the environment."""
    app = create_app(config.read())
    gc.freeze()  # what is loaded by now stays; looking through it again would keep a request waiting
    return app


def _make_app_or_stop() -> Flask:
    try:
        return make_app()
    except Invalid as error:
        print(f"Error: {error}", file=sys.stderr)
        raise SystemExit(2) from error


def main() -> None:
    """The console command `wegweiser`."""
    wegweiser(obj=_make_app_or_stop)


if __name__ == "__main__":
    main()
