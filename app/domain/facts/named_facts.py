"""The facts that a text names: numbers, dates, times, sums and contact data, by value."""

from __future__ import annotations

from collections.abc import Hashable

from app.domain.facts.tokens import find
from app.domain.segments.codes import visible
from app.domain.segments.segmentation import Segment


def named(segment: Segment) -> list[tuple[str, Hashable]]:
    """The facts of a text, in order, as (kind, value)."""
    return [(token.kind, token.value) for token in find(visible(segment.coded, segment.codes))]


def names_other_facts(old: Segment, now: Segment) -> bool:
    """Whether `old` names a fact that `now` does not name any more, or more often."""
    present = named(now)
    for fact in named(old):
        if fact not in present:
            return True
        present.remove(fact)
    return False
