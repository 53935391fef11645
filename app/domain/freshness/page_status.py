"""The state of a page in a language, from the states of its paragraphs."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime

FRESH = frozenset({"current", "advise"})
WORST_FIRST = (
    "hidden", "missing", "incomplete", "stale", "in review", "machine", "unverified", "current",
)  # fmt: skip


@dataclass(frozen=True)
class State:
    """One paragraph's state, as far as its page is concerned; `characters` is 0 without words."""

    segment_id: int
    state: str
    severity: int
    characters: int
    origin: str
    since: datetime


@dataclass(frozen=True)
class PageStatus:
    """A page in a language: worst state, percent of characters that are fresh, and since when."""

    state: str
    fresh: int
    since: datetime | None
    by_state: dict[str, tuple[int, ...]]  # segment ids by state


def summarise(
    states: Sequence[State], *, public: bool = True, live: bool = True, in_review: bool = False
) -> PageStatus:
    """The state of a page.

    `public`: its German can be read; `live`: so can this language; `in_review`: a working copy waits.
    """
    found: dict[str, list[int]] = {}
    for one in states:
        found.setdefault(one.state, []).append(one.segment_id)
    words = {one.state for one in states if one.characters}
    state = worst(
        words, public=public, live=live, in_review=in_review,
        machine=any(one.origin == "machine" for one in states),
    )  # fmt: skip
    return PageStatus(
        state,
        fresh_percent(states),
        _since(states, state),
        {name: tuple(ids) for name, ids in found.items()},
    )


def worst(
    names: Set[str],
    *,
    public: bool = True,
    live: bool = True,
    in_review: bool = False,
    machine: bool = False,
) -> str:
    """The state of a page whose paragraphs with words are in the states `names`.

    `machine`: a machine wrote one of its texts, and nobody has reviewed it.
    """
    if not public:
        return "hidden"
    if names and names <= {"missing"}:
        return "missing"
    for name, state in (("missing", "incomplete"), ("stale", "stale")):
        if name in names:
            return state
    if in_review or not live:
        return "in review"
    if machine:
        return "machine"
    return "unverified" if "unverified" in names else "current"


def fresh_percent(states: Sequence[State]) -> int:
    """Characters that are fresh, in percent of all, rounded down; 100 for a page without words."""
    total = sum(one.characters for one in states)
    fresh = sum(one.characters for one in states if one.state in FRESH)
    return 100 * fresh // total if total else 100


def _since(states: Sequence[State], state: str) -> datetime | None:
    """Since when the page has been in this state: its first paragraph of the kind, else its last."""
    wanted = {"incomplete": "missing"}.get(state, state)
    matching = [one.since for one in states if one.state == wanted]
    if state in ("stale", "incomplete", "missing") and matching:
        return min(matching)
    return max((one.since for one in states), default=None)
