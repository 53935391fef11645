"""Measure the alignment: random edits over real pages, whose truth is known because we made them.

    python scripts/bench_alignment.py [DATA] [--scripts 1200] [--seed 1] [--show 0]

DATA is the folder that holds lkaugsburg-de.json; without it, ../shared/data beside the repository.
A script takes one page, makes one to five edits as editors make them (scripts/page_edits.py) and
asks align() which old segment each new one is. Counted are the new segments and the old ones that
are gone: each must have exactly its true partners, or none. Where several segments of a page are
equal to the letter the truth is open and each of them counts as right: partners are compared by
their forms, not by their position. The exact hash runs beside it, to show how hard the edits are.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.domain.facts.normal_forms import forms
from app.domain.revisions.alignment import Item, Match, align
from app.domain.segments.codes import plain
from app.domain.segments.segmentation import Segment, plain_segment, split
from scripts.page_edits import SENTENCE, WORD, Line, Stock, edit

ROOT = Path(__file__).resolve().parent.parent
Aligner = Callable[[Sequence[Item], Sequence[Item]], Iterable[Match]]
Origins = dict[int, tuple[int, ...]]  # new position to old positions


@dataclass
class Tally:
    """What one way of aligning got right, over all scripts."""

    right: int = 0
    segments: int = 0
    pages: int = 0
    scripts: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)

    def report(self, name: str) -> str:
        return (
            f"{name:12} segments {self.right / self.segments:8.3%}   "
            f"pages {self.pages / self.scripts:7.2%}   "
            f"{self.seconds / self.scripts * 1000:6.2f} ms a page"
        )


def read(folder: Path) -> list[list[Segment]]:
    """The pages of the region as segments, title first; pages without text left out."""
    pages = json.loads((folder / "lkaugsburg-de.json").read_text(encoding="utf-8"))
    return [
        [plain_segment("title", page["title"]), *split(page["content"]).segments]
        for page in pages
        if page["content"]
    ]


def stock(pages: list[list[Segment]]) -> Stock:
    """The paragraphs, sentences and words of all pages."""
    segments = [each for page in pages for each in page if each.kind == "text"]
    worded = [each for each in segments if WORD.search(plain(each.coded))]
    sentences = [text for each in worded for text in SENTENCE.split(plain(each.coded))]
    words = sorted({word for text in sentences for word in WORD.findall(text)})
    return Stock(worded, sentences, words)


def item(segment: Segment) -> Item:
    found = forms(segment)
    return Item(found.full, found.text, found.value, segment.element, segment.kind)


def by_hash(old: Sequence[Item], new: Sequence[Item]) -> list[Match]:
    """The simple way, to compare with: equal full forms, first come, first served."""
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i in reversed(range(len(old))):
        places[old[i].kind, old[i].full].append(i)
    keys = [places.get((each.kind, each.full)) for each in new]
    return [Match((key.pop(),), (j,), "same", 1.0) for j, key in enumerate(keys) if key]


def verdict(
    old: list[Item], new: list[Item], truth: Origins, found: Origins
) -> tuple[int, int, list[int]]:
    """Right segments, all segments, and the new positions that are wrong."""
    right, wrong = 0, []
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for j, each in enumerate(new):
        groups[each.kind, each.full].append(j)
    for places in groups.values():
        wanted = Counter(named(old, truth[j]) for j in places)
        for j in places:
            name = named(old, found[j])
            good = wanted[name] > 0
            wanted[name] -= good
            right += good
            wrong += [] if good else [j]
    gone, missed = (
        Counter(
            named(old, (i,)) for i in set(range(len(old))) - {i for o in each.values() for i in o}
        )
        for each in (truth, found)
    )
    return right + (gone & missed).total(), len(new) + gone.total(), wrong


def named(old: list[Item], places: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((old[i].kind, old[i].full) for i in sorted(places))


def run(name: Aligner, tally: Tally, old: list[Item], lines: list[Line], edits: list[str]) -> None:
    """Align one edited page and add it to the tally."""
    new = [item(line.segment) for line in lines]
    start = time.perf_counter()
    matches = name(old, new)
    tally.seconds += time.perf_counter() - start
    truth = {j: line.origin for j, line in enumerate(lines)}
    found: Origins = dict.fromkeys(truth, ())
    found |= {j: match.old for match in matches for j in match.new}
    right, segments, wrong = verdict(old, new, truth, found)
    tally.right += right
    tally.segments += segments
    tally.scripts += 1
    tally.pages += right == segments
    if right < segments:
        tally.faults.append(fault(old, new, truth, found, wrong, edits))


def fault(
    old: list[Item],
    new: list[Item],
    truth: Origins,
    found: Origins,
    wrong: list[int],
    edits: list[str],
) -> str:
    lines = [f"--- {', '.join(edits)}"]
    for j in wrong:
        lines.append(f"  new {j}: {new[j].text[:200]!r}")
        lines += [f"    truly {i}: {old[i].text[:200]!r}" for i in truth[j]]
        lines += [f"    found {i}: {old[i].text[:200]!r}" for i in found[j]]
    return "\n".join(lines)


def script(page: list[Segment], rng: random.Random, texts: Stock) -> tuple[list[Line], list[str]]:
    """One to five edits on one page."""
    lines = [Line(segment, (i,)) for i, segment in enumerate(page)]
    names: list[str] = []
    wanted = rng.randint(1, 5)
    for _ in range(wanted * 10):
        name, lines = edit(lines, rng, texts) if lines else ("", lines)
        names += [name] if name else []
        if len(names) == wanted:
            break
    return lines, names


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", nargs="?", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--scripts", type=int, default=1200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="faults to print")
    args = parser.parse_args()
    if not (args.data / "lkaugsburg-de.json").exists():
        parser.exit(2, f"no lkaugsburg-de.json in {args.data}\n")
    rng = random.Random(args.seed)
    pages = read(args.data)
    texts = stock(pages)
    ours, hashed, counts = Tally(), Tally(), Counter[str]()
    for _ in range(args.scripts):
        page = rng.choice(pages)
        lines, names = script(page, rng, texts)
        counts.update(names)
        old = [item(segment) for segment in page]
        run(align, ours, old, lines, names)
        run(by_hash, hashed, old, lines, names)
    print("\n".join(ours.faults[: args.show]))
    print(f"{args.scripts} scripts, seed {args.seed}:", dict(counts.most_common()))
    print(hashed.report("exact hash"), ours.report("align"), sep="\n")
    print(
        f"=> alignment: {ours.right / ours.segments:.3%} of segments recognised after random edits"
    )


if __name__ == "__main__":
    main()
