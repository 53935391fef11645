"""Checking links in the background, over real HTTP, under the names of a name server of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from pytest_httpserver import HTTPServer
from sqlalchemy import delete, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session
from werkzeug import Request, Response

from app.db import transactions_on
from app.jobs.links import Checker, rebuild
from app.models import Link, LinkCheck, LinkHost, Region
from app.services import regions
from app.services.links import link_checking
from app.services.links.link_checking import Claim
from app.services.pages import pages
from tests.fakes.outside import HERE, Names, fetcher
from tests.fixtures.guides import NOW
from tests.services.guide import live

HOUR = timedelta(hours=1)
HOSTS = ("amt.example", "neu.example", "still.example", "voll.example")


@dataclass
class World:
    """A region, the world outside, and a clock that moves when somebody sleeps."""

    engine: Engine
    server: HTTPServer
    names: Names = field(default_factory=Names)
    at: datetime = NOW
    open: int = 0
    seen: list[tuple[datetime, str, str, str]] = field(default_factory=list)

    def now(self) -> datetime:
        """The time; each look at the clock takes a little of it."""
        self.at += timedelta(milliseconds=1)
        return self.at

    def sleep(self, seconds: float) -> None:
        """Time passes."""
        self.at += timedelta(seconds=seconds)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A transaction that is counted while it is open."""
        self.open += 1
        try:
            with transactions_on(self.engine)() as session:
                yield session
        finally:
            self.open -= 1

    def checker(self) -> Checker:
        """One who checks links here."""
        asking = fetcher(self.names, self.names.known)
        return Checker(self.transaction, asking, self.now, self.sleep)

    def url(self, path: str, host: str = "amt.example") -> str:
        """The address of a path under a name."""
        return f"http://{host}:{self.server.port}{path}"

    def answer(self, path: str, respond: Callable[[Request], Response]) -> None:
        """Let the world answer so; each request is written down, and comes when nothing is open."""

        def handle(request: Request) -> Response:
            host = request.host.partition(":")[0]
            self.seen.append((self.at, request.method, host, request.path))
            assert 0 == self.open
            return respond(request)

        self.server.expect_request(path).respond_with_handler(handle)

    def says(self, path: str, status: int = 200, **headers: str) -> None:
        """The same, with a status and headers."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answer(path, lambda request: Response("", status, named))

    def page(self, *links: str) -> int:
        """A published page with these links."""
        html = "".join(f'<p>Hier: <a href="{link}">Seite</a></p>' for link in links)
        with self.transaction() as session:
            return live(session, regions.get(session, "testdorf"), "Seite", html).id

    def states(self) -> dict[str, tuple[str, str]]:
        """What is known of each path."""
        with self.transaction() as session:
            rows = session.execute(select(LinkCheck.url, LinkCheck.state, LinkCheck.reason))
            return {url.partition(f":{self.server.port}")[2]: (s, r) for url, s, r in rows}

    def failures(self) -> int:
        """How many addresses have failed."""
        with self.transaction() as session:
            return len(session.scalars(select(LinkCheck.url).where(LinkCheck.failures > 0)).all())

    def links(self) -> list[str]:
        """The addresses that the link list knows."""
        with self.transaction() as session:
            return list(session.scalars(select(Link.url)))


@pytest.fixture
def world(engine: Engine, session: Session, region: Region, httpserver: HTTPServer) -> World:
    """A world in which every host of ours is this machine."""
    session.commit()
    found = World(engine, httpserver)
    found.names.known = {host: [HERE] for host in HOSTS}
    found.says("/robots.txt", 404)
    return found


def test_what_is_found(world: World) -> None:
    """Each address gets its word; what is gone, and who is silent, gets the benefit of the doubt."""
    world.says("/gut")
    world.says("/weg", 404)
    world.says("/zu", 403)
    world.says("/alt", 301, Location="/gut")
    world.says("/kaputt", 500)
    world.page(*map(world.url, ("/gut", "/weg", "/zu", "/alt", "/kaputt")))
    assert 5 == world.checker().run(HOUR)
    assert {
        "/gut": ("ok", ""),
        "/weg": ("unchecked", "gone"),
        "/zu": ("cannot", "turned-away"),
        "/alt": ("warning", "moved"),
        "/kaputt": ("unchecked", "server"),
    } == world.states()
    assert 0 == world.checker().run(HOUR / 2)
    world.at += HOUR
    assert 2 == world.checker().run(HOUR / 2)
    assert ("broken", "gone") == world.states()["/weg"]
    world.at += timedelta(days=2)
    world.checker().run(HOUR)
    assert ("broken", "server") == world.states()["/kaputt"]
    world.server.clear()
    world.says("/weg")
    world.at += timedelta(days=1)
    world.checker().run(HOUR)
    assert ("ok", "") == world.states()["/weg"]


def test_manners(world: World) -> None:
    """HEAD, then GET only where HEAD fails; never two requests to a machine within a second."""
    world.answer("/eigen", lambda request: Response("", 405 if request.method == "HEAD" else 200))
    world.says("/gut")
    world.says("/alt", 302, Location="/gut")
    world.page(*map(world.url, ("/eigen", "/gut", "/alt")), world.url("/gut", "neu.example"))
    world.checker().run(HOUR)
    for host in ("amt.example", "neu.example"):
        times = [at for at, _, where, _ in world.seen if where == host]
        assert all(b - a >= timedelta(seconds=1) for a, b in pairwise(times))
    asked = [(method, path) for _, method, host, path in world.seen if host == "amt.example"]
    assert [("HEAD", "/eigen"), ("GET", "/eigen")] == [a for a in asked if a[1] == "/eigen"]
    assert [("HEAD", "/alt"), ("HEAD", "/gut"), ("HEAD", "/gut")] == sorted(
        a for a in asked if a[1] in ("/alt", "/gut")
    )
    assert 1 == sum(
        path == "/robots.txt" for _, _, host, path in world.seen if host == "neu.example"
    )


def test_asked_to_wait(world: World) -> None:
    """A machine that says when to come back is left alone until then, with all that links to it."""
    world.says("/eins", 429, Retry_After="7200")
    world.says("/zwei")
    world.page(world.url("/eins"), world.url("/zwei"))
    world.checker().run(HOUR)
    assert [("/eins", "HEAD")] == [
        (path, m) for _, m, _, path in world.seen if path != "/robots.txt"
    ]
    assert {"/eins": ("cannot", "busy"), "/zwei": ("unchecked", "")} == world.states()
    world.at += 2 * HOUR
    assert 1 == world.checker().run(HOUR)
    assert ("ok", "") == world.states()["/zwei"]


def test_robots(world: World) -> None:
    """Where robots are not wanted we do not look, and say so."""
    world.server.clear()
    body = "User-agent: *\nDisallow: /privat/\n"
    world.answer("/robots.txt", lambda request: Response(body))
    world.says("/privat/a")
    world.says("/offen")
    world.page(world.url("/privat/a"), world.url("/offen"))
    world.checker().run(HOUR)
    assert {"/privat/a": ("cannot", "robots"), "/offen": ("ok", "")} == world.states()
    assert "/privat/a" not in {path for *_, path in world.seen}


def test_redirects_into_the_inside(world: World) -> None:
    """Each step is looked at before it is taken; in circles nobody goes."""
    world.names.known["innen.example"] = ["10.0.0.7"]
    checker = world.checker()
    world.says("/falle", 302, Location="http://innen.example/admin")
    world.says("/kreis", 302, Location="/kreis2")
    world.says("/kreis2", 302, Location="/kreis")
    world.page(world.url("/falle"), world.url("/kreis"))
    checker.fetcher = fetcher(world.names, HOSTS)
    checker.run(HOUR)
    assert {"/falle": ("cannot", "private"), "/kreis": ("cannot", "redirects")} == world.states()


def test_what_nobody_has_to_ask_for(world: World) -> None:
    """Mail, numbers, the guide's own addresses and malformed ones are not looked at."""
    page = world.page()
    world.page(
        "mailto:amt@stadt.example", "tel:112", f"page:{page}", "https://integreat.app/112",
        "https://integreat.app/testdorf/de/unbekannt/", "https://", "#oben",
    )  # fmt: skip
    assert 0 == world.checker().run(HOUR)
    assert {} == world.states()


