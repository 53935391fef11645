"""Flask-SQLAlchemy's `db`, the transaction that the edges open, and how SQLite is made safe."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import orjson
import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from app.models import Base, Passkey, Role, User


def _to_json(value: Any) -> str:
    return orjson.dumps(value).decode()


ENGINE = {"json_serializer": _to_json, "json_deserializer": orjson.loads}
db = SQLAlchemy(metadata=Base.metadata, engine_options=ENGINE)
ACCOUNT_TABLES = (User, Role, Passkey)  # what Flask-Security works on

PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA busy_timeout = 20000",
    "PRAGMA synchronous = NORMAL",
)


def _on_connect(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    """The driver's own transactions off (ours begin explicitly), and the pragmas of each connection."""
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(pragma)


def _on_begin(connection: Connection) -> None:
    """Writers queue up at BEGIN, so that none has to be refused when it comes to write."""
    reads = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def prepare(engine: Engine) -> Engine:
    """Make `engine` keep the promises of this house; for PostgreSQL nothing is needed."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
    return engine


def open_engine(url: str) -> Engine:
    """An engine of our own outside Flask, for throw-away databases and the readers' door."""
    return prepare(sa.create_engine(url, **ENGINE))


@contextmanager
def transaction() -> Iterator[Session]:
    """One use case: commits when the block ends well, rolls everything back when it does not."""
    session = db.session()
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


@contextmanager
def reading() -> Iterator[Session]:
    """A consistent look at the data that keeps no writer waiting."""
    with Session(db.engine.execution_options(read_only=True)) as session:
        yield session


def session_on(engine: Engine) -> Session:
    """A session on an engine of our own; close it, or use it in a `with` block."""
    return Session(engine)


def transactions_on(engine: Engine) -> Callable[[], AbstractContextManager[Session]]:
    """`transaction()` for threads and processes that have no request: on an engine of our own."""

    @contextmanager
    def opened() -> Iterator[Session]:
        with Session(engine) as session, session.begin():
            yield session

    return opened
