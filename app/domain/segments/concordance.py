"""Words looked for in texts with codes, whatever their case, accents and spelling of Arabic letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.segments.codes import CODE, restore
from app.domain.segments.text_search import MARKS

MOST_WORDS = 12
"""More words of a search are not looked at."""

_ONE = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ı": "i"})
_NOTHING = str.maketrans(dict.fromkeys("\u00ad\u200c\u200d\u200e\u200f\u2060\u0640"))
_SPELLED = (("ae", "a"), ("oe", "o"), ("ue", "u"))


@dataclass(frozen=True)
class Stretch:
    """A piece of a coded text; `is_hit` if it was looked for."""

    text: str
    is_hit: bool


def searchable(coded: str) -> str:
    """The words of a coded text as they are compared."""
    return " ".join(_folded(restore(CODE.sub("", coded))).split())


def words_of(typed: str) -> tuple[str, ...]:
    """What somebody typed as words to be compared."""
    return tuple(dict.fromkeys(_folded(CODE.sub("", typed)).split()))[:MOST_WORDS]


def spelled_otherwise(words: Sequence[str]) -> tuple[str, ...]:
    """The same words where ae, oe and ue stand for umlauts, as typed on keyboards that have none."""
    found = []
    for word in words:
        for two, one in _SPELLED:
            word = word.replace(two, one)
        found.append(word)
    return tuple(found)


def _folded(text: str) -> str:
    plain = text.casefold()
    if plain.isascii():
        return plain
    parts = MARKS.sub("", unicodedata.normalize("NFKD", plain))
    return parts.translate(_NOTHING).translate(_ONE)


def marked(coded: str, words: Sequence[str]) -> tuple[Stretch, ...]:
    """A coded text in stretches, with each place marked in which one of the words stands.

    No code is ever taken apart: a mark in the middle of a word parts the stretches round it.
    """
    codes = {at for mark in CODE.finditer(coded) for at in range(*mark.span())}
    letters = [(_folded(char), at) for at, char in enumerate(coded) if at not in codes]
    folded = "".join(letter for letter, _ in letters)
    places = [at for letter, at in letters for _ in letter]
    silent = {at for letter, at in letters if not letter}
    hits: set[int] = set()
    for word in filter(None, words):
        start = folded.find(word)
        while start >= 0:
            first, last = places[start], places[start + len(word) - 1] + 1
            while last in silent:
                last += 1
            hits.update(at for at in range(first, last) if at not in codes)
            start = folded.find(word, start + 1)
    return tuple(_stretches(coded, hits))


def _stretches(coded: str, hits: set[int]) -> Iterator[Stretch]:
    start = 0
    for at in range(1, len(coded) + 1):
        if at == len(coded) or (at in hits) != (start in hits):
            yield Stretch(coded[start:at], start in hits)
            start = at
