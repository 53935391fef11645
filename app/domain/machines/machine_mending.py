"""What can be mended in a machine's target without doubt: lost blanks, and formatting that was left
out but stands where a link or a lock is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain.segments.codes import CODE, closing, opening, standing

_STANDING = re.compile(r"⟦\d+/⟧")
_ARABIC = re.compile("[\u0600-\u06ff]")  # prepositions of a letter are written together


def space(source: str, target: str) -> str:
    """`target` with a blank where the source has one beside a lock and a letter is stuck to it."""
    loose = {mark[0]: _is_loose(source, mark) for mark in _STANDING.finditer(source)}

    def apart(mark: re.Match[str]) -> str:
        before, after = loose.get(mark[0], (False, False))
        left = target[: mark.start()][-1:]
        right = target[mark.end() :][:1]
        stuck = before and left.isalnum() and not _ARABIC.match(left)
        return " " * stuck + mark[0] + " " * (after and right.isalnum())

    return _STANDING.sub(apart, target)


def _is_loose(source: str, mark: re.Match[str]) -> tuple[bool, bool]:
    """Whether a mark has a blank or the edge of the text before and after it."""
    before, after = source[: mark.start()][-1:], source[mark.end() :][:1]
    return not before.strip(), not after.strip()


def reformat(source: str, formatting: Sequence[int], target: str) -> str:
    """`target` with those pairs of formatting that in the source wrap just a lock or a link, or all
    words of a link; others have no place that is certain."""
    for number in formatting:
        if opening(number) in target:
            continue
        bare = _without(source, frozenset(formatting) - {number})
        target = _wrapped(bare, number, target)
    return target


def _without(coded: str, numbers: frozenset[int]) -> str:
    return CODE.sub(lambda mark: "" if int(mark[2]) in numbers else mark[0], coded)


def _wrapped(source: str, number: int, target: str) -> str:
    start, end = re.escape(opening(number)), re.escape(closing(number))
    if lock := re.search(rf"{start}\s*⟦(\d+)/⟧\s*{end}", source):
        mark = standing(int(lock[1]))
        return target.replace(mark, opening(number) + mark + closing(number))
    if link := re.search(rf"{start}\s*⟦(\d+)⟧(?:(?!⟦/\1⟧).)*⟦/\1⟧\s*{end}", source):
        first, last = opening(int(link[1])), closing(int(link[1]))
        target = target.replace(first, opening(number) + first)
        return target.replace(last, last + closing(number))
    if link := re.search(rf"⟦(\d+)⟧\s*{start}(?:(?!{end}).)*{end}\s*⟦/\1⟧", source):
        first, last = opening(int(link[1])), closing(int(link[1]))
        target = target.replace(first, first + opening(number))
        return target.replace(last, closing(number) + last)
    return target
