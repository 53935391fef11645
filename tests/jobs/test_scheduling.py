"""What was planned for now happens by itself, once, whoever else is at work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.db import transactions_on
from app.jobs import scheduling as job
from app.jobs.bell import Bell, make_huey
from app.jobs.translating import clock
from app.models import Content, Event, Region, Schedule
from app.services.pages import pages, scheduling
from tests.services.guide import begun, day, live, titles

Open = Callable[[], AbstractContextManager[Session]]
DAY = timedelta(days=1)


def planned(session: Session, region: Region, *names: str) -> list[int]:
    """Pages that are to be published three days after the region was made."""
    ids = []
    for name in names:
        page = begun(session, region, name)
        scheduling.publish_later(session, page, 1, day(3), by="Ada", now=day(0))
        ids.append(page.id)
    session.commit()
    return ids


def published(session: Session) -> dict[int, int]:
    """How often the schedule has published each page."""
    session.expire_all()
    rows = session.execute(
        select(Event.content_id, func.count())
        .where(Event.action == "page.publish", Event.actor == "schedule")
        .group_by(Event.content_id)
    )
    return {row[0]: row[1] for row in rows}


def test_two_workers_publish_once(engine: Engine, session: Session, region: Region) -> None:
    """However many look at the same minute, each page is published once."""
    ids = planned(session, region, "Eins", "Zwei", "Drei")
    start = Barrier(3)

    def work(_: int) -> int:
        start.wait(20)
        return job.happen(transactions_on(engine), day(3))

    with ThreadPoolExecutor(3) as threads:
        done = list(threads.map(work, range(3)))
    assert 3 == sum(done)
    assert dict.fromkeys(ids, 1) == published(session)
    assert ["Eins", "Zwei", "Drei"] == titles(session, region)
    assert [] == list(session.scalars(select(Schedule)))


def test_nothing_happens_before_its_time(engine: Engine, session: Session, region: Region) -> None:
    """A minute too early is too early."""
    planned(session, region, "Eins")
    assert 0 == job.happen(transactions_on(engine), day(3) - timedelta(seconds=1))
    assert {} == published(session)


def test_one_that_breaks_holds_up_no_other(
    engine: Engine, session: Session, region: Region, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged, its plan says so, and it happens as soon as it can."""
    broken, whole = planned(session, region, "Eins", "Zwei")
    steps = iter(["due", "broken", "told", "whole"])

    @contextmanager
    def transaction() -> Iterator[Session]:
        if next(steps, "") == "broken":
            raise OSError("the disk is full")
        with transactions_on(engine)() as opened:
            yield opened

    assert 1 == job.happen(transaction, day(3))
    assert {whole: 1} == published(session)
    assert "the disk is full" in caplog.text
    plan = scheduling.of(session, pages.get(session, broken))
    assert plan is not None
    assert "failed" == plan.reason
    session.commit()
    assert 1 == job.happen(transactions_on(engine), day(3))
    assert {broken: 1, whole: 1} == published(session)


def test_an_editor_saves_at_the_same_moment(
    engine: Engine, session: Session, region: Region
) -> None:
    """Neither waits for the other for ever, and both texts are kept: one live, one as working copy."""
    (page,) = planned(session, region, "Eins")
    start = Barrier(2)

    def save() -> None:
        start.wait(20)
        with transactions_on(engine)() as opened:
            content = pages.get(opened, page)
            draft = pages.Draft("Eins", "<p>Neu.</p>")
            pages.revise(opened, content, draft, based_on=1, author="Ben", now=day(3))

    def publish() -> None:
        start.wait(20)
        job.happen(transactions_on(engine), day(3))

    with ThreadPoolExecutor(2) as threads:
        for task in [threads.submit(save), threads.submit(publish)]:
            task.result(30)
    with Session(engine) as later:
        found = later.get_one(Content, page)
        assert found.published is not None
        assert found.working is not None
        assert (1, 2) == (found.published.number, found.working.number)
        assert "draft" == pages.translation(later, found, "de").state


def test_the_clock_does_it(
    engine: Engine, session: Session, region: Region, tmp_path: Path
) -> None:
    """The task of every minute publishes what is due and withdraws what is over."""
    coming, going = begun(session, region, "Kommt"), live(session, region, "Geht")
    now = clock()
    scheduling.publish_later(session, coming, 1, now - DAY, by="Ada", now=now - 2 * DAY)
    scheduling.expire_later(session, going, now - DAY, by="Ada", now=now - 2 * DAY)
    session.commit()
    Bell(make_huey("", tmp_path), transactions_on(engine), {})._every_minute()
    assert ["Kommt"] == titles(session, region)
