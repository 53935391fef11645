"""Measure the first translation of a whole guide: killed in the middle, resumed, and each character booked.

    python scripts/bench_first_run.py [--database sqlite] [--pages 238] [--english]

The guide of the district of Augsburg is imported in German (with `--english`, with its own English
too, so that machines do only what is missing there) and translated into six languages by `wegweiser
worker`, a process of its own, against the fake DeepL, another one, over HTTP. Once half of the
requests are answered the worker is killed with kill -9; another takes over. At the end what the
provider billed stands beside our ledger, and everything is run once more, which must cost nothing.
"""

from __future__ import annotations

import argparse
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.models import Job, MachineCall
from scripts import bench_machine as machine
from scripts import real_guide
from scripts.bench_saving import database, postgres
from tests.faults.plant import Plant, process, provider, settings

PROGRESS = re.compile(r"Paragraphs: (\d+) of (\d+)")
STEPS = 5  # how often progress is told


class Run:
    """The commands of the console on one database, timed."""

    def __init__(self, plant: Plant) -> None:
        self.plant, self.seconds = plant, 0.0

    def command(self, *arguments: str) -> str:
        """What a command says; it has to end well."""
        return self._watched(arguments, lambda running: None, 0)

    def killed(self, half: int) -> str:
        """What a worker says that is killed while it waits for an answer, so many requests on."""
        return self._watched(
            ("worker", "--until-done"), lambda running: self._kill(running, half), -signal.SIGKILL
        )

    def _kill(self, running: subprocess.Popen[str], half: int) -> None:
        while running.poll() is None and self.requests("ok") < half:
            time.sleep(0.2)
        self.plant.provider.set({"kind": "late", "seconds": 2})
        while running.poll() is None and not self.requests("sent"):
            time.sleep(0.02)
        running.send_signal(signal.SIGKILL)
        self.plant.provider.set()

    def _watched(
        self,
        arguments: tuple[str, ...],
        meanwhile: Callable[[subprocess.Popen[str]], None],
        end: int,
    ) -> str:
        start = time.perf_counter()
        environment = settings(self.plant.database, self.plant.provider)
        with (
            process("-m", "app.main", *arguments, **environment) as running,
            tempfile.TemporaryFile("w+") as said,
        ):
            reader = subprocess.Popen(["cat"], stdin=running.stdout, stdout=said)
            meanwhile(running)
            code = running.wait()
            reader.wait()
            said.seek(0)
            text = said.read()
        self.seconds += time.perf_counter() - start
        if code != end:
            raise SystemExit(f"wegweiser {' '.join(arguments)} ended with {code}:\n{text[-2000:]}")
        return text

    def requests(self, outcome: str) -> int:
        """How many requests have come to this, by our ledger."""
        with Session(self.plant.engine) as session:
            wanted = select(func.count(MachineCall.id)).where(MachineCall.outcome == outcome)
            return session.scalar(wanted) or 0

    def pages(self) -> int:
        """How many requests there will be: one for each page and language, at least."""
        with Session(self.plant.engine) as session:
            places = select(Job.content_id, Job.language).distinct().subquery()
            return session.scalar(select(func.count()).select_from(places)) or 0


def made(said: str) -> int:
    """The number of new jobs that `reconcile` tells."""
    found = re.search(r"(\d+) new jobs", said)
    return int(found[1]) if found else -1


def told(said: str) -> str:
    """Some of the lines in which a worker told of its progress."""
    lines = PROGRESS.findall(said)
    some = [lines[n * (len(lines) - 1) // STEPS] for n in range(STEPS + 1)] if lines else []
    return ", ".join(f"{done} of {of}" for done, of in dict.fromkeys(some))


def first_run(run: Run) -> list[str]:
    """Reconcile, work, be killed, go on, and settle what nobody answered; headlines of it."""
    jobs = made(run.command("reconcile"))
    print(f"{jobs} paragraphs to translate; reconcile took {run.seconds:.1f} s")
    run.seconds = 0.0
    said = run.killed(run.pages() // 2)
    sums = run.plant.sums().check()
    print(f"killed after {run.seconds:.1f} s: {told(said)}")
    print(f"  ledger: {sums.billed} billed, {sums.open} open, {dict(sums.outcomes)}")
    said = run.command("worker", "--until-done")
    print(f"resumed, {run.seconds:.1f} s in all: {told(said)}")
    seconds, settled = run.seconds, run.plant.finish()
    sums, billed = run.plant.sums().check(), run.plant.provider.billed()
    print(f"  ledger: {sums.billed} billed, {sums.open} open, {dict(sums.outcomes)}")
    print(f"  requests without an answer, settled by the provider's count: {settled}")
    return [
        f"{jobs} paragraphs in {seconds:.0f} s, {jobs / seconds:.0f} a second, the fake's time and"
        " a kill -9 among it",
        f"billed by the provider {billed}, in our ledger {sums.billed}, open {sums.open}:"
        f" {'equal' if (billed, 0) == (sums.billed, sums.open) else 'NOT EQUAL'}",
        f"jobs: {run.plant.states()}",
    ]


def second_run(run: Run) -> str:
    """Everything compared and worked on once more."""
    before = run.plant.provider.billed()
    jobs = made(run.command("reconcile"))
    run.command("worker", "--until-done")
    return f"second run: {jobs} new jobs, {run.plant.provider.billed() - before} characters"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--pages", type=int, default=None, help="only the first pages of the guide")
    parser.add_argument("--english", action="store_true", help="with the guide's own English")
    args = parser.parse_args()
    real_guide.check(args.english)
    if args.database == "postgresql" and not postgres():
        print("PostgreSQL: none answers; set TEST_POSTGRES_URL to measure there")
        sys.exit(real_guide.MISSING)
    with (
        tempfile.TemporaryDirectory() as folder,
        database(args.database, Path(folder)) as engine,
        provider() as server,
    ):
        real_guide.fill(engine, pages=args.pages, english=args.english)
        plant = Plant(engine.url.render_as_string(hide_password=False), server)
        run = Run(plant)
        headlines = [*first_run(run), second_run(run)]
        plant.check_states()
        plant.engine.dispose()
    print("every paragraph is current, readers have what comparing says")
    for line in headlines:
        print(f"{machine.HEADLINE}first run, {args.database}: {line}")


if __name__ == "__main__":
    main()
