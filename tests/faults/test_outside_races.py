"""Several workers at once: a machine is asked by one at a time, an address and a message are one's alone."""

from __future__ import annotations

import re
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from pytest_httpserver import HTTPServer
from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session
from werkzeug import Request, Response

from app.db import transactions_on
from app.jobs import links
from app.jobs.links import Checker
from app.jobs.webhooks import Messenger
from app.models import Delivery, LinkCheck, Region
from app.services import regions
from app.services.webhooks import webhooks
from tests.fakes.outside import HERE, Names, fetcher
from tests.fixtures.guides import NOW
from tests.services.guide import EDITOR, live

HOSTS = ("eins.example", "zwei.example")
WORKERS = 4


class Witness:
    """What a server saw: how often each path was asked for, and how many asked a host at once."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.asked: Counter[tuple[str, str, str]] = Counter()
        self.now: dict[str, int] = defaultdict(int)
        self.most: dict[str, int] = defaultdict(int)

    def __call__(self, request: Request) -> Response:
        host = request.host.partition(":")[0]
        with self.lock:
            self.asked[request.method, host, request.path] += 1
            self.now[host] += 1
            self.most[host] = max(self.most[host], self.now[host])
        time.sleep(0.02)
        with self.lock:
            self.now[host] -= 1
        return Response("", 404 if request.path == "/robots.txt" else 200)


@pytest.fixture
def many() -> Iterator[HTTPServer]:
    """A server that answers many at once."""
    with HTTPServer(threaded=True) as server:
        yield server


def at_once(work: Callable[[], int]) -> list[int]:
    """What several workers did who began at the same moment."""
    start, done = threading.Barrier(WORKERS), []

    def one() -> None:
        start.wait()
        done.append(work())

    workers = [threading.Thread(target=one) for _ in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return done


def test_looking_at_links(
    engine: Engine,
    session: Session,
    region: Region,
    many: HTTPServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every address is looked at once, and no machine is asked by two at once."""
    monkeypatch.setattr(links, "PAUSE", timedelta(0))
    monkeypatch.setattr(links, "MOMENT", 0.01)
    seen = Witness()
    many.expect_request(re.compile("/.*")).respond_with_handler(seen)
    urls = [f"http://{host}:{many.port}/{number}" for host in HOSTS for number in range(6)]
    live(
        session, region, "Text", "".join(f'<p>Hier: <a href="{url}">Seite</a></p>' for url in urls)
    )
    session.commit()
    names = Names()
    names.known = {host: [HERE] for host in HOSTS}

    def work() -> int:
        return Checker(transactions_on(engine), fetcher(names, HOSTS)).run(timedelta(seconds=20))

    assert len(urls) == sum(at_once(work))
    pages = {key: count for key, count in seen.asked.items() if key[2] != "/robots.txt"}
    assert ({1}, len(urls)) == (set(pages.values()), len(pages))
    assert dict.fromkeys(HOSTS, 1) == dict(seen.most)
    session.expire_all()
    assert {"ok"} == set(session.scalars(select(LinkCheck.state)))


def test_sending_messages(
    engine: Engine, session: Session, region: Region, many: HTTPServer
) -> None:
    """Every message is sent once."""
    seen = Witness()
    many.expect_request("/hook").respond_with_handler(seen)
    url = f"http://{HOSTS[0]}:{many.port}/hook"
    hook = webhooks.create(
        session, region, url, webhooks.EVENTS, by=EDITOR, now=NOW, inner_hosts=HOSTS
    )
    home = regions.get(session, "testdorf")
    for _ in range(12):
        webhooks.say_hello(session, hook, home, datetime.now(UTC))
    session.commit()
    names = Names()
    names.known = {HOSTS[0]: [HERE]}
    assert 12 == sum(
        at_once(lambda: Messenger(transactions_on(engine), fetcher(names, HOSTS)).run())
    )
    assert {("POST", HOSTS[0], "/hook"): 12} == dict(seen.asked)
    session.expire_all()
    rows = session.execute(select(Delivery.state, Delivery.tries)).all()
    assert {("delivered", 1)} == {tuple(row) for row in rows}
