"""Huey: the bell that wakes workers up, and the clock that wakes them anyway.

The database holds the truth. A task is a doorbell: lost, rung twice or rung late, reconciling finds
what there is to do.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey, crontab
from huey.consumer import Consumer
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.exchange.fetching import Fetcher
from app.jobs import comparing, links, scheduling, webhooks
from app.jobs.digests import Postman
from app.jobs.translating import Worker, clock
from app.services import tidying
from app.services.translation import dirty, usage
from app.services.translation.engines import Engines

LOG = logging.getLogger(__name__)
NAME = "wegweiser"
Open = Callable[[], AbstractContextManager[Session]]


def make_huey(url: str, folder: Path) -> Huey:
    """The bell that `url` names: redis://…, postgresql://…, sqlite:///file; "" for a file in `folder`.

    Invalid says what is wrong with the address, or what is missing to use it.
    """
    scheme, _, rest = url.partition(":")
    try:
        if scheme in ("redis", "rediss"):
            return RedisHuey(NAME, url=url, results=False)
        if scheme in ("postgresql", "postgres", "postgresql+psycopg"):
            return PostgresHuey(NAME, dsn=f"postgresql:{rest}", results=False)
    except Exception as error:
        raise Invalid(f"WEGWEISER_HUEY_URL={_without_password(url)!r}: {error}") from error
    if scheme and not url.startswith("sqlite:///"):
        wanted = "redis://…, postgresql://… or sqlite:///… is needed"
        raise Invalid(f"WEGWEISER_HUEY_URL={_without_password(url)!r}: {wanted}")
    path = url.removeprefix("sqlite:///") or str(folder / "bell.db")
    return SqliteHuey(NAME, filename=path, results=False)


def _without_password(url: str) -> str:
    return re.sub(r"(//[^/@]*:)[^/@]*@", r"\1…@", url)


class Bell:
    """The tasks of one process, on one Huey."""

    def __init__(
        self,
        huey: Huey,
        transaction: Open,
        engines: Engines,
        fetcher: Fetcher | None = None,
        postman: Postman | None = None,
    ) -> None:
        self.huey, self._fetcher, self._postman = huey, fetcher, postman
        self._transaction, self._engines = transaction, engines
        self.wake = huey.task(name="wake")(self._wake)
        huey.periodic_task(crontab(minute="*"))(self._every_minute)
        huey.periodic_task(crontab(minute="*"))(self._look_outside)
        huey.periodic_task(crontab(minute="*/5"))(self._every_five_minutes)
        huey.periodic_task(crontab(minute="17", hour="2"))(self._nightly)
        huey.periodic_task(crontab(minute="40", hour="4-8"))(self._in_the_morning)

    def ring(self) -> None:
        """Tell the workers that there may be something to do."""
        self.wake()

    def consumer(self, workers: int) -> Any:
        """What runs the tasks, in as many threads."""
        return Consumer(self.huey, workers=workers, periodic=True, initial_delay=0.1, max_delay=2)

    def _wake(self) -> int:
        """Compare, then work: in one task, since two of them could run side by side."""
        self._every_five_minutes()
        return self._work()

    def _work(self) -> int:
        worker = Worker(self._transaction, self._engines)
        worker.learn()
        worker.tell_terms()
        return worker.run_dry()

    def _every_minute(self) -> int:
        scheduling.happen(self._transaction, clock())
        return self._work()

    def _look_outside(self) -> int:
        """Tell those who listen, then look at links, which have time."""
        if self._fetcher is None:
            return 0
        told = webhooks.Messenger(self._transaction, self._fetcher).run()
        return told + links.Checker(self._transaction, self._fetcher).run()

    def _every_five_minutes(self) -> int:
        comparing.judge_new(self._transaction)
        comparing.finish_rollouts(self._transaction, clock())
        return comparing.reconcile(self._transaction, dirty.noted, clock())

    def _in_the_morning(self) -> int:
        """Digests; tried for some hours (by UTC), in case nobody was at work at the first of them."""
        return self._postman.run() if self._postman is not None else 0

    def _nightly(self) -> int:
        made = comparing.reconcile(self._transaction, dirty.every, clock())
        comparing.publish_due(self._transaction, clock())
        usage.compare_all(self._transaction, self._engines, clock)
        links.rebuild(self._transaction)
        webhooks.tidy(self._transaction)
        with self._transaction() as session:
            tidying.forget(session, clock())
        return made
