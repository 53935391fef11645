"""Measure how long a translator waits for the next paragraph where 50,000 of them stand in a region.

    python scripts/bench_desk.py [--segments 50000] [--rounds 60]

A region of that many paragraphs in six languages is made row by row in a throw-away database, and an
Arabic translator signs in. Each round accepts a text in the queue of new paragraphs and opens the one
that comes next: whole requests, from the WSGI call to the last byte of the answer, with all that
stands beside a paragraph (memory, terms, neighbours, comments). So are the overview of all queues,
the first page of a list, and a paragraph found by a word. The first paragraph that a process opens
builds the index of the translation memory; it does not count. Documents for readers are not made.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.db import db
from app.domain.segments.segmentation import Segment
from app.models import Grant, User
from app.services import regions
from scripts import bench_machine as machine
from scripts.bench_memory import originals, varied
from scripts.bench_saving import analyse, database, postgres
from scripts.bench_tree import ADDRESS, CODES, application, signed_in
from scripts.desk_guide import filled

AIM = 100.0  # milliseconds for 95 of 100 paragraphs that are opened
DESK = "/desk/weit/ar/"
ARABIC = "هذه ترجمة عربية للقياس كتبها إنسان، ولا يقرؤها أحد."
FIELD = re.compile(r'name="(made_against|lock_version)" value="([^"]*)"')


def build(engine: Engine, texts: Sequence[Segment]) -> None:
    """The region and its translator."""
    now = datetime.now(UTC)
    with Session(engine) as session:
        regions.ensure_languages(session)
        region = regions.create(session, "weit", "Weit", CODES, now)
        filled(session, region, texts, now)
        ada = User(email=ADDRESS, name="Ada", created_at=now, confirmed_at=now, fs_uniquifier="ada")
        ada.grants.append(
            Grant(role="translator", region_id=region.id, languages=["ar"], granted_at=now)
        )
        session.add(ada)
        session.commit()


class Desk:
    """A translator at work, with what each request took (ms) and how many statements it sent."""

    def __init__(self, client: FlaskClient, sent: list[str]) -> None:
        self._client, self._sent = client, sent
        self.took: dict[str, list[float]] = defaultdict(list)
        self.statements: dict[str, int] = defaultdict(int)

    def get(self, name: str, path: str) -> TestResponse:
        """Ask for an address."""
        return self._timed(name, path, None, 200)

    def accept(self, path: str, page: str) -> str:
        """Accept a text for the paragraph of a page; the address of what comes next."""
        form = dict(FIELD.findall(page)) | {"coded": ARABIC, "anyway": "1"}
        return self._timed("accept a text", path, form, 303).location

    def _timed(
        self, name: str, path: str, form: dict[str, str] | None, status: int
    ) -> TestResponse:
        self._sent.clear()
        start = time.perf_counter()
        answer = self._client.get(path) if form is None else self._client.post(path, data=form)
        size = len(answer.data)
        self.took[name].append((time.perf_counter() - start) * 1000)
        if answer.status_code != status or (status == 200 and not size):
            raise SystemExit(f"{name}: {path} was answered with {answer.status_code}")
        count = sum(not one.startswith("BEGIN") for one in self._sent)
        self.statements[name] = max(self.statements[name], count)
        return answer


def work(desk: Desk, client: FlaskClient, rounds: int) -> None:
    """Clear a part of the queue, and look around."""
    path = client.get(f"{DESK}queue/new/first").location
    page = client.get(path).text  # builds the index of the memory
    for _ in range(rounds):
        path = desk.accept(path, page)
        page = desk.get("open the next one", path).text
    for _ in range(max(1, rounds // 6)):
        desk.get("all queues", DESK)
        desk.get("a list", f"{DESK}queue/new/")
        desk.get("a list, by a word", f"{DESK}queue/new/?q=Beratung")


def run(engine: Engine, texts: Sequence[Segment], rounds: int) -> Desk:
    """All of it on one database."""
    start = time.perf_counter()
    build(engine, texts)
    print(f"{engine.dialect.name}: built in {time.perf_counter() - start:.0f} s")
    analyse(engine)
    app, sent = application(engine.url.render_as_string(hide_password=False)), list[str]()
    client = signed_in(app)
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *about: sent.append(about[2]))
    gc.collect()
    gc.freeze()  # as app.main does when the server starts
    desk = Desk(client, sent)
    work(desk, client, rounds)
    with app.app_context():
        db.engine.dispose()
    return desk


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--segments", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=60)
    args = parser.parse_args()
    print(machine.facts())
    texts = varied(originals(), args.segments, random.Random(1))
    rows, headlines = [], []
    for kind in ("sqlite", "postgresql"):
        if kind == "postgresql" and not postgres():
            print("PostgreSQL: none answers; set TEST_POSTGRES_URL to measure there too")
            continue
        with tempfile.TemporaryDirectory() as folder, database(kind, Path(folder)) as engine:
            desk = run(engine, texts, args.rounds)
        for name, took in desk.took.items():
            figures = [machine.quantile(took, 0.5), machine.quantile(took, 0.95), max(took)]
            cells = (*(f"{ms:.0f}" for ms in figures), str(desk.statements[name]))
            rows.append([f"{kind}, {name}", *cells])
        p95 = machine.quantile(desk.took["open the next one"], 0.95)
        headlines.append(
            f"{machine.HEADLINE}desk, {kind}: the next of {args.segments} paragraphs p95 {p95:.0f}"
            f" ms (aim {AIM:.0f} ms)"
        )
    print(machine.table(["ms", "p50", "p95", "most", "queries"], rows))
    print("\n".join(headlines))


if __name__ == "__main__":
    main()
