"""The postman of the mornings: he brings each digest once, and again what did not arrive."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.db import transactions_on
from app.exchange.mailing import Mail, Post
from app.jobs.bell import Bell, make_huey
from app.jobs.digests import Postman
from app.models import Region
from app.services.desk import digests
from tests.services.desk.test_digests import translator
from tests.services.guide import day, live

HOME = "https://guide.example.org"


def reader(session: Session, region: Region) -> None:
    """A translator who wants to hear daily of a page that is not translated."""
    live(session, region)
    digests.choose(session, translator(session, region, "en").id, "day")
    session.commit()


def test_several_postmen_bring_one_mail(engine: Engine, session: Session, region: Region) -> None:
    """However many workers look at the same morning, it is sent once."""
    reader(session, region)
    sent: list[Mail] = []
    start = Barrier(3)

    def work(_: int) -> int:
        start.wait(20)
        man = Postman(transactions_on(engine), Post(sent.append), HOME, lambda: day(1))
        return man.run()

    with ThreadPoolExecutor(3) as threads:
        assert 1 == sum(threads.map(work, range(3)))
    (mail,) = sent
    assert ("amal@example.org", "Amal") == (mail.to, mail.name)
    assert f"{HOME}/desk/testdorf/en/" in mail.text


def test_a_mail_that_could_not_leave_is_tried_again(
    engine: Engine, session: Session, region: Region, tmp_path: Path
) -> None:
    """A dead mail server costs a delay; the bell's morning round rings the postman."""
    reader(session, region)

    def dead(mail: Mail) -> None:
        raise ConnectionRefusedError("no mail server")

    opened = transactions_on(engine)
    assert 0 == Postman(opened, Post(dead), HOME, lambda: day(1)).run()
    sent: list[Mail] = []
    postman = Postman(opened, Post(sent.append), HOME, lambda: day(1))
    bell = Bell(make_huey("", tmp_path), opened, {}, None, postman)
    assert [1, 0] == [bell._in_the_morning() for _ in range(2)]
    assert 1 == len(sent)