def test_two_workers(world: World) -> None:
    """An address is looked at by one; a machine is asked by one; one that dies is taken over."""
    world.page(world.url("/a"), world.url("/b"))
    with world.transaction() as session:
        link_checking.enrol(session, world.now())
    claims = []
    for _ in range(3):
        with world.transaction() as session:
            claims.append(link_checking.claim(session, world.now()))
    assert [world.url("/a"), world.url("/b")] == [c.url for c in claims if isinstance(c, Claim)]
    assert claims[2] is None
    host = f"amt.example:{world.server.port}"
    with world.transaction() as session:
        assert link_checking.take_turn(session, host, world.now()) is None
    with world.transaction() as session:
        later = link_checking.take_turn(session, host, world.now())
        assert later is not None
        assert later > world.at
    world.at += HOUR
    with world.transaction() as session:
        assert isinstance(link_checking.claim(session, world.now()), Claim)
        assert link_checking.take_turn(session, host, world.now()) is None


def test_a_machine_that_others_keep_busy(world: World) -> None:
    """A look that cannot have its turn in time is put off, not judged."""
    world.says("/gut")
    world.page(world.url("/gut"))
    with world.transaction() as session:
        link_checking.enrol(session, world.now())
        found = link_checking.claim(session, world.now())
        assert isinstance(found, Claim)
        busy = LinkHost(host=f"amt.example:{world.server.port}", next_at=world.at + HOUR, robots="")
        session.add(busy)
    assert 0 == world.checker()._look(found)
    assert {"/gut": ("unchecked", "")} == world.states()
    world.at += HOUR
    assert 1 == world.checker().run(HOUR)


