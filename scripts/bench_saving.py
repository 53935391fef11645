"""Measure how long one edited paragraph takes from saving until readers see it in German and Arabic.

    python scripts/bench_saving.py [--pages 600] [--rounds 100]

A region is built from the demo guide's texts, multiplied, translated and live in seven languages.
Each round changes one paragraph of one page through pages.revise and releasing.publish in a transaction
and then asks the readers' door, which looks for a new version every 10 ms as in production, until
the page is new in both languages. In turn a value is changed (which rules carry into every
language), a sentence is added (which leaves every language stale), and a word is misspelled (which
nobody translates anew: there only German readers are waited for).
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import re
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson
import psycopg
from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.api.door import Door
from app.config import Config
from app.db import open_engine
from app.exchange import demo
from app.models import Content, Fragment
from app.services import migrating
from app.services.importing import seeding
from app.services.pages import pages, releasing
from app.services.pages.pages import Draft
from app.services.reading import Shelf
from scripts import bench_machine as machine
from scripts.big_guide import multiplied

PARAGRAPH = re.compile(r"<p>([^<]*)</p>")
KINDS = ("value", "words", "spelling")
WORD = re.compile(r"\b[A-ZÄÖÜ]?[a-zäöüß]{6,}\b")
VALUE = re.compile(r"\b(\d{1,2}):(\d\d)\b")
PATIENCE = 5.0  # seconds until a round counts as lost
AIM = 50.0  # milliseconds, for 95 of 100


@dataclass(frozen=True)
class Round:
    """One edit: which kind, and when (in ms since its start) it was saved, and seen by readers."""

    kind: str
    saved: float
    seen: float


@contextmanager
def database(kind: str, folder: Path) -> Iterator[Engine]:
    """A migrated, empty database of our own, gone afterwards."""
    if kind == "sqlite":
        engine = open_engine(f"sqlite:///{folder / 'saving.db'}")
        migrating.upgrade(engine)
        yield engine
        engine.dispose()
        return
    name = f"wegweiser_bench_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres(), autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"'.encode())
        engine = open_engine(postgres().rpartition("/")[0] + "/" + name)
        try:
            migrating.upgrade(engine)
            yield engine
        finally:
            engine.dispose()
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def postgres() -> str:
    """The address of a PostgreSQL server that answers, "" if none does."""
    own = os.environ.get("TEST_POSTGRES_URL", "").replace("+psycopg", "", 1)
    for url in filter(
        None, (own, "postgresql://127.0.0.1:5432/postgres", "postgresql:///postgres")
    ):
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.Error:
            continue
        return url
    return ""


class Reader:
    """Reads pages through the readers' door as a WSGI server would."""

    def __init__(self, engine: Engine) -> None:
        shelf = Shelf(engine, Config().snapshot_check_ms / 1000)
        self._door = Door(lambda environ, start: [], shelf)

    def page(self, path: str) -> dict[str, Any]:
        """The JSON of the page at a path of the web app."""
        _, region, language, *_ = path.split("/")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": f"/api/v3/{region}/{language}/page/",
            "QUERY_STRING": f"url={quote(path)}",
        }
        found: dict[str, Any] = orjson.loads(b"".join(self._door(environ, lambda *_: None)))  # type: ignore[arg-type]
        return found


def edited(html: str, kind: str, number: int, chance: random.Random) -> str | None:
    """The page with one paragraph changed; None where it has nothing to change."""
    places = list((VALUE if kind == "value" else PARAGRAPH).finditer(html))
    if not places:
        return None
    place = chance.choice(places)
    return html[: place.start()] + _changed(place, kind, number) + html[place.end() :]


def _changed(place: re.Match[str], kind: str, number: int) -> str:
    if kind == "value":
        return f"{place[1]}:{(int(place[2]) + 5 * (1 + number % 5)) % 60:02}"
    if kind == "words":
        return f"<p>{place[1]} Dieser Satz kam in Runde {number} dazu.</p>"
    return WORD.sub(lambda word: word[0][:2] + word[0][3] + word[0][2] + word[0][4:], place[0], 1)


