"""Finding pages by what somebody types of a title: blind to case, accents and how umlauts are spelled."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def fold(text: str) -> str:
    """Text without case, accents and double blanks."""
    parts = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())


def spelled(text: str) -> str:
    """The same with umlauts written out, as on keyboards that have none."""
    return fold(unicodedata.normalize("NFC", text).casefold().translate(SPELLED))


def rank(words: str, title: str) -> int | None:
    """How well a title fits: 0 the same, 1 it begins so, 2 a word of it does, 3 it is in there;
    None if it does not fit. Several words may stand anywhere in the title."""
    found = [_rank(form(words), form(title)) for form in (fold, spelled)]
    return min((one for one in found if one is not None), default=None)


def _rank(words: str, title: str) -> int | None:
    if title == words:
        return 0
    if title.startswith(words):
        return 1
    if f" {words}" in title:
        return 2
    return 3 if all(word in title for word in words.split()) else None


def best(words: str, titles: Iterable[tuple[int, str]], limit: int) -> list[int]:
    """The ids of the titles that fit best, shorter ones first among equals."""
    ranked = [
        (found, len(title), id_)
        for id_, title in titles
        if (found := rank(words, title)) is not None
    ]
    return [id_ for *_, id_ in sorted(ranked)[:limit]]
