"""Run all checks over the demo guide's translations: false alarms, length bands and speed.

Usage: .venv/bin/python scripts/bench_checks.py [--show | --bands]
"""

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.domain.facts import tokens
from app.domain.facts.normal_forms import fold
from app.domain.quality import length_bands
from app.domain.quality.checks import Found, check
from app.domain.quality.findings import words_only
from app.domain.segments.codes import CODE
from app.domain.segments.segmentation import Segment, plain_segment, split
from app.domain.takeover.adoption import adopt_segment
from app.exchange import demo


@dataclass(frozen=True)
class Pair:
    """A German segment of the demo guide and its translation."""

    key: str
    language: str
    source: Segment
    coded: str


def pairs(guide: demo.DemoGuide) -> Iterator[Pair]:
    """Each segment of each translated page with the German that it was translated from."""
    renewed = guide.facts["renewed"]
    for page in guide.pages:
        for language, text in page.translations.items():
            is_renewed = page.key in renewed.get(language, [])
            german = page.german if is_renewed or page.before is None else page.before
            yield Pair(page.key, language, plain_segment("title", german.title), text.title)
            rows = split(german.html).segments, split(text.html).segments
            for source, target in zip(*rows, strict=True):
                adopted = adopt_segment(source, target)
                yield Pair(page.key, language, source, adopted.coded)


def false_alarms(rows: Sequence[Pair]) -> list[tuple[Pair, Found]]:
    """What the checks find in translations that people wrote and read again."""
    return [(pair, one) for pair in rows for one in check(pair.source, pair.coded, pair.language)]


def caught(rows: Sequence[Pair], seed: int = 1) -> dict[str, tuple[int, int]]:
    """For each kind of damage: how many damaged translations the checks notice, and of how many."""
    chance = random.Random(seed)
    noticed: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for pair in rows:
        for name, damage in DAMAGES.items():
            coded = damage(pair, chance)
            if coded is not None and coded != pair.coded:
                made[name] += 1
                noticed[name] += bool(check(pair.source, coded, pair.language))
    return {name: (noticed[name], made[name]) for name in DAMAGES}


def _without_code(pair: Pair, chance: random.Random) -> str | None:
    marks = list(CODE.finditer(pair.coded))
    if not marks:
        return None
    mark = chance.choice(marks)
    return pair.coded[: mark.start()] + pair.coded[mark.end() :]


def _other_number(pair: Pair, chance: random.Random) -> str | None:
    numbers = [t for t in tokens.find(pair.coded, pair.language) if t.kind == "num"]
    if not numbers:
        return None
    token = chance.choice(numbers)
    return f"{pair.coded[: token.start]}{chance.randint(13, 99)}{pair.coded[token.end :]}"


def _without_number(pair: Pair, chance: random.Random) -> str | None:
    kinds = ("num", "time", "date", "money")
    values = [t for t in tokens.find(pair.coded, pair.language) if t.kind in kinds]
    if not values:
        return None
    token = chance.choice(values)
    return pair.coded[: token.start] + pair.coded[token.end :]


def _source(pair: Pair, chance: random.Random) -> str | None:
    return pair.source.coded if len(words_only(pair.source.coded).split()) > 3 else None


def _half_source(pair: Pair, chance: random.Random) -> str | None:
    """The first half of the German, the second of the translation; texts without codes only."""
    german, text = pair.source.coded.split(), pair.coded.split()
    if pair.source.codes or min(len(german), len(text)) < 8:
        return None
    return " ".join(german[: len(german) // 2] + text[len(text) // 2 :])


def _cut(pair: Pair, chance: random.Random) -> str | None:
    """The first fifth of a long text."""
    text = pair.coded
    return text[: len(text) // 5] if len(text) > 80 and not pair.source.codes else None


def _without_mark(pair: Pair, chance: random.Random) -> str | None:
    return re.sub("[?؟!]", "", pair.coded) if re.search("[?!]", pair.source.coded) else None


DAMAGES: dict[str, Callable[[Pair, random.Random], str | None]] = {
    "a code mark lost": _without_code,
    "another number": _other_number,
    "a value lost": _without_number,
    "the German returned": _source,
    "half of it German": _half_source,
    "cut off": _cut,
    "? or ! lost": _without_mark,
}


def show_bands(rows: Sequence[Pair]) -> None:
    """Print the length bands of each language as they stand in app/domain/quality/length_bands.py."""
    lengths = (
        (p.language, len(fold(words_only(p.source.coded))), len(fold(words_only(p.coded))))
        for p in rows
    )
    for language, bands in length_bands.derive(lengths).items():
        print(f'    "{language}": {bands},')


def main() -> None:
    """Print false alarms by check and language, damage noticed, and segments a second."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bands", action="store_true", help="print the length bands")
    parser.add_argument("--show", action="store_true", help="print each false alarm")
    wanted = parser.parse_args()
    rows = list(pairs(demo.read()))
    if wanted.bands:
        show_bands(rows)
        return
    start = time.perf_counter()
    alarms = false_alarms(rows)
    spent = time.perf_counter() - start
    by_kind = Counter((one.level, one.check, pair.language) for pair, one in alarms)
    print(f"{len(rows):,} translations, {len(rows) / spent:,.0f} a second")
    for level in ("block", "warn"):
        hit = {id(pair) for pair, one in alarms if one.level == level}
        print(f"{level}: {len(hit)} texts, {len(hit) / len(rows):.2%}")
    for (level, name, language), count in sorted(by_kind.items()):
        print(f"  {level} {name} {language}: {count}")
    if wanted.show:
        for pair, one in alarms:
            print(f"{pair.language}/{pair.key} {one.check}: {one.detail}\n  {pair.coded}")
    for name, (noticed, made) in caught(rows).items():
        print(f"{name}: {noticed:,} of {made:,} noticed ({noticed / max(made, 1):.1%})")


if __name__ == "__main__":
    main()
