"""Two wordings of a German segment side by side, each relation worked out when a rule asks."""

from collections import Counter
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import dropwhile, takewhile

from app.domain.facts.spellings import weekdays
from app.domain.revisions import recoding
from app.domain.revisions.reading import Unit, read
from app.domain.segments.segmentation import Segment

Block = tuple[tuple[Unit, ...], tuple[Unit, ...]]
Known = Callable[[str], bool]
Step = tuple[str, int, int, int, int]
MOST_ALIKE = 1_000_000  # pairs of equal words; no paragraph that anybody wrote has that many


class Comparison:
    """The old and the new reading of a segment, and `known` for the words of the region."""

    def __init__(self, old: Segment, new: Segment, known: Known) -> None:
        self.old, self.new, self.known = read(old), read(new), known

    @cached_property
    def plan(self) -> recoding.Plan:
        """What becomes of the codes."""
        return recoding.plan(self.old, self.new)

    @cached_property
    def steps(self) -> Sequence[Step]:
        """How the old words become the new ones, blind to case and to values of one kind."""
        old, new = ([u.skeleton.casefold() for u in side.words] for side in (self.old, self.new))
        return _steps(old, new)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The stretches of words that differ."""
        old, new = self.old.words, self.new.words
        return tuple(
            (old[a:b], new[c:d])
            for step, a, b, c, d in self.steps
            if step != "equal" and (b > a or d > c)
        )

    @cached_property
    def weekdays(self) -> tuple[Block, ...]:
        """The blocks that are a weekday which changes with its date: one fact, not another word."""
        old, new = self.old.words, self.new.words
        return tuple(
            (old[a:b], new[c:d])
            for step, a, b, c, d in self.steps
            if step == "replace" and _are_weekdays(old[a:b], new[c:d])
            if _next_date(old[b:]) != _next_date(new[d:])
        )

    @cached_property
    def pairs(self) -> tuple[tuple[Unit, Unit], ...]:
        """The units that answer each other outside of the blocks."""
        old, new = self.old.words, self.new.words
        alike = [(old[a:b], new[c:d]) for step, a, b, c, d in self.steps if step == "equal"]
        return tuple(pair for a, b in alike for pair in zip(a, b, strict=True))


def _steps(old: Sequence[str], new: Sequence[str]) -> Sequence[Step]:
    """How one list of words becomes the other. Of the same word over and over, which would take hours
    to compare, only beginning and end are."""
    after = Counter(new)
    if sum(after[word] * count for word, count in Counter(old).items()) <= MOST_ALIKE:
        return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    a, b = len(old) - tail, len(new) - tail
    steps = [("equal", 0, head, 0, head), ("replace", head, a, head, b)]
    return [*steps, ("equal", a, len(old), b, len(new))]


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _are_weekdays(old: Sequence[Unit], new: Sequence[Unit]) -> bool:
    return [1, 1] == [len(old), len(new)] and all(
        unit.form.casefold() in weekdays("de") for unit in (*old, *new)
    )


def _next_date(after: Sequence[Unit]) -> str:
    """The date that a weekday right before `after` belongs to, or nothing."""
    rest = dropwhile(lambda unit: unit.form in ("den", "dem", "der"), after)
    unit = next(rest, None)
    return unit.form if unit and unit.skeleton == "{date}" else ""
