"""Sentences of a paragraph, and which of them an old translation already answers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Protocol

from app.domain.facts.normal_forms import fold
from app.domain.machines.abbreviations import SHORT, SPOKEN_AFTER_NUMBERS
from app.domain.segments.codes import CODE

_END = re.compile(
    r"""(?P<mark>[.!?…؟۔]+)(?:["'»«“”’)\]]|⟦/\d+⟧)*\s+"""
    r"""(?P<open>(?:["'»«„“”‚‘(\[¿¡–-]|⟦\d+/?⟧)*)(?P<next>[^\W_]+)"""
)
_NUMBER = re.compile(r"(?<![\w.,:])\d{1,2}$")
_SHORT = re.compile(r"(?:[^\W\d_]{1,2}\.\s?)*[^\W\d_]+$")
_UNWRITTEN = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u200c\u200d]")  # marks that end no word
_HALF_OF_DAY = re.compile(r"[ap]\.?\s?m$", re.IGNORECASE)


class Splitter(Protocol):
    """Cuts a text into sentences; joined they are the text again, blanks included."""

    def __call__(self, text: str, language: str) -> list[str]: ...


@dataclass(frozen=True)
class Piece:
    """A sentence of the new German with its old translation; `target` is "" where there is none."""

    source: str
    target: str


def sentences(text: str, language: str) -> list[str]:
    """The sentences of a text in one of the seven languages, each with the blanks that follow it.

    Code marks stay with the sentence they open or close in.
    """
    language = language.split("-")[0]
    cuts = [found.start("open") for found in _END.finditer(text) if _ends(text, found, language)]
    edges = [0, *cuts, len(text)]
    parts = [text[a:b] for a, b in pairwise(edges)]
    return [part for part in parts if part]


def _ends(text: str, found: re.Match[str], language: str) -> bool:
    """Whether a sentence really ends at this mark."""
    follows = found["next"]
    if follows[0].islower():
        return False
    if found["mark"] != ".":
        return True
    before = _UNWRITTEN.sub("", CODE.sub("", text[: found.start("mark")]))
    if number := _NUMBER.search(before):
        listed = not before[: number.start()].strip()
        return not (listed or follows.casefold() in SPOKEN_AFTER_NUMBERS.get(language, ()))
    if language == "en" and _HALF_OF_DAY.search(before):
        return True
    word = _SHORT.search(before)
    if word is None:
        return True
    last = re.split(r"[.\s]+", word[0])[-1]
    return len(last) > 1 and last.casefold() not in SHORT.get(language, ())


def prefill(
    old_source: str,
    new_source: str,
    old_target: str,
    language: str,
    splitter: Splitter = sentences,
) -> tuple[Piece, ...] | None:
    """The new German sentence by sentence, unchanged ones with their old translation.

    All texts are coded. None unless the old texts have equally many sentences, at least two, and
    at least one is unchanged. A sentence whose code marks do not all stand in its translation, or
    which a pair only begins or ends in, is left open.
    """
    before, there = splitter(old_source, "de"), splitter(old_target, language)
    now = splitter(new_source, "de")
    if len(before) != len(there) or len(before) < 2:
        return None
    known: dict[int, str] = {}
    matcher = SequenceMatcher(None, [fold(s) for s in before], [fold(s) for s in now], False)
    for old, new, size in matcher.get_matching_blocks():
        known |= {new + n: there[old + n] for n in range(size)}
    usable = {n: part for n, part in known.items() if _same_codes(now[n], part)}
    if not usable:
        return None
    return tuple(Piece(part, usable.get(n, "")) for n, part in enumerate(now))


def _same_codes(source: str, target: str) -> bool:
    """Whether both have the same marks, and no pair is torn at the sentence's edge."""
    marks = [Counter(CODE.findall(text)) for text in (source, target)]
    opened = {number for slash, number, void in marks[0] if not slash and not void}
    closed = {number for slash, number, void in marks[0] if slash}
    return marks[0] == marks[1] and opened == closed
