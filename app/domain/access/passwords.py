"""What a password must not be: short, monotonous, or what everybody can guess about its owner."""

from __future__ import annotations

import re
from itertools import pairwise

SHORTEST, LONGEST = 12, 200
FEWEST = 5  # different characters
GUESSED = (
    "passwort", "password", "geheim", "willkommen", "hallo", "welcome", "admin", "qwertz",
    "qwerty", "letmein", "iloveyou", "wegweiser", "test",
)  # fmt: skip


def fault(password: str, *about: str) -> str:
    """Why a password is refused: "short", "long", "simple" or "guessed"; "" if it may be taken.

    `about` is what is known of its owner, such as address and name.
    """
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    rest = password.lower()
    if len(set(rest)) < FEWEST or _in_order(rest):
        return "simple"
    for word in (*_words(about), *GUESSED):
        rest = rest.replace(word, "")
    return "guessed" if len(re.sub(r"[\W\d_]", "", rest)) < 4 and len(rest) < SHORTEST - 4 else ""


def _in_order(text: str) -> bool:
    """Whether most of it only counts on: 12345678, abcdefgh."""
    steps = [ord(after) - ord(before) for before, after in pairwise(text)]
    return sum(abs(step) <= 1 for step in steps) > len(steps) * 0.7


def _words(about: tuple[str, ...]) -> list[str]:
    found = (word for text in about for word in re.split(r"[\W_]+", text.lower()))
    return sorted({word for word in found if len(word) >= 3}, key=len, reverse=True)
