"""Measure how many paragraphs a second go through reconcile, plan and apply, the engine's time left out.

    python scripts/bench_pipeline.py [--pages 40] [--languages 6]

The first pages of the guide of the district of Augsburg are imported in German only, and translated
into six languages by the pseudo engine, which costs hardly any time and is booked as if it were paid.
"Plan" takes the work of one page and language, reserves its money and puts the request together;
"apply" checks the answer, keeps it, and lets readers have it. Beside the time by the clock stands what
our own process used of a processor, which other work on the machine changes less.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import Engine

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.db import transactions_on
from app.domain.machines.machine import Reply
from app.engines.pseudo import Pseudo
from app.jobs import comparing
from app.jobs.translating import Worker, clock
from app.services.translation import dirty
from app.services.translation.applying import Applied
from app.services.translation.planning import Plan
from scripts import bench_machine as machine
from scripts import real_guide
from scripts.bench_saving import database, postgres

ENGINE = "engine"


class Paid(Pseudo):
    """The pseudo engine, booked as if it cost money."""

    name, paid = "deepl", True


@dataclass(frozen=True)
class Time:
    """Seconds by the clock, and of a processor in this process."""

    clock: float = 0.0
    processor: float = 0.0

    @classmethod
    def now(cls) -> Time:
        """What the clocks say."""
        return cls(time.perf_counter(), time.process_time())

    def __add__(self, other: Time) -> Time:
        return Time(self.clock + other.clock, self.processor + other.processor)

    def __sub__(self, other: Time) -> Time:
        return Time(self.clock - other.clock, self.processor - other.processor)


@dataclass
class Timed(Worker):
    """A worker that notes how long each step took."""

    took: dict[str, Time] = field(default_factory=lambda: defaultdict(Time))

    @contextmanager
    def _noting(self, step: str) -> Iterator[None]:
        start = Time.now()
        try:
            yield
        finally:
            self.took[step] += Time.now() - start

    def learn(self) -> None:
        """As any worker."""
        with self._noting("learn"):
            super().learn()

    def plan(self) -> Plan | None:
        """As any worker."""
        with self._noting("plan"):
            return super().plan()

    def call(self, plan: Plan) -> Reply:
        """As any worker."""
        with self._noting(ENGINE):
            return super().call(plan)

    def apply(self, plan: Plan, reply: Reply) -> Applied:
        """As any worker."""
        with self._noting("apply"):
            return super().apply(plan, reply)


@dataclass(frozen=True)
class Figures:
    """What one database did: paragraphs, requests, and the time of each step."""

    paragraphs: int
    requests: int
    took: dict[str, Time]

    @property
    def ours(self) -> Time:
        """The time of all steps but the engine's."""
        return sum((took for name, took in self.took.items() if name != ENGINE), Time())

    def row(self, name: str, took: Time) -> list[str]:
        """A row of the table."""
        cells = (
            took.clock,
            1000 * took.clock / self.requests,
            1000 * took.processor / self.requests,
        )
        rate = f"{self.paragraphs / took.clock:.0f}"
        return [name, *(f"{cell:.1f}" for cell in cells), rate]


def measure(engine: Engine, pages: int | None, languages: int) -> Figures:
    """Everything from the first comparison to the last text that readers get."""
    real_guide.fill(engine, real_guide.LANGUAGES[:languages], pages)
    opened = transactions_on(engine)
    start = Time.now()
    made = comparing.reconcile(opened, dirty.every, clock())
    reconciled = Time.now()
    worker = Timed(opened, {"deepl": Paid()})
    requests = worker.run_dry()
    return Figures(made, requests, {"reconcile": reconciled - start, **worker.took})


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--languages", type=int, default=6)
    args = parser.parse_args()
    real_guide.check()
    rows, headlines = [], []
    for kind in ("sqlite", "postgresql"):
        if kind == "postgresql" and not postgres():
            print("PostgreSQL: none answers; set TEST_POSTGRES_URL to measure there too")
            continue
        with tempfile.TemporaryDirectory() as folder, database(kind, Path(folder)) as engine:
            found = measure(engine, args.pages, args.languages)
        rows += [found.row(f"{kind}, {step}", took) for step, took in found.took.items()]
        rows.append(found.row(f"{kind}, all but the engine", found.ours))
        rate = found.paragraphs / found.ours.clock
        headlines.append(
            f"{machine.HEADLINE}pipeline, {kind}: {rate:.0f} paragraphs a second through reconcile,"
            f" plan and apply ({found.paragraphs} paragraphs, {found.requests} requests)"
        )
    heads = ["", "seconds", "ms a request", "of a processor", "paragraphs/s"]
    print(machine.table(heads, rows))
    print("\n".join(headlines))


if __name__ == "__main__":
    main()
