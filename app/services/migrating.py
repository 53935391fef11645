"""Brings a database's tables to a version of the house, up or down."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.engine import Connection, Engine

from app.errors import Conflict, Invalid

FOLDER = Path(__file__).parent.parent / "migrations"


def settings(connection: Connection | None = None) -> AlembicConfig:
    """Alembic's own settings, with the connection that migrations run over."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config


def versions() -> list[str]:
    """All versions that this program knows, the oldest first."""
    scripts = ScriptDirectory.from_config(settings()).walk_revisions()
    return [script.revision for script in scripts][::-1]


def upgrade(engine: Engine, to: str = "head") -> None:
    """Create or bring up to date all tables; Invalid if there is no version `to`."""
    _move(engine, to, command.upgrade)


def downgrade(engine: Engine, to: str = "base") -> None:
    """Take the tables back to an older version; `base` drops them all. Invalid as with `upgrade`."""
    _move(engine, to, command.downgrade)


def _move(engine: Engine, to: str, move: Callable[[AlembicConfig, str], None]) -> None:
    with engine.begin() as connection:
        now = MigrationContext.configure(connection).get_current_revision()
        _check_known(now)
        try:
            move(settings(connection), to)
        except CommandError as error:
            known = ", ".join(versions())
            raise Invalid(
                f"cannot go from version {now or 'none'} to {to!r}; there are: {known}"
            ) from error


def version(engine: Engine) -> str | None:
    """The version that the database is at; None when it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def check(engine: Engine) -> None:
    """Conflict unless the tables are those that this program works with."""
    now, newest = version(engine), versions()[-1]
    _check_known(now)
    if now is None:
        raise Conflict("there are no tables in the database yet. Run: wegweiser migrate")
    if now != newest:
        raise Conflict(
            f"the tables are at version {now}, this program needs {newest}. Run: wegweiser migrate"
        )


def _check_known(now: str | None) -> None:
    if now is not None and now not in versions():
        raise Conflict(
            f"the tables are at version {now}, which this program does not know: it is older than"
            " the database. Install the newer one"
        )
