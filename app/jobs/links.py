"""Checking links in the background: politely, one request at a time to each machine, nothing open meanwhile."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.domain.links import robots
from app.domain.links.judging import Answer
from app.domain.links.reaching import authority
from app.exchange.fetching import Fetcher, Reply, Unreachable
from app.jobs.translating import Clock, clock
from app.services import regions
from app.services.links import link_checking, link_looking
from app.services.links.link_checking import PAUSE, TURN, Claim
from app.services.publishing import linking

LOG = logging.getLogger(__name__)
Open = Callable[[], AbstractContextManager[Session]]
Told = Callable[[str, str], None]
A_RUN = timedelta(seconds=15)  # of the minute that the background has for everything
PATIENCE = timedelta(seconds=30)  # that one look waits for its turn
LONGEST_PAUSE = timedelta(days=1)
NO_CONTACT = frozenset({"dns", "refused", "timeout", "network"})
MOST_DOUBTS = 5  # machines that may be silent, one after another, before we doubt ourselves
MOST_KEPT = 20  # addresses whose silence is kept back; they are claimed for so long
OFFLINE = timedelta(minutes=15)
MOMENT = 0.2  # seconds


class NotOurTurn(Exception):
    """Others ask this machine, or it wants to be left alone, until `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(str(until))
        self.until = until


def _silent(url: str, state: str) -> None:
    """Tell nobody."""


@dataclass
class Checker:
    """One who checks links: how it opens transactions, how it asks, its clock."""

    transaction: Open
    fetcher: Fetcher
    now: Clock = clock
    sleep: Callable[[float], None] = time.sleep
    told: Told = _silent
    doubts: list[tuple[Claim, Answer]] = field(default_factory=list)
    is_online: bool = False

    def run(self, lasting: timedelta = A_RUN, region_id: int | None = None) -> int:
        """Look at what is due, for about as long as said; how many addresses that were.

        As long as nobody has answered, silence may be our own: it is kept back, and forgotten if
        several machines in a row say nothing.
        """
        until, done = self.now() + lasting, 0
        self.doubts, self.is_online = [], False
        with self.transaction() as session:
            link_checking.enrol(session, self.now())
        while self.now() < until and not self._is_in_doubt():
            with self.transaction() as session:
                found = link_checking.claim(session, self.now(), region_id)
            if isinstance(found, Claim):
                done += self._look(found)
            elif found is None or found > until + TURN:
                break
            else:
                self._wait(found)
        self._end_doubts()
        return done

    def _is_in_doubt(self) -> bool:
        return self._silent_hosts() >= MOST_DOUBTS or len(self.doubts) >= MOST_KEPT

    def _silent_hosts(self) -> int:
        return len({authority(claimed.url) for claimed, _ in self.doubts})

    def _end_doubts(self) -> None:
        """Believe the silence of a few; that of many says that we are not online."""
        offline = self._silent_hosts() >= MOST_DOUBTS
        if offline:
            LOG.warning("no machine answers: links are checked again in %s", OFFLINE)
        for claimed, answer in self.doubts:
            if offline:
                with self.transaction() as session:
                    link_checking.postpone(session, claimed, self.now() + OFFLINE)
            else:
                self._keep(claimed, answer)
        self.doubts = []

    def _wait(self, until: datetime) -> None:
        """Wait for a machine to be free, a second at the most: whoever asks it may be quick."""
        self.sleep(min(max(MOMENT, (until - self.now()).total_seconds()), 1.0))

    def _look(self, claimed: Claim) -> int:
        """Look at one address, and keep what came of it; 0 if it has to wait."""
        try:
            answer = link_looking.look(claimed.url, self._ask, self._allowed, self.now())
        except NotOurTurn as later:
            with self.transaction() as session:
                link_checking.postpone(session, claimed, later.until)
            return 0
        if answer.trouble in NO_CONTACT and not answer.hops and not self.is_online:
            self.doubts.append((claimed, answer))
            return 1
        self.is_online = True
        self._end_doubts()
        self._keep(claimed, answer)
        return 1

    def _keep(self, claimed: Claim, answer: Answer) -> None:
        with self.transaction() as session:
            known = link_checking.learnt(session, claimed, answer, self.now())
        self.told(claimed.url, f"{known.state} {known.reason}".strip())

    def _ask(self, method: str, url: str) -> Reply:
        host = authority(url)
        if not host:
            raise Unreachable("malformed")
        with self._turn(host) as pause:
            reply = self.fetcher.ask(method, url)
            if reply.status in (429, 503):
                wait = timedelta(seconds=link_looking.retry_after(reply, self.now()))
                pause.append(min(wait, LONGEST_PAUSE))
            return reply

    @contextmanager
    def _turn(self, host: str) -> Iterator[list[timedelta]]:
        """Our turn to ask a machine; it may name a longer pause after it."""
        until = self.now() + PATIENCE
        while (later := self._take(host)) is not None:
            if later > self.now() + TURN:  # it wants to be left alone
                raise NotOurTurn(later)
            if self.now() > until:
                raise NotOurTurn(self.now() + TURN)
            self._wait(later)
        pauses = [PAUSE]
        try:
            yield pauses
        finally:
            with self.transaction() as session:
                link_checking.end_turn(session, host, self.now() + max(pauses))

    def _take(self, host: str) -> datetime | None:
        with self.transaction() as session:
            return link_checking.take_turn(session, host, self.now())

    def _allowed(self, url: str) -> bool:
        """Whether the site lets robots look at an address; one that does not say so does."""
        host = authority(url)
        with self.transaction() as session:
            known = link_checking.robots_of(session, host, self.now())
        if known is None:
            known = self._robots(url)
            with self.transaction() as session:
                link_checking.keep_robots(session, host, known, self.now())
        return robots.permits(known, url)

    def _robots(self, url: str) -> str:
        try:
            reply = self._ask("GET", robots.robots_url(url))
        except Unreachable:
            return ""  # if the site is gone, asking for the page will tell
        return (
            reply.body.decode("utf-8", "replace").replace("\x00", "") if reply.status == 200 else ""
        )


def rebuild(transaction: Open) -> int:
    """Read the links of all regions anew, and forget what nobody links to; how many rows had been wrong."""
    with transaction() as session:
        ids = [region.id for region in regions.every(session)]
    wrong = 0
    for region_id in ids:
        with transaction() as session:
            wrong += linking.rebuild(session, region_id)
    with transaction() as session:
        link_checking.forget(session)
    return wrong
