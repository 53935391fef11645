"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

WORD = re.compile(r"⟦/?\d+/?⟧|\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Stretch:
    """A run of words: `kind` is same, gone or new."""

    kind: str
    text: str


def word_diff(old: str, new: str) -> tuple[Stretch, ...]:
    """The stretches that lead from `old` to `new`; joined without "new" they are old, without "gone" new."""
    before, after = WORD.findall(old), WORD.findall(new)
    found: list[Stretch] = []
    for step in Levenshtein.opcodes(before, after):
        gone = "".join(before[step.src_start : step.src_end])
        new = "".join(after[step.dest_start : step.dest_end])
        if step.tag == "equal":
            found.append(Stretch("same", gone))
            continue
        found += [Stretch(kind, text) for kind, text in (("gone", gone), ("new", new)) if text]
    return tuple(found)
