"""Paragraphs put together: when an editor merges two, or what one target covered was split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from app.domain.segments.codes import CODE, Code, standing, visible
from app.domain.segments.segmentation import Segment


def shifted(coded: str, by: int) -> str:
    """`coded` with each code number raised by `by`."""
    return CODE.sub(lambda m: f"⟦{m[1]}{int(m[2]) + by}{m[3]}⟧", coded)


def join_sources(parts: Sequence[Segment], with_breaks: bool = False) -> Segment:
    """One segment with the text of all `parts` in order, their codes renumbered; between them a
    blank, or a line break."""
    joined, _ = join_answers([(part, "") for part in parts], with_breaks)
    return joined


def join_answers(
    parts: Sequence[tuple[Segment, str]], with_breaks: bool = False
) -> tuple[Segment, str]:
    """The joined source and the joined target of (source, coded target) pairs."""
    german = target = ""
    codes: list[Code] = []
    for position, (source, coded) in enumerate(parts):
        between = " " if position else ""
        offset = max((code.number for code in codes), default=0)
        if position and with_breaks:
            offset += 1
            codes.append(Code(offset, "void", "br"))
            between = standing(offset)
        german += between + shifted(source.coded, offset)
        target += between + shifted(coded, offset)
        codes += [replace(code, number=code.number + offset) for code in source.codes]
    first = parts[0][0]
    return Segment(first.kind, first.element, german, tuple(codes)), target


def is_of_all(answered: Segment, first: Segment, together: Segment) -> bool:
    """Whether what an answer answers is more like all parts of a split paragraph than like the
    first one alone."""
    was, one, all_ = (visible(part.coded, part.codes) for part in (answered, first, together))
    return Levenshtein.distance(was, all_) < Levenshtein.distance(was, one)
