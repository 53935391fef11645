"""Messages to webhooks, sent over real HTTP to a receiver on this machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import orjson
import pytest
from pytest_httpserver import HTTPServer
from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session
from werkzeug import Request, Response

from app.db import transactions_on
from app.domain.webhooks.signing import is_ours
from app.jobs.webhooks import Messenger
from app.models import Delivery, Region, Webhook
from app.services import regions
from app.services.webhooks import webhook_sending, webhooks
from app.services.webhooks.webhooks import PUBLISHED
from tests.fakes.outside import HERE, Names, fetcher
from tests.fixtures.guides import NOW
from tests.services.guide import EDITOR, live

HOST = "hooks.example"


@dataclass
class Post:
    """A region with a webhook, its receiver, and a clock that is set by hand."""

    engine: Engine
    server: HTTPServer
    names: Names = field(default_factory=Names)
    at: datetime = NOW
    seen: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.names.known = {HOST: [HERE]}
        self.transaction = transactions_on(self.engine)
        with self.transaction() as session:
            hook = webhooks.create(
                session, regions.get(session, "testdorf"), self.url, [PUBLISHED], by=EDITOR,
                now=NOW, inner_hosts={HOST},
            )  # fmt: skip
            self.hook, self.secret = hook.id, hook.secret

    @property
    def url(self) -> str:
        """Where the receiver listens."""
        return f"http://{HOST}:{self.server.port}/hook"

    def answers(self, respond: Callable[[Request], Response]) -> None:
        """Let the receiver answer so; what it gets is kept."""
        self.server.clear()

        def handle(request: Request) -> Response:
            request.get_data()
            self.seen.append(request)
            return respond(request)

        self.server.expect_request("/hook", "POST").respond_with_handler(handle)

    def says(self, status: int, body: str = "", **headers: str) -> None:
        """Let it answer with a status."""
        self.answers(lambda request: Response(body, status, headers))

    def write(self) -> None:
        """A message, by publishing a page."""
        with self.transaction() as session:
            live(session, regions.get(session, "testdorf"), f"Seite {self.at:%d %H %M}")

    def messenger(self) -> Messenger:
        """One who sends messages."""
        return Messenger(self.transaction, fetcher(self.names, {HOST}), lambda: self.at)

    def send(self) -> int:
        """Send what is due; how many messages were tried."""
        return self.messenger().run()

    def claim(self) -> webhook_sending.Message:
        """The next message."""
        with self.transaction() as session:
            found = webhook_sending.claim(session, self.at)
        assert found is not None
        return found

    def next_at(self) -> datetime:
        """When the only message is tried again."""
        with self.transaction() as session:
            return session.scalars(select(Delivery.next_at)).one()

    def states(self) -> list[tuple[str, int, int | None, str]]:
        """Of each message: its state, tries, the last status and reason."""
        with self.transaction() as session:
            rows = session.scalars(select(Delivery).order_by(Delivery.id))
            return [(row.state, row.tries, row.status, row.reason) for row in rows]


@pytest.fixture
def post(engine: Engine, session: Session, region: Region, httpserver: HTTPServer) -> Post:
    """A webhook and its receiver."""
    session.commit()
    return Post(engine, httpserver)


def test_a_message_arrives(post: Post) -> None:
    """Once, signed over its time and body, with its event and id in headers."""
    post.says(204)
    post.write()
    assert 1 == post.send()
    (request,) = post.seen
    body, headers = request.get_data(), request.headers
    assert is_ours(post.secret, headers["X-Wegweiser-Signature"], body, int(post.at.timestamp()))
    assert ("published", "application/json") == (
        headers["X-Wegweiser-Event"],
        headers["Content-Type"],
    )
    assert orjson.loads(body)["id"] == headers["X-Wegweiser-Id"]
    assert [("delivered", 1, 204, "")] == post.states()
    assert 0 == post.send()


def test_it_is_tried_again(post: Post) -> None:
    """The same message with the same id and a new signature, after pauses that grow; what the receiver
    said is kept."""
    post.says(500, "Datenbank weg\n\x00")
    post.write()
    assert 1 == post.send()
    assert [("waiting", 1, 500, "Datenbank weg")] == post.states()
    assert 0 == post.send()
    post.at += timedelta(minutes=1)
    post.says(200)
    assert 1 == post.send()
    assert [("delivered", 2, 200, "")] == post.states()
    first, second = (request.headers for request in post.seen)
    assert first["X-Wegweiser-Id"] == second["X-Wegweiser-Id"]
    assert first["X-Wegweiser-Signature"] != second["X-Wegweiser-Signature"]


def test_after_three_days_it_is_given_up(post: Post) -> None:
    """It has failed, and says why."""
    post.says(302, Location="http://127.0.0.1/inside")
    post.write()
    while post.states()[0][0] == "waiting":
        assert 1 == post.send()
        last, post.at = post.at, post.next_at()
    assert timedelta(days=1) < last - NOW <= timedelta(days=3)
    (state, tries, status, _) = post.states()[0]
    assert ("failed", True, 302) == (state, 8 <= tries <= 12, status)


def test_a_receiver_that_is_gone(post: Post) -> None:
    """410 switches the webhook off, with what waits for it."""
    post.says(410)
    post.write()
    post.at += timedelta(seconds=1)
    post.write()
    messenger = post.messenger()
    messenger._send(post.claim())
    assert [("failed", 1, 410, ""), ("failed", 0, None, "switched-off")] == post.states()
    with post.transaction() as session:
        assert not session.get_one(Webhook, post.hook).active
    post.write()
    assert 2 == len(post.states())


@pytest.mark.parametrize(
    ("addresses", "reason"), [(["10.0.0.1"], "private"), ([], "dns"), (["::1"], "private")]
)
def test_it_is_not_sent_inside(post: Post, addresses: list[str], reason: str) -> None:
    """A name that leads into a network of ours is not asked, though it was fit when it was set up."""
    post.write()
    post.names.known[HOST] = addresses
    messenger = Messenger(post.transaction, fetcher(post.names), lambda: post.at)
    with post.transaction() as session:
        session.get_one(Webhook, post.hook).url = f"https://{HOST}/hook"
    messenger._send(post.claim())
    assert [("waiting", 1, None, reason)] == post.states()
    assert [] == post.seen


def test_two_workers(post: Post) -> None:
    """One message is sent by one worker; one that dies is taken over."""
    post.write()
    assert post.claim()
    with post.transaction() as session:
        assert webhook_sending.claim(session, post.at) is None
    post.at += webhook_sending.CLAIM
    assert post.claim()
    assert 2 == post.states()[0][1]


def test_taken_away_while_it_is_sent(post: Post) -> None:
    """What comes of a message whose webhook is gone interests nobody."""
    post.says(200)
    post.write()
    message = post.claim()
    with post.transaction() as session:
        hook = session.get_one(Webhook, post.hook)
        webhooks.remove(session, hook, by=EDITOR, now=post.at)
    post.messenger()._send(message)
    assert [] == post.states()