def measure(engine: Engine, reader: Reader, content_id: int, html: str, kind: str) -> Round:
    """Save and publish, then read until both languages have changed."""
    languages = ("de",) if kind == "spelling" else ("de", "ar")
    paths = [_path(engine, content_id, language) for language in languages]
    before = [reader.page(path)["content"] for path in paths]
    start = time.perf_counter()
    with Session(engine) as session:
        content = pages.get(session, content_id)
        assert content.working is not None
        draft = Draft(content.working.title, html, content.working.description)
        pages.revise(
            session, content, draft, based_on=content.working.number, author="bench",
            now=datetime.now(UTC),
        )  # fmt: skip
        releasing.publish(session, content, now=datetime.now(UTC))
        session.commit()
    saved = time.perf_counter()
    for path, old in zip(paths, before, strict=True):
        while reader.page(path)["content"] == old:
            if time.perf_counter() - saved > PATIENCE:
                raise SystemExit(f"{path} stayed as it was for {PATIENCE} s after {kind}")
            time.sleep(0.0005)
    seen = time.perf_counter()
    return Round(kind, (saved - start) * 1000, (seen - start) * 1000)


def _path(engine: Engine, content_id: int, language: str) -> str:
    with engine.connect() as connection:
        place = connection.scalar(
            select(Fragment.place).where(
                Fragment.content_id == content_id, Fragment.language == language
            )
        )
    return str(place["path"])  # type: ignore[index]


def rounds(engine: Engine, wanted: int, seed: int) -> list[Round]:
    """That many edits of pages drawn by lot, each page once, the kinds in turn."""
    chance, reader = random.Random(seed), Reader(engine)
    found: list[Round] = []
    with Session(engine) as session:
        ids = list(session.scalars(select(Content.id).order_by(Content.id)))
    chance.shuffle(ids)
    while len(found) < wanted and ids:
        kind, content_id = KINDS[len(found) % len(KINDS)], ids.pop()
        with Session(engine) as session:
            working = pages.get(session, content_id).working
            old = working.html if working else ""
        html = edited(old, kind, len(found), chance)
        if html is not None and html != old:
            found.append(measure(engine, reader, content_id, html, kind))
    return found


def report(name: str, found: list[Round]) -> list[list[str]]:
    """Rows of the table: all rounds, and each kind."""
    rows = []
    for kind in (*KINDS, "all"):
        some = [r for r in found if kind in (r.kind, "all")]
        seen, saved = [r.seen for r in some], [r.saved for r in some]
        figures = [machine.quantile(saved, 0.5), machine.quantile(saved, 0.95)]
        figures += [machine.quantile(seen, 0.5), machine.quantile(seen, 0.95), max(seen)]
        rows.append([f"{name}, {kind}", str(len(some)), *(f"{ms:.1f}" for ms in figures)])
    return rows


def analyse(engine: Engine) -> None:
    """What the database does by itself soon after so much was written."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    guide = multiplied(demo.read(), args.pages)
    rows, headlines = [], []
    for kind in ("sqlite", "postgresql"):
        if kind == "postgresql" and not postgres():
            print("PostgreSQL: none answers; set TEST_POSTGRES_URL to measure there too")
            continue
        with tempfile.TemporaryDirectory() as folder, database(kind, Path(folder)) as engine:
            start = time.perf_counter()
            with Session(engine) as session:
                seeding.seed(session, guide, datetime.now(UTC))
                session.commit()
            print(f"{kind}: {args.pages} pages built in {time.perf_counter() - start:.0f} s")
            analyse(engine)
            gc.collect()
            gc.freeze()  # as app.main does when the server starts
            found = rounds(engine, args.rounds, args.seed)
        rows += report(kind, found)
        p95 = machine.quantile([r.seen for r in found], 0.95)
        headlines.append(
            f"{machine.HEADLINE}saving, {kind}: until German and Arabic readers see an edit p95"
            f" {p95:.0f} ms (aim {AIM:.0f} ms)"
        )
    print(machine.table(["ms", "edits", "saved p50", "p95", "seen p50", "p95", "most"], rows))
    print("\n".join(headlines))


if __name__ == "__main__":
    main()
