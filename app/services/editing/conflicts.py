"""What I typed beside what was saved meanwhile: shown paragraph by paragraph, and put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app.domain.revisions import merging
from app.domain.revisions.paragraph_diff import BREAK, words
from app.domain.revisions.word_diff import Stretch
from app.domain.segments.codes import visible
from app.domain.segments.segmentation import split
from app.models import Content, Revision
from app.services.editing.autosave import Kept
from app.services.editing.typed import Typed
from app.services.pages import histories

BESIDE = ("title", "icon", "organisation")


@dataclass(frozen=True)
class Difference:
    """One piece that somebody changed; `name` is a field or the number of a passage.

    `who` changed it: they, i, or both. `values` are the texts before, theirs and mine; `theirs` and
    `mine` lead from the text before to each side's, `apart` from theirs to mine. `only_form`: the
    words are the same, something else is not.
    """

    name: str
    who: str
    values: tuple[str, str, str]
    theirs: tuple[Stretch, ...]
    mine: tuple[Stretch, ...]
    apart: tuple[Stretch, ...]
    only_form: bool = False


@dataclass(frozen=True)
class Encounter:
    """My unsaved text, the revision it is based on, and the working copy as it is now."""

    before: Revision
    now: Revision
    kept: Kept
    differences: tuple[Difference, ...]
    passages: tuple[merging.Passage, ...]
    sides: tuple[Typed, Typed, Typed]  # before, theirs, mine

    @property
    def quarrels(self) -> int:
        """How many pieces both have changed."""
        return sum(one.who == "both" for one in self.differences)


def meet(session: Session, content: Content, kept: Kept) -> Encounter:
    """What I typed beside the working copy, compared by what both of us began with."""
    now = content.working
    assert now is not None
    before = now
    if kept.based_on != now.number:
        before = histories.revision(session, content, kept.based_on)
    sides = Typed.of(content, before), Typed.of(content, now), kept.typed
    found = merging.passages(*(typed.body for typed in sides))
    plain = [_field(name, *(getattr(typed, name) for typed in sides)) for name in BESIDE]
    bodies = [_passage(str(n), one) for n, one in enumerate(found) if one.who != "nobody"]
    shown = [one for one in plain if one.who != "nobody"] + bodies
    return Encounter(before, now, kept, tuple(shown), tuple(found), sides)


def _field(name: str, before: str, theirs: str, mine: str) -> Difference:
    who = merging.field_changed(before, theirs, mine)
    return _difference(name, who, before, theirs, mine)


def _passage(name: str, one: merging.Passage) -> Difference:
    return _difference(name, one.who, *map(readable, (one.before, one.theirs, one.mine)))


def _difference(name: str, who: str, before: str, theirs: str, mine: str) -> Difference:
    sides = words(before, theirs), words(before, mine), words(theirs, mine)
    values = before, theirs, mine
    return Difference(name, who, values, *sides, only_form=before == theirs == mine)


def readable(html: str) -> str:
    """The words of a piece of a page, paragraphs apart."""
    return BREAK.join(visible(one.coded, one.codes) for one in split(html).segments)


def together(found: Encounter, chosen: Mapping[str, str]) -> Typed:
    """One text: what one side changed, and where both did, what was chosen (theirs, mine, both).

    Of paragraphs without a choice both stay; of a title or icon mine does.
    """
    numbers = {int(name): side for name, side in chosen.items() if name.isdecimal()}
    mine = replace(found.kept.typed, body=merging.merged(found.passages, numbers))
    for name in BESIDE:
        before, theirs, own = (str(getattr(typed, name)) for typed in found.sides)
        values = {name: _side(before, theirs, own, chosen.get(name, ""))}
        mine = replace(mine, **values)
    return mine


def _side(before: str, theirs: str, mine: str, choice: str) -> str:
    if choice in ("theirs", "mine"):
        return theirs if choice == "theirs" else mine
    return theirs if merging.field_changed(before, theirs, mine) == "they" else mine
