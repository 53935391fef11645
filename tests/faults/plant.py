"""A region with work for machines, a fake DeepL and workers as processes of their own, and their sums."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.db import open_engine, transactions_on
from app.engines.deepl import DeepL
from app.jobs.translating import Worker, clock
from app.models import Budget, Content, Head, Job, MachineCall, Region, Segment, Status, Target
from app.services import regions
from app.services.pages import pages, releasing
from app.services.pages.pages import Draft
from app.services.publishing import catalogue, publication
from app.services.segments import statuses
from app.services.translation import dirty, usage

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "ar")
PAGES, PARAGRAPHS = 4, 3
AFTER_CLAIMS = timedelta(minutes=11)
LONG_AGO = timedelta(hours=1)


def fill(session: Session, languages: Sequence[str] = LANGUAGES, count: int = PAGES) -> None:
    """A region whose pages a machine is to translate, with the jobs for it; saved an hour ago."""
    then = datetime.now(UTC) - LONG_AGO
    regions.ensure_languages(session)
    home = regions.create(session, "testdorf", "Testdorf", ["de", *languages], then)
    for entry in home.languages:
        entry.machine = "publish"
    catalogue.publish_catalogue(session, then)
    for number in range(count):
        content = pages.create(
            session, home, Draft(f"Seite {_word(number)}", _html(number)), author="", now=then
        )
        releasing.publish(session, content, now=then)
    for content_id in dirty.every(session):
        dirty.reconcile(session, content_id, then)


def _html(page: int) -> str:
    """Paragraphs that no other page has, some with a link, emphasis and a telephone number."""
    texts = [
        f"Absatz {_word(number)} der Seite {_word(page)} erklärt den <b>Weg</b> zum Amt."
        for number in range(PARAGRAPHS - 1)
    ]
    texts.append(
        f'Rufen Sie auf der Seite {_word(page)} an: <a href="tel:+498213102{page:03}">0821 3102{page:03}</a>.'
    )
    return "".join(f"<p>{text}</p>" for text in texts)


def _word(number: int) -> str:
    """A number as letters, so that pages differ in words and not in values."""
    return "".join(chr(ord("a") + int(digit)) * 3 for digit in str(number))


@contextmanager
def process(*arguments: str, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """A Python process in this house with settings of its own; killed at the end if it still runs."""
    started = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env=os.environ | settings, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


class Provider:
    """A fake DeepL that runs as a process at `url`."""

    def __init__(self, url: str) -> None:
        self.url = url

    def _ask(self, path: str, body: object = None, method: str = "GET") -> dict[str, Any]:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.url + path, data, method="POST" if data is not None else method
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            found: dict[str, Any] = json.load(answer)
        return found

    def set(self, *faults: dict[str, Any]) -> None:
        """What goes wrong from now on."""
        self._ask("/__faults__", {"faults": list(faults)})

    def forget(self) -> None:
        """As new."""
        self._ask("/__state__", method="DELETE")

    def billed(self) -> int:
        """Characters that were counted."""
        return int(sum(self._ask("/__state__")["billed"].values()))

    def requests(self) -> list[dict[str, Any]]:
        """The requests for translations, oldest first."""
        calls = self._ask("/__state__")["calls"]
        return [call for call in calls if call["path"] == "/v2/translate"]

    def texts(self) -> Counter[tuple[str, str]]:
        """How often each text was sent for a language."""
        return Counter(
            (call["body"]["target_lang"], text)
            for call in self.requests()
            for text in call["body"]["text"]
        )

    def wait_for(self, count: int, seconds: float = 90.0) -> None:
        """Until so many requests for translations have come in; a busy machine starts workers slowly."""
        end = time.monotonic() + seconds
        while len(self.requests()) < count:
            assert time.monotonic() < end, f"no request {count} within {seconds} s"
            time.sleep(0.02)


@contextmanager
def provider() -> Iterator[Provider]:
    """A fake DeepL as a process."""
    with process("-m", "tests.fakes.deepl_server") as server:
        assert server.stdout is not None
        yield Provider(server.stdout.readline().strip())


def settings(database: str, server: Provider) -> dict[str, str]:
    """The environment of a worker."""
    return {
        "DATABASE_URL": database, "DEEPL_AUTH_KEY": "key", "DEEPL_SERVER_URL": server.url,
        "WEGWEISER_SECRET_KEY": "test",
    }  # fmt: skip


def worker(database: str, server: Provider) -> Any:
    """`wegweiser worker --until-done` as a process."""
    return process("-m", "app.main", "worker", "--until-done", **settings(database, server))


@dataclass
class Plant:
    """A database and a provider, and what they say."""

    database: str
    provider: Provider
    engine: Engine = field(init=False)

    def __post_init__(self) -> None:
        self.engine = open_engine(self.database)

    def later(self) -> Worker:
        """A worker at whose clock all claims of now have run out."""
        deepl = DeepL("key", self.provider.url)
        return Worker(
            transactions_on(self.engine), {"deepl": deepl}, lambda: clock() + AFTER_CLAIMS
        )

    def finish(self) -> int:
        """All that is left is done by a worker later, and the provider's usage compared; how many
        unknown calls that settled."""
        later = self.later()
        later.run_dry(200)
        return usage.compare_all(later.transaction, later.engines, later.now)

    def sums(self) -> Sums:
        """The money as each place knows it."""
        with Session(self.engine) as session:
            budget = session.scalars(select(Budget)).all()
            calls = session.scalars(select(MachineCall)).all()
            return Sums(
                spent=sum(row.spent for row in budget),
                reserved=sum(row.reserved for row in budget),
                billed=sum(call.billed for call in calls),
                open=sum(call.reserved for call in calls if call.outcome in ("sent", "unknown")),
                outcomes=Counter(call.outcome for call in calls),
            )

    def states(self) -> dict[str, int]:
        """How many jobs are in each state."""
        with Session(self.engine) as session:
            return dict(Counter(session.scalars(select(Job.state))))

    def check_texts(self) -> None:
        """Each paragraph has one translation by machine in each language, served; the cache is right."""
        with Session(self.engine) as session:
            wanted = {
                (segment_id, entry.language.code)
                for segment_id in session.scalars(select(Segment.id))
                for entry in session.scalars(select(Region)).one().languages
                if not entry.is_source
            }
            made = session.execute(select(Target.segment_id, Target.language, Target.id)).all()
            heads = session.execute(select(Head.segment_id, Head.language, Head.target_id)).all()
            assert sorted(wanted) == sorted((row.segment_id, row.language) for row in made)
            assert sorted(made) == sorted(heads)
        self.check_states()

    def check_states(self) -> None:
        """Everything is current, the cache of that is what comparing says, and readers have it."""
        with Session(self.engine) as session:
            for region_id in session.scalars(select(Region.id)).all():
                now = self.later().now()
                assert 0 == publication.publish_region(session, region_id, now, everything=True)
            assert {"current"} == set(session.scalars(select(Status.state)))
            before = _states(session)
            for content in session.scalars(select(Content)):
                statuses.rebuild_content(session, content)
            after = _states(session)
            assert {} == {
                key: (before[key], after[key]) for key in after if before[key] != after[key]
            }


def _states(session: Session) -> dict[tuple[int, str], tuple[object, ...]]:
    """The cached states by segment and language."""
    session.expire_all()
    return {
        (row.segment_id, row.language): (row.state, row.klass, row.severity, row.since)
        for row in session.scalars(select(Status))
    }


@dataclass(frozen=True)
class Sums:
    """Characters: of the budgets, and of the ledger; and how the requests came out."""

    spent: int
    reserved: int
    billed: int
    open: int
    outcomes: Counter[str]

    def check(self) -> Sums:
        """The budgets equal the ledger."""
        assert (self.billed, self.open) == (self.spent, self.reserved)
        return self
