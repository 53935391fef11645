"""Measure how long a look-up in the translation memory takes among many paragraphs.

    python scripts/bench_memory.py [--segments 50000] [--lookups 200]

The demo guide's German paragraphs are varied by exchanging words until there are enough distinct
ones, each with an English translation, in a throw-away database. Looked up are, in turn, a text that
is there, one with another value, one with a word exchanged, and one that nothing is like. The first
look-up of a process builds the index; it is told apart.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.domain.segments.segmentation import Segment, has_words, split
from app.exchange import demo
from app.models import Content, Region, Target
from app.models import Segment as SegmentRow
from app.services.segments.revisions import codes_to_json, remember_segments
from app.services.translation.memory.memory import lookup
from scripts import bench_machine as machine
from scripts.bench_saving import database, postgres

KINDS = ("equal", "other value", "similar", "unknown")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PAGE = 40  # paragraphs of a page
BATCH = 2_000
AIM = 25.0  # milliseconds, for 95 of 100


def originals() -> list[Segment]:
    """The German paragraphs of the demo guide that have words and no codes."""
    found = [segment for page in demo.read().pages for segment in split(page.german.html).segments]
    distinct = {one.coded: one for one in found if has_words(one) and not one.codes}
    return list(distinct.values())


def varied(texts: Sequence[Segment], wanted: int, chance: random.Random) -> list[Segment]:
    """That many distinct paragraphs: the originals, and others with about a third of their words exchanged."""
    words = [word for one in texts for word in one.coded.split()]
    found = {one.coded: one for one in texts}
    while len(found) < wanted:
        old = chance.choice(texts)
        new = " ".join(
            chance.choice(words) if chance.random() < 0.3 else word for word in old.coded.split()
        )
        found.setdefault(new, Segment(old.kind, old.element, new))
    return list(found.values())[:wanted]


def fill(engine: Engine, texts: Sequence[Segment]) -> int:
    """A region with these paragraphs, all translated; returns its id."""
    with Session(engine) as session:
        region = Region(slug="bench", name="Bench", created_at=NOW)
        session.add(region)
        session.flush()
        for start in range(0, len(texts), BATCH):
            _fill_batch(session, region.id, texts[start : start + BATCH], start)
        session.commit()
        return region.id


def _fill_batch(session: Session, region_id: int, texts: Sequence[Segment], start: int) -> None:
    pieces = remember_segments(session, texts)
    pages = range(1 + start // PAGE, 1 + (start + len(texts) - 1) // PAGE + 1)
    contents = [{"id": n, "region_id": region_id, "kind": "page", "created_at": NOW} for n in pages]
    numbers = range(start, start + len(texts))
    segments = [{"id": n + 1, "content_id": 1 + n // PAGE, "kind": "text"} for n in numbers]
    session.execute(insert(Content), contents)
    session.execute(insert(SegmentRow), segments)
    session.execute(
        insert(Target), [_target(n + 1, p) for n, p in zip(numbers, pieces, strict=True)]
    )


def _target(segment_id: int, piece: Any) -> dict[str, Any]:
    return {
        "segment_id": segment_id, "language": "en", "coded": f"EN {piece.segment.coded}",
        "codes": codes_to_json(piece.segment.codes), "made_against": piece.hash,
        "origin": "human", "quality": "reviewed", "at": NOW,
    }  # fmt: skip


def wanted(old: Segment, kind: str, chance: random.Random) -> Segment:
    """What is looked up, from a text that is there."""
    words = old.coded.split()
    if kind == "other value":
        words = [str(chance.randrange(9)) if word.isdecimal() else word for word in words]
    elif kind == "similar":
        words[chance.randrange(len(words))] = "Straßenbahnhaltestelle"
    elif kind == "unknown":
        words = ["".join(chance.sample(word, len(word))) for word in words]
    return Segment(old.kind, old.element, " ".join(words))


def measure(
    engine: Engine, region_id: int, texts: Sequence[Segment], lookups: int, seed: int
) -> tuple[float, dict[str, list[float]], dict[str, int]]:
    """Milliseconds of the first look-up, of the others by kind, and how many found something."""
    chance = random.Random(seed)
    with Session(engine) as session:
        start = time.perf_counter()
        lookup(session, region_id, "en", texts[0])
        first = (time.perf_counter() - start) * 1000
    found: dict[str, list[float]] = {kind: [] for kind in KINDS}
    hits = dict.fromkeys(KINDS, 0)
    for number in range(lookups):
        kind = KINDS[number % len(KINDS)]
        text = wanted(chance.choice(texts), kind, chance)
        with Session(engine) as session:
            start = time.perf_counter()
            matches = lookup(session, region_id, "en", text)
            found[kind].append((time.perf_counter() - start) * 1000)
        hits[kind] += bool(matches)
    return first, found, hits


def report(name: str, found: dict[str, list[float]], hits: dict[str, int]) -> list[list[str]]:
    """Rows of the table: each kind, and all."""
    rows = []
    everything = [ms for values in found.values() for ms in values]
    for kind, values in [*found.items(), ("all", everything)]:
        figures = [machine.quantile(values, 0.5), machine.quantile(values, 0.95), max(values)]
        matched = hits.get(kind, sum(hits.values()))
        cells = [str(len(values)), str(matched), *(f"{ms:.1f}" for ms in figures)]
        rows.append([f"{name}, {kind}", *cells])
    p95 = machine.quantile(everything, 0.95)
    print(f"{machine.HEADLINE}memory, {name}: p95 {p95:.1f} ms a look-up (aim: {AIM:.0f} ms)")
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--segments", type=int, default=50_000)
    parser.add_argument("--lookups", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    print(machine.facts())
    texts = varied(originals(), args.segments, random.Random(args.seed))
    rows = []
    for kind in ("sqlite", "postgresql"):
        if kind == "postgresql" and not postgres():
            print("PostgreSQL: none answers; set TEST_POSTGRES_URL to measure there too")
            continue
        with tempfile.TemporaryDirectory() as folder, database(kind, Path(folder)) as engine:
            start = time.perf_counter()
            region_id = fill(engine, texts)
            print(f"{kind}: {len(texts)} paragraphs stored in {time.perf_counter() - start:.0f} s")
            first, found, hits = measure(engine, region_id, texts, args.lookups, args.seed)
            print(f"{kind}: the first look-up, which builds the index: {first / 1000:.1f} s")
        rows += report(kind, found, hits)
    print(machine.table(["ms", "look-ups", "found", "p50", "p95", "most"], rows))


if __name__ == "__main__":
    main()
