"""Codes: the inline elements of a segment by number, and what may be asked of such a text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

CODE = re.compile(r"⟦(/?)(\d+)(/?)⟧")
LOOKALIKE = re.compile(r"⟦(?=/?\d+/?⟧)")
DEFUSED = re.compile(r"⟦\u2060+(?=/?\d+/?⟧)")


@dataclass(frozen=True)
class Code:
    """One inline element of a segment.

    A pair wraps words, a void stands alone, a lock is content that nobody translates: contact data
    in running text with the link around it, or an element marked translate="no". Of a lock, `text`
    is what the reader sees and `html` the markup to put out.
    """

    number: int
    kind: Literal["pair", "void", "lock"]
    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    text: str = ""
    html: str = ""

    def get(self, name: str) -> str:
        """The value of an attribute, empty where there is none."""
        return next((value for key, value in self.attributes if key == name), "")


def defuse(text: str) -> str:
    """Keep literal text from being read as a code mark, by a word joiner after ⟦."""
    return LOOKALIKE.sub("⟦\u2060", text)


def restore(text: str) -> str:
    """Undo defuse."""
    return DEFUSED.sub("⟦", text)


def opening(number: int) -> str:
    """The mark that opens a pair."""
    return f"⟦{number}⟧"


def closing(number: int) -> str:
    """The mark that closes a pair."""
    return f"⟦/{number}⟧"


def standing(number: int) -> str:
    """The mark of a void or a lock."""
    return f"⟦{number}/⟧"


def plain(coded: str) -> str:
    """The text without its codes; locks leave nothing."""
    return restore(CODE.sub("", coded))


def visible(coded: str, codes: Sequence[Code]) -> str:
    """What the reader sees: no codes, the text of locks, a blank for a line break."""
    shown = {code.number: code.text for code in codes if code.kind == "lock"}
    shown |= {code.number: " " for code in codes if code.tag == "br"}
    text = CODE.sub(lambda mark: shown.get(int(mark[2]), "") if not mark[1] else "", coded)
    return restore(text)


def problems(coded: str, codes: Sequence[Code]) -> list[str]:
    """What is wrong with the codes of a target, judged by the source's codes; [] when whole."""
    marks = [_read(mark) for mark in CODE.finditer(coded)]
    kinds = {code.number: code.kind for code in codes}
    return _shape(marks, kinds) + _nesting(marks) + _counts(marks, kinds)


def _read(mark: re.Match[str]) -> tuple[str, int]:
    """A mark as its role (open, close, stand) and number; ⟦/1/⟧ counts as closing."""
    role = "close" if mark[1] else "stand" if mark[3] else "open"
    return role, int(mark[2])


def _shape(marks: list[tuple[str, int]], kinds: Mapping[int, str]) -> list[str]:
    """Codes the source does not have, pairs used as voids and voids used as pairs."""
    found = []
    for number in dict.fromkeys(number for _, number in marks):
        kind = kinds.get(number)
        roles = {role for role, other in marks if other == number}
        if kind is None:
            found.append(f"unknown code {number}")
        elif kind == "pair" and "stand" in roles:
            found.append(f"code {number} must wrap words")
        elif kind != "pair" and roles != {"stand"}:
            found.append(f"code {number} must stand alone")
    return found


def _nesting(marks: list[tuple[str, int]]) -> list[str]:
    """Pairs that are not closed, not opened, or that cross one another."""
    found = []
    stack: list[int] = []
    for role, number in marks:
        if role == "open":
            stack.append(number)
        elif role == "close" and number not in stack:
            found.append(f"code {number} is closed but not opened")
        elif role == "close":
            if stack[-1] != number:
                found.append(f"code {number} crosses code {stack[-1]}")
            stack.remove(number)
    return found + [f"code {number} is not closed" for number in stack]


def _counts(marks: list[tuple[str, int]], kinds: Mapping[int, str]) -> list[str]:
    """Codes of the source that are missing or occur more than once."""
    seen = [number for role, number in marks if role != "close"]
    found = [f"missing code {number}" for number in kinds if number not in seen]
    return found + [f"doubled code {number}" for number in kinds if seen.count(number) > 1]
