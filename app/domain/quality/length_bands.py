"""How long translations are beside their German: a band for each language and length of text.

The figures stand for the translations of the demo guide, from the shortest to the longest with a
fifth added on either side; `derive` makes them anew (scripts/bench_checks.py --bands prints them).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

Band = tuple[float, float]
Bands = Mapping[str, tuple[Band, ...]]

STEPS = (0, 10, 30, 80, 200)
"""German characters from which each band of a language holds: the longer, the narrower."""

MARGIN = 0.2
ANY: tuple[Band, ...] = ((0.1, 12.0), (0.15, 5.0), (0.3, 3.5), (0.4, 2.5), (0.4, 2.2))
"""For languages of which we have no pairs."""

BANDS: Bands = {
    "ar": ((0.27, 7.2), (0.24, 3.49), (0.32, 2.88), (0.47, 1.72), (0.61, 1.31)),
    "en": ((0.34, 7.2), (0.16, 3.72), (0.37, 2.64), (0.54, 1.9), (0.67, 1.54)),
    "fa": ((0.27, 9.6), (0.16, 3.6), (0.37, 2.92), (0.5, 1.67), (0.59, 1.25)),
    "ru": ((0.44, 8.7), (0.2, 3.96), (0.39, 2.61), (0.56, 1.85), (0.63, 1.54)),
    "tr": ((0.3, 7.5), (0.3, 4.36), (0.36, 2.84), (0.53, 1.87), (0.69, 1.47)),
    "uk": ((0.34, 8.4), (0.33, 4.2), (0.35, 3.52), (0.55, 1.85), (0.63, 1.55)),
}


def band(language: str, characters: int) -> Band:
    """The shortest and longest that a translation may be, as shares of its German's length."""
    return BANDS.get(language, ANY)[step(characters)]


def step(characters: int) -> int:
    """Which of the STEPS a German text of so many characters belongs to."""
    return next(
        (i for i, (_, end) in enumerate(pairwise(STEPS)) if characters < end), len(STEPS) - 1
    )


def derive(lengths: Iterable[tuple[str, int, int]]) -> dict[str, tuple[Band, ...]]:
    """Bands from (language, German characters, translated characters) of real pairs."""
    shares: dict[tuple[str, int], list[float]] = defaultdict(list)
    for language, before, after in lengths:
        if before and after:
            shares[language, step(before)].append(after / before)
    return {
        language: tuple(_band(shares[language, i], ANY[i]) for i in range(len(STEPS)))
        for language in sorted({language for language, _ in shares})
    }


def _band(shares: list[float], otherwise: Band) -> Band:
    if not shares:
        return otherwise
    return round(min(shares) * (1 - MARGIN), 2), round(max(shares) * (1 + MARGIN), 2)
