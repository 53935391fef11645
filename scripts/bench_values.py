"""Measure on real pages how many single value changes can be carried into the English text."""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.domain.facts import values
from app.domain.facts.tokens import Token, find
from app.domain.segments.segmentation import Segment, split

DATA = ROOT.parent / "shared" / "data"


@dataclass(frozen=True)
class Trial:
    """One changed value in one real segment, and what came of it in the translation."""

    kind: str
    german: str
    changed: str
    english: str
    result: values.Carried | values.Refused


def pairs(folder: Path) -> Iterator[tuple[Segment, Segment]]:
    """German and English segments of pages with equal rows of blocks, paired by position."""
    german, english = (_pages(folder / f"lkaugsburg-{language}.json") for language in ("de", "en"))
    for page in german.values():
        partner = english.get((page["available_languages"].get("en") or {"id": 0})["id"])
        if partner:
            rows = split(page["content"]).segments, split(partner["content"]).segments
            if [s.element for s in rows[0]] == [s.element for s in rows[1]]:
                yield from zip(*rows, strict=True)


def _pages(path: Path) -> dict[int, dict[str, Any]]:
    return {page["id"]: page for page in json.loads(path.read_text(encoding="utf-8"))}


def trials(folder: Path, seed: int = 1, most: int = 4000) -> list[Trial]:
    """Each value of each German segment changed once, and carried."""
    chance = random.Random(seed)
    found = []
    for german, english in pairs(folder):
        for token in find(german.coded):
            spelled = another(token, chance)
            if spelled is not None:
                changed = german.coded[: token.start] + spelled + german.coded[token.end :]
                result = values.carry(german.coded, changed, english.coded, "en")
                kind = token.mark or token.kind
                found.append(Trial(kind, german.coded, changed, english.coded, result))
    return found[:most]


def another(token: Token, chance: random.Random) -> str | None:
    """Another value of the kind of a token, spelled as in German; None where it is not tried."""
    value = token.value
    if token.kind == "time" and isinstance(value, int):
        hours, rest = divmod(value + chance.choice([-60, -30, 30, 60]), 60)
        clock = f"{hours}:{rest:02}" if rest or not token.text[:2].strip().isdigit() else f"{hours}"
        return f"{clock} Uhr" if "Uhr" in token.text else clock
    if token.kind == "date" and isinstance(value, tuple):
        year = "" if value[0] is None else str(value[0])
        return f"{value[2] % 28 + 1}.{value[1] % 12 + 1}.{year}"
    if token.kind in ("num", "money") and isinstance(value, Decimal) and value % 1 == 0:
        other = int(value) + chance.choice([1, 2, 3, 10])
        return token.text.replace(str(value), str(other)) if str(value) in token.text else None
    return None


def report(found: list[Trial], sample: int = 50, seed: int = 1) -> str:
    """The share carried by kind, the reasons for refusals, and a sample to read."""
    carried = [trial for trial in found if isinstance(trial.result, values.Carried)]
    lines = [f"{len(carried)} of {len(found)} changes carried: {_share(len(carried), len(found))}"]
    for kind, number in Counter(trial.kind for trial in found).most_common():
        done = sum(trial.kind == kind for trial in carried)
        lines.append(f"  {kind}: {done} of {number}, {_share(done, number)}")
    refused = (t.result.reason for t in found if isinstance(t.result, values.Refused))
    lines += [f"  refused {number}: {reason}" for reason, number in Counter(refused).most_common()]
    shown = random.Random(seed).sample(carried, min(sample, len(carried)))
    for trial in shown:
        if isinstance(trial.result, values.Carried):
            lines += ["", f"- {trial.german}", f"  {trial.changed}", f"  {trial.english}"]
            lines.append(f"  {trial.result.coded}")
    return "\n".join(lines)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "none tried"


def main() -> None:
    """Print the report for the data folder given, or the one beside the repository."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    parser.add_argument("--sample", type=int, default=50)
    arguments = parser.parse_args()
    told = report(trials(arguments.data), arguments.sample)
    print(told)
    print(f"=> values: {told.splitlines()[0]}")


if __name__ == "__main__":
    main()
