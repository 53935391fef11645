"""Two wordings of a German segment side by side, each relation worked out when a rule asks."""

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import dropwhile

from app.domain.facts.spellings import weekdays
from app.domain.revisions import recoding
from app.domain.revisions.reading import Unit, read
from app.domain.segments.segmentation import Segment

Block = tuple[tuple[Unit, ...], tuple[Unit, ...]]
Known = Callable[[str], bool]


class Comparison:
    """The old and the new reading of a segment, and `known` for the words of the region."""

    def __init__(self, old: Segment, new: Segment, known: Known) -> None:
        self.old, self.new, self.known = read(old), read(new), known

    @cached_property
    def plan(self) -> recoding.Plan:
        """What becomes of the codes."""
        return recoding.plan(self.old, self.new)

    @cached_property
    def steps(self) -> Sequence[tuple[str, int, int, int, int]]:
        """How the old words become the new ones, blind to case and to values of one kind."""
        old, new = ([u.skeleton.casefold() for u in side.words] for side in (self.old, self.new))
        return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The stretches of words that differ."""
        old, new = self.old.words, self.new.words
        return tuple((old[a:b], new[c:d]) for step, a, b, c, d in self.steps if step != "equal")

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


def _are_weekdays(old: Sequence[Unit], new: Sequence[Unit]) -> bool:
    return [1, 1] == [len(old), len(new)] and all(
        unit.form.casefold() in weekdays("de") for unit in (*old, *new)
    )


def _next_date(after: Sequence[Unit]) -> str:
    """The date that a weekday right before `after` belongs to, or nothing."""
    rest = dropwhile(lambda unit: unit.form in ("den", "dem", "der"), after)
    unit = next(rest, None)
    return unit.form if unit and unit.skeleton == "{date}" else ""
