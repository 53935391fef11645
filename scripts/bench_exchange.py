"""Measure exporting the whole guide of Augsburg for translators, and importing it again, in each format.

    python scripts/bench_exchange.py [--database sqlite] [--rounds 3]

The guide is imported in German and English into a throw-away database. For each format all paragraphs
are exported, the file is read and looked at: each of them must come out unchanged. At the end a
hundred paragraphs are changed in an XLIFF 2.1 and taken over, with checks and publication.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy.orm import Session

from app.exchange.translators import formats
from app.exchange.translators.parcels import Arrival
from app.services.accounts import accounts
from app.services.exchange import applying, exporting, previewing
from scripts import bench_machine as machine
from scripts import real_guide
from scripts.bench_saving import analyse, database

T = TypeVar("T")
CHANGED = 100
WHERE = (real_guide.SLUG, "en")


def timed(work: Callable[[], T]) -> tuple[T, float, float]:
    """What comes of it, the seconds that went by and those of the processor."""
    start, busy = time.perf_counter(), time.process_time()
    done = work()
    return done, time.perf_counter() - start, time.process_time() - busy


def measure(session: Session, form: str, rounds: int) -> list[str]:
    """The line of a format: units, kB, and the best of some rounds."""
    out, back, units, size = [], [], 0, 0
    for _ in range(rounds):
        now = datetime.now(UTC)
        sent, wall, busy = timed(
            lambda now=now: exporting.export(
                session, accounts.OPERATOR, *WHERE, now, form=form, only="all"
            )
        )
        out.append((wall, busy))
        found, wall, busy = timed(
            lambda data=sent.data, now=now: previewing.preview(
                session, accounts.OPERATOR, *WHERE, formats.read(data), now
            )
        )
        back.append((wall, busy))
        if found.counts()["unchanged"] != sent.units or found.absent:
            raise SystemExit(f"{form}: not every paragraph came back unchanged: {found.counts()}")
        units, size = sent.units, len(sent.data)
    cells = [f"{seconds:.2f}" for pairs in (out, back) for seconds in min(pairs)]
    return [form, str(units), f"{size / 1000:.0f}", *cells]


def worked(arrival: Arrival) -> Arrival:
    """The file with another wording in some paragraphs."""
    changed, units = 0, []
    for unit in arrival.units:
        if unit.target and "⟦" not in unit.target and changed < CHANGED:
            unit = replace(unit, target=f"{unit.target} (new)", state="translated")
            changed += 1
        units.append(unit)
    return replace(arrival, units=tuple(units))


def take_over(session: Session) -> tuple[int, float]:
    """How many paragraphs were applied, and in what time."""
    now = datetime.now(UTC)
    sent = exporting.export(session, accounts.OPERATOR, *WHERE, now, only="all")
    arrival = worked(formats.read(sent.data))
    found, wall, _ = timed(
        lambda: applying.apply(session, accounts.OPERATOR, *WHERE, arrival, now, file="bench")
    )
    return found.counts()["applied"], wall


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    real_guide.check(english=True)
    with tempfile.TemporaryDirectory() as folder, database(args.database, Path(folder)) as engine:
        real_guide.fill(engine, (), english=True)
        analyse(engine)
        with Session(engine) as session:
            rows = [measure(session, form, args.rounds) for form in formats.FORMATS]
            applied, seconds = take_over(session)
    headings = ["format", "units", "kB", "export s", "CPU", "read and preview s", "CPU"]
    print(machine.table(headings, rows))
    usual = rows[0]
    print(
        f"{machine.HEADLINE}exchange: {usual[1]} paragraphs as {usual[0]} ({usual[2]} kB) out in"
        f" {usual[3]} s, looked at in {usual[5]} s, every one unchanged;"
        f" {applied} taken over in {seconds:.1f} s"
    )


if __name__ == "__main__":
    main()
