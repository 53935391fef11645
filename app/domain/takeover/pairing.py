"""Pairing: which paragraph of a translated page belongs to which German one."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from app.domain.facts.normal_forms import lock_value
from app.domain.facts.spellings import to_ascii_digits
from app.domain.segments import contacts
from app.domain.segments.codes import visible
from app.domain.segments.segmentation import Segment

Pair = tuple[int | None, int | None]
THRESHOLD = 0.35


@dataclass(frozen=True)
class _Traits:
    """What of a segment survives translation."""

    kind: str
    element: str
    links: frozenset[str]
    numbers: Counter[str]
    words: frozenset[str]
    length: float


def pair(source: Sequence[Segment], target: Sequence[Segment]) -> tuple[Pair, ...]:
    """Pairs of positions in reading order, None where a segment has no partner: by position when
    the blocks are the same, else by what links, numbers, length and element say."""
    if is_parallel(source, target):
        return tuple((index, index) for index in range(len(source)))
    olds, news = [list(map(_traits, side)) for side in (source, target)]
    return tuple(_walk(_table(olds, news), olds, news))


def is_parallel(source: Sequence[Segment], target: Sequence[Segment]) -> bool:
    """Whether both pages have the same sequence of blocks."""
    kinds = [[(segment.kind, segment.element) for segment in side] for side in (source, target)]
    return kinds[0] == kinds[1]


def _traits(segment: Segment) -> _Traits:
    links = {contacts.target(code.get("href") or code.get("src")) for code in segment.codes}
    locks = {lock_value(code) for code in segment.codes if code.kind == "lock"}
    text = visible(segment.coded, segment.codes)
    numbers = Counter(re.findall(r"\d+", to_ascii_digits(text)))
    return _Traits(
        segment.kind,
        segment.element,
        frozenset((links | locks) - {""}),
        numbers,
        frozenset(re.findall(r"[^\W\d_]{4,}", text.casefold())),
        log2(8 + len(text)),
    )


def _score(old: _Traits, new: _Traits) -> float:
    """How much speaks for two segments being partners; above 0 they may be."""
    if old.kind != new.kind or (old.kind == "attribute" and old.element != new.element):
        return -1.0
    score = -THRESHOLD + (0.3 if old.element == new.element else _across(old, new))
    score += 0.3 * (1 - abs(old.length - new.length))
    if old.links or new.links:
        score += 0.8 * len(old.links & new.links) / len(old.links | new.links) - 0.2
    if old.numbers or new.numbers:
        shared = (old.numbers & new.numbers).total()
        score += 0.5 * shared / (old.numbers | new.numbers).total() - 0.15
    if old.words and new.words:  # names of people, places and offices
        score += 0.5 * len(old.words & new.words) / min(len(old.words), len(new.words))
    return score


def _across(old: _Traits, new: _Traits) -> float:
    """Headings of another level are likelier partners than a heading and a list item."""
    return 0.15 if old.element[:1] == new.element[:1] == "h" else -0.1


def _table(olds: Sequence[_Traits], news: Sequence[_Traits]) -> list[list[float]]:
    """The best sum of scores for each pair of beginnings."""
    table = [[0.0] * (len(news) + 1)]
    for old in olds:
        above, row = table[-1], [0.0]
        for index, new in enumerate(news):
            row.append(max(above[index + 1], row[-1], above[index] + _score(old, new)))
        table.append(row)
    return table


def _walk(table: list[list[float]], olds: Sequence[_Traits], news: Sequence[_Traits]) -> list[Pair]:
    """The path of the best sum, from the beginning."""
    path: list[Pair] = []
    i, j = len(olds), len(news)
    while i or j:
        if i and j and table[i][j] == table[i - 1][j - 1] + _score(olds[i - 1], news[j - 1]):
            i, j = i - 1, j - 1
            path.append((i, j))
        elif i and table[i][j] == table[i - 1][j]:
            i -= 1
            path.append((i, None))
        else:
            j -= 1
            path.append((None, j))
    return path[::-1]
