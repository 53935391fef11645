"""Rewrite a target's codes for a source whose codes went, changed, swapped or came round it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from app.domain.revisions.reading import Placed, Reading
from app.domain.segments.codes import CODE, closing, opening

Work = Literal["carry", "rewrite", "advise", "stale"]
WORKS: tuple[Work, ...] = ("carry", "rewrite", "advise", "stale")
"""What a change means for a target, mildest first."""


@dataclass(frozen=True)
class Plan:
    """What becomes of each code: old numbers with their new ones, codes that go, codes put round
    the whole target, emphasis that a translator may add; and codes that share one stretch."""

    work: Work
    numbers: tuple[tuple[int, int], ...] = ()
    removed: tuple[Placed, ...] = ()
    wraps: tuple[int, ...] = ()
    open_ends: tuple[int, ...] = ()
    nests: tuple[tuple[int, ...], ...] = ()


@dataclass
class _Matching:
    """Old codes that are still free, and what was found so far."""

    old: list[Placed]
    numbers: dict[int, int] = field(default_factory=dict)
    left: list[Placed] = field(default_factory=list)

    def take(self, new: Placed, *, renamed: bool) -> bool:
        """Pair a new code with the first free old one that stands in the same place."""
        for code in self.old:
            if _same_place(code, new) and (
                _may_rename(code, new) if renamed else _alike(code, new)
            ):
                self.old.remove(code)
                self.numbers[code.number] = new.number
                return True
        return False


def worst(*works: Work) -> Work:
    """The one that asks for most work."""
    return max(works, key=WORKS.index)


def plan(old: Reading, new: Reading) -> Plan:
    """How the codes of `old` become those of `new`, and how much work that leaves."""
    if [_shape(code) for code in old.codes] == [_shape(code) for code in new.codes]:
        return Plan("carry", tuple((code.number, code.number) for code in new.codes))
    matching = _Matching(list(old.codes))
    for renamed in (False, True):
        waiting = matching.left if renamed else list(new.codes)
        matching.left = [code for code in waiting if not matching.take(code, renamed=renamed)]
    wraps = tuple(code.number for code in matching.left if code.whole)
    inner = [code for code in matching.left if not code.whole]
    hard = [code for code in inner if not _is_soft(code)]
    unlocked = [code for code in matching.old if code.kind == "lock"]
    work: Work = "stale" if hard or unlocked else "advise" if inner else "rewrite"
    return Plan(
        work,
        tuple(matching.numbers.items()),
        tuple(matching.old),
        wraps,
        tuple(code.number for code in inner if _is_soft(code)),
        _nests(new.codes),
    )


def recode(target: str, how: Plan) -> str:
    """The target with its codes as the new source has them; open ends are left to a translator."""
    numbers = dict(how.numbers)
    breaks = {code.number for code in how.removed if code.tag == "br"}

    def written(mark: re.Match[str]) -> str:
        number = int(mark[2])
        if number in numbers:
            return f"⟦{mark[1]}{numbers[number]}{mark[3]}⟧"
        return " " if number in breaks else "" if number in removed else mark[0]

    removed = {code.number for code in how.removed}
    target = CODE.sub(written, target)
    for number in reversed(how.wraps):
        target = opening(number) + target + closing(number)
    for nest in how.nests:
        target = _nested(target, nest)
    return target


def _shape(code: Placed) -> tuple[object, ...]:
    return code.number, code.kind, code.tag, code.start, code.end


def _same_place(old: Placed, new: Placed) -> bool:
    return (old.kind, old.start, old.end) == (new.kind, new.start, new.end)


def _alike(old: Placed, new: Placed) -> bool:
    return old.tag == new.tag


def _may_rename(old: Placed, new: Placed) -> bool:
    """Any pair may become emphasis, bare contact data a link; nothing else becomes a link."""
    if old.kind == "lock":
        return old.tag.partition(":")[0] == new.tag.partition(":")[0]
    return old.kind == "pair" and new.tag != "a"


def _is_soft(code: Placed) -> bool:
    """Emphasis and line breaks: a target without them still says all there is to say."""
    return (code.kind == "pair" and code.tag != "a") or code.tag in ("br", "wbr")


def _nests(codes: Sequence[Placed]) -> tuple[tuple[int, ...], ...]:
    """Pairs round the same words, outermost first."""
    groups: dict[tuple[object, object], list[int]] = {}
    for code in codes:
        if code.kind == "pair":
            groups.setdefault((code.start, code.end), []).append(code.number)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _nested(target: str, nest: Sequence[int]) -> str:
    """Pairs that lie directly in one another, in the order of the source."""
    for _ in nest:
        for outer, inner in pairwise(nest):
            heads, tails = opening(inner) + opening(outer), closing(outer) + closing(inner)
            if heads in target and tails in target:
                target = target.replace(heads, opening(outer) + opening(inner))
                target = target.replace(tails, closing(inner) + closing(outer))
    return target