def test_only_so_long(world: World) -> None:
    """A run ends when its time is over; the next goes on."""
    for name in "abc":
        world.says(f"/{name}")
    world.page(*(world.url(f"/{name}") for name in "abc"))
    checker = world.checker()
    assert 1 <= checker.run(timedelta(seconds=1.5)) < 3
    checker.run(HOUR)
    assert {("ok", "")} == set(world.states().values())


def test_the_night(world: World) -> None:
    """What got lost is read anew, and what nobody links to is forgotten."""
    world.says("/gut")
    page = world.page(world.url("/gut"))
    world.checker().run(HOUR)
    assert 0 == rebuild(world.transaction)
    with world.transaction() as session:
        session.execute(delete(Link))
    assert 1 == rebuild(world.transaction)
    with world.transaction() as session:
        pages.archive(session, pages.get(session, page), now=world.at)
    assert [] == world.links()
    assert 0 == rebuild(world.transaction)
    assert {} == world.states()


def test_when_we_are_offline(world: World) -> None:
    """If nobody at all answers, it is us: nothing is held against anybody. One answer, and the silence
    of the others counts."""
    hosts = [f"stumm{number}.example" for number in range(7)]
    world.page(*(f"http://{host}/" for host in hosts))
    assert 5 == world.checker().run(HOUR)
    assert {("unchecked", "")} == set(world.states().values())
    assert 0 == world.failures()
    world.at += timedelta(minutes=20)
    world.says("/gut")
    world.page(world.url("/gut"))
    for _ in range(2):
        world.checker().run(HOUR)
        world.at += timedelta(minutes=20)
    assert 7 == world.failures()
    assert ("ok", "") == world.states()["/gut"]


def test_the_silence_of_a_few(world: World) -> None:
    """A guide with two links only: their machines are silent, and that is held against them."""
    world.page("http://stumm1.example/", "http://stumm2.example/")
    assert 2 == world.checker().run(HOUR)
    assert 2 == world.failures()
