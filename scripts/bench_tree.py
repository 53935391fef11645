"""Measure how long the office takes to show the tree of a region of 1,000 pages, and what is asked for in it.

    python scripts/bench_tree.py [--pages 1000] [--paragraphs 9] [--rounds 30]

A region of that many pages in seven languages is made row by row in a throw-away database, and an
editor signs in. Each round asks for five addresses, whole requests from the WSGI call to the last byte
of the answer: the tree as it is entered, a branch, the tree with every branch open, what needs work
in one language, and words in titles and texts. The statements that each of them sends are counted.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from flask_security.utils import hash_password
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.config import complete
from app.db import db
from app.factory import create_app
from app.models import Grant, User
from app.services import regions
from scripts import bench_machine as machine
from scripts.bench_saving import analyse, database, postgres
from scripts.wide_guide import filled

CODES = ["de", "en", "ar", "fa", "ru", "tr", "uk"]
AIM, QUERIES = 300.0, 10  # milliseconds for one request; statements in it
ADDRESS = "ada@example.org"
PASSWORD = "only for this measurement"


@dataclass(frozen=True)
class Asked:
    """An address below the tree, and what to call it."""

    name: str
    path: str


@dataclass(frozen=True)
class Figures:
    """What the rounds of one address took: wall clock and processor (ms), statements, bytes."""

    name: str
    wall: list[float]
    processor: list[float]
    statements: int
    size: int


def build(engine: Engine, pages: int, paragraphs: int) -> int:
    """The region and its editor; the id of a section."""
    now = datetime.now(UTC)
    with Session(engine) as session:
        regions.ensure_languages(session)
        region = regions.create(session, "weit", "Weit", CODES, now)
        ids = filled(session, region, pages, now, paragraphs)
        ada = User(
            email=ADDRESS, name="Ada", created_at=now, confirmed_at=now,
            fs_uniquifier="ada",
        )  # fmt: skip
        ada.grants.append(Grant(role="editor", region_id=region.id, languages=[], granted_at=now))
        session.add(ada)
        session.commit()
        return ids[0]


def application(url: str) -> Flask:
    """The office on a database, without the guard that wants a token from the sign-in form."""
    app = create_app(complete({"database_url": url, "secret_key": "bench"}))
    app.config.update(WTF_CSRF_ENABLED=False)
    return app


def signed_in(app: Flask) -> FlaskClient:
    """A browser in which the editor has signed in."""
    with app.app_context():
        ada = db.session.query(User).one()
        ada.password = hash_password(PASSWORD)
        db.session.commit()
    client = app.test_client()
    answer = client.post("/account/login", data={"email": ADDRESS, "password": PASSWORD})
    if answer.status_code != 302:
        raise SystemExit(f"signing in was answered with {answer.status_code}")
    return client


def measure(client: FlaskClient, asked: Asked, rounds: int, sent: list[str]) -> Figures:
    """One address, asked for again and again after a first time that does not count."""
    wall, processor = [], []
    size = ask(client, asked)
    sent.clear()
    size = ask(client, asked)
    statements = sum(not one.startswith("BEGIN") for one in sent)
    for _ in range(rounds):
        start, busy = time.perf_counter(), time.process_time()
        ask(client, asked)
        wall.append((time.perf_counter() - start) * 1000)
        processor.append((time.process_time() - busy) * 1000)
    return Figures(asked.name, wall, processor, statements, size)


def ask(client: FlaskClient, asked: Asked) -> int:
    """How many bytes are answered."""
    answer = client.get(f"/office/weit/pages/{asked.path}")
    if answer.status_code != 200:
        raise SystemExit(f"{asked.path} was answered with {answer.status_code}")
    return len(answer.data)


def run(engine: Engine, url: str, args: argparse.Namespace) -> list[Figures]:
    """All addresses on one database."""
    start = time.perf_counter()
    section = build(engine, args.pages, args.paragraphs)
    print(f"{engine.dialect.name}: {args.pages} pages built in {time.perf_counter() - start:.0f} s")
    analyse(engine)
    app, sent = application(url), list[str]()
    client = signed_in(app)
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *about: sent.append(about[2]))
    gc.collect()
    gc.freeze()  # as app.main does when the server starts
    found = [
        measure(client, asked, args.rounds, sent)
        for asked in (
            Asked("the tree, closed", ""),
            Asked("a branch", f"{section}/branch/"),
            Asked("every branch open", "?open=all"),
            Asked("needs work in Ukrainian", "?language=uk&state=work"),
            Asked("words in titles and texts", "?text=kita+ausweis"),
        )
    ]
    with app.app_context():
        db.engine.dispose()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--paragraphs", type=int, default=9)
    parser.add_argument("--rounds", type=int, default=30)
    args = parser.parse_args()
    rows, headlines = [], []
    for kind in ("sqlite", "postgresql"):
        if kind == "postgresql" and not postgres():
            print("PostgreSQL: none answers; set TEST_POSTGRES_URL to measure there too")
            continue
        with tempfile.TemporaryDirectory() as folder, database(kind, Path(folder)) as engine:
            found = run(engine, engine.url.render_as_string(hide_password=False), args)
        for one in found:
            figures = [machine.quantile(one.wall, 0.5), machine.quantile(one.wall, 0.95)]
            figures.append(machine.quantile(one.processor, 0.5))
            rows.append(
                [f"{kind}, {one.name}", *(f"{ms:.0f}" for ms in figures), str(one.statements),
                 f"{one.size / 1000:.0f}"]
            )  # fmt: skip
        first = found[0]
        headlines.append(
            f"{machine.HEADLINE}tree, {kind}: {args.pages} pages p95"
            f" {machine.quantile(first.wall, 0.95):.0f} ms (aim {AIM:.0f} ms) with"
            f" {max(one.statements for one in found)} queries at most (aim {QUERIES})"
        )
    print(machine.table(["ms", "p50", "p95", "CPU p50", "queries", "kB"], rows))
    print("\n".join(headlines))


if __name__ == "__main__":
    main()
