"""How alike two segments are: the score that pairs an edited paragraph with what it was before."""

import re
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

SAME_VALUE = 0.9
CONTAINED = 0.74  # with the same element just enough to be found anywhere on the page
CONTAINED_FROM = 20  # characters
CONTAINED_SHARE = 0.2  # of the longer text; one long word says nothing about a paragraph
SHORT_BELOW = 12  # characters
SHORT_PENALTY = 0.12
SAME_ELEMENT = 0.02

_MASK = re.compile(r"\{[A-Z]+\}")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of one segment, worked out once."""

    kind: str
    element: str
    full: str
    text: str
    value: str
    folded: str  # the text without regard to case
    ordered: str  # the same words, sorted
    words: int  # words in the value skeleton, its masks not counted


def profile(kind: str, element: str, full: str, text: str, value: str) -> Profile:
    """Work out what is compared, from the normal forms of one segment."""
    folded = text.casefold()
    ordered = " ".join(sorted(folded.split()))
    words = len(_WORD.findall(_MASK.sub(" ", value)))
    return Profile(kind, element, full, text, value, folded, ordered, words)


def score(old: Profile, new: Profile, floor: float = 0.0) -> float:
    """Say from 0 to 1.02 how alike two segments are; 0 where it is below `floor` or kinds differ.

    0.7 of the letters in order and 0.3 of the words in any order (what rapidfuzz calls
    token_sort_ratio), raised where only values differ or one holds the other whole, lowered for
    short texts, in which a few letters in common mean little.
    """
    if old.kind != new.kind:
        return 0.0
    shift = SAME_ELEMENT if old.element == new.element else 0.0
    if min(len(old.folded), len(new.folded)) < SHORT_BELOW:
        shift -= SHORT_PENALTY
    least = _least(old, new)
    needed = max((floor - shift - 0.3) / 0.7, 0.0) * 100
    letters = ratio(old.folded, new.folded, score_cutoff=needed)
    if letters or not needed:
        letters = 0.7 * letters + 0.3 * ratio(old.ordered, new.ordered)
    found = max(letters / 100, least) + shift
    return found if found >= floor else 0.0


def _least(old: Profile, new: Profile) -> float:
    if old.value == new.value:
        return SAME_VALUE
    short, long = sorted((old.folded, new.folded), key=len)
    enough = len(short) >= max(CONTAINED_FROM, CONTAINED_SHARE * len(long))
    return CONTAINED if enough and short in long else 0.0
