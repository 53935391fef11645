"""The bell: rung, it wakes a worker; lost, nothing is lost. On files always, on Redis and PostgreSQL where
they answer."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import open_engine
from app.errors import Invalid
from app.jobs import bell
from app.jobs.bell import Bell, make_huey
from app.models import Claim, Segment, User
from app.services.translation import dirty
from tests.fakes.deepl_server import FakeDeepL
from tests.fixtures.databases import Templates, postgres
from tests.fixtures.guides import NOW
from tests.services.translation.shop import Shop

OPEN = "Die Schule ist offen."
REDIS = "redis://127.0.0.1:6379/9"


def _redis() -> str:
    redis = pytest.importorskip("redis", reason="the package redis is not installed")
    try:
        redis.Redis.from_url(REDIS, socket_connect_timeout=1).ping()
    except redis.exceptions.RedisError:
        pytest.skip(f"no Redis answers at {REDIS}")
    return REDIS


@pytest.fixture(params=["sqlite", "redis", "postgresql"])
def huey(
    request: pytest.FixtureRequest,
    templates: Templates,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Huey]:
    """A bell of each kind, with a name of its own, empty before and after."""
    monkeypatch.setattr(bell, "NAME", f"wegweiser-{uuid.uuid4().hex[:8]}")
    url = ""
    if request.param == "redis":
        url = _redis()
    if request.param == "postgresql":
        if not postgres():
            pytest.skip("no PostgreSQL answers")
        template = templates.get("postgresql", "empty", lambda session: None)
        url = templates.copy(template, "postgresql", tmp_path)
    found = make_huey(url, tmp_path)
    yield found
    found.flush()
    found.storage.close()
    templates.drop(url)


@pytest.fixture
def one_shop(templates: Templates, tmp_path: Path) -> Iterator[Shop]:
    """A shop on SQLite: what the bell does is the same on any database."""
    url = templates.copy(templates.get("sqlite", "empty", lambda session: None), "sqlite", tmp_path)
    engine = open_engine(url)
    with FakeDeepL() as fake:
        yield Shop(engine, fake)
    engine.dispose()


def ringing(shop: Shop, huey: Huey) -> Bell:
    """The tasks of a process, on its bell."""
    return Bell(huey, shop.transaction, shop.machines)


def drain(huey: Huey) -> int:
    """Run what was rung for, as a consumer does; how many tasks."""
    done = 0
    while (task := huey.dequeue()) is not None:
        huey.execute(task)
        done += 1
    return done


def test_kinds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address says which; a file in the folder is the default."""
    assert isinstance(make_huey("", tmp_path), SqliteHuey)
    assert (tmp_path / "bell.db").exists()
    assert isinstance(make_huey(f"sqlite:///{tmp_path}/other.db", tmp_path), SqliteHuey)
    assert (tmp_path / "other.db").exists()


def test_kinds_of_servers(huey: Huey) -> None:
    """Redis and PostgreSQL by their addresses."""
    assert isinstance(huey, SqliteHuey | RedisHuey | PostgresHuey)


@pytest.mark.parametrize(
    "url", ["mysql://db/x", "nonsense", "postgresql://127.0.0.1:1/nowhere?connect_timeout=1"]
)
def test_a_wrong_address(url: str, tmp_path: Path) -> None:
    """Named with the setting, in one sentence."""
    with pytest.raises(Invalid, match="WEGWEISER_HUEY_URL"):
        make_huey(url, tmp_path)


def test_passwords_are_not_told(tmp_path: Path) -> None:
    """A password in the address does not get into the message."""
    with pytest.raises(Invalid) as caught:
        make_huey("mysql://me:geheim@db/x", tmp_path)
    assert "geheim" not in str(caught.value)


def test_it_rings(huey: Huey, one_shop: Shop) -> None:
    """Rung after a save, it compares and then works, in one task."""
    page = one_shop.page(OPEN)  # published in the past, so the minute is over
    found = ringing(one_shop, huey)
    found.ring()
    assert ["wake"] == [task.name for task in huey.pending()]
    assert 1 == drain(huey)
    assert 0 == huey.result_count()  # nothing piles up that nobody reads
    assert ["current"] == one_shop.states(page)
    assert len(OPEN) == one_shop.fake.billed()


def test_rung_twice_or_by_many(huey: Huey, one_shop: Shop) -> None:
    """Nothing is done twice."""
    one_shop.page(OPEN)
    found = ringing(one_shop, huey)
    for _ in range(5):
        found.ring()
    drain(huey)
    assert len(OPEN) == one_shop.fake.billed()
    assert {"done": 1} == one_shop.counted()


def test_a_lost_bell_loses_nothing(huey: Huey, one_shop: Shop) -> None:
    """What was rung for is gone; what comes by the clock finds the work all the same."""
    page = one_shop.page(OPEN)
    found = ringing(one_shop, huey)
    found.ring()
    huey.flush()
    assert 0 == drain(huey)
    found._every_five_minutes()
    found._every_minute()
    assert ["current"] == one_shop.states(page)


def test_a_task_that_breaks(huey: Huey, one_shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    """An error in one task is logged; the next ring finds the work."""
    page = one_shop.page(OPEN)
    found = ringing(one_shop, huey)
    transaction = found._transaction

    def broken() -> None:
        raise RuntimeError("the disk is full")

    found._transaction = broken  # type: ignore[assignment]
    found.ring()
    drain(huey)
    assert "the disk is full" in caplog.text
    found._transaction = transaction
    found.ring()
    drain(huey)
    assert ["current"] == one_shop.states(page)


def left_open(session: Session) -> None:
    """Somebody opened a paragraph last year."""
    user = User(email="a@example.org", name="Ada", fs_uniquifier="a", created_at=NOW)
    session.add(user)
    session.flush()
    segment = session.scalars(select(Segment.id)).first()
    before = NOW - timedelta(days=365)
    session.add(
        Claim(segment_id=segment, language="en", user_id=user.id, since=before, until=before)
    )


def test_by_the_clock(huey: Huey, one_shop: Shop) -> None:
    """Every minute work, every five minutes a comparison, in the morning mails, at night everything and
    the provider's count."""
    found = ringing(one_shop, huey)
    found_names = sorted(task.__name__ for task in huey._registry._periodic_tasks)
    assert [
        "_every_five_minutes", "_every_minute", "_in_the_morning", "_look_outside", "_nightly",
    ] == [name.removeprefix("queue_task_") for name in found_names]  # fmt: skip
    one_shop.page(OPEN)
    with one_shop.transaction() as session:
        left_open(session)
    assert 1 == found._nightly()
    with one_shop.transaction() as session:
        assert 1 == len(dirty.noted(session))
        assert None is session.scalar(select(Claim))


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # psycopg's, of threads
def test_a_consumer_in_threads(huey: Huey, one_shop: Shop) -> None:
    """The real consumer, two threads: a ring is heard within seconds, and it stops when told."""
    page = one_shop.page(OPEN)
    found = ringing(one_shop, huey)
    consumer = found.consumer(2)
    consumer._set_signal_handlers = lambda: None
    consumer.start()
    try:
        found.ring()
        until = time.monotonic() + 20
        while ["current"] != one_shop.states(page) and time.monotonic() < until:
            time.sleep(0.1)
        assert ["current"] == one_shop.states(page)
    finally:
        consumer.stop(graceful=True)
    assert threading.active_count() < 40
