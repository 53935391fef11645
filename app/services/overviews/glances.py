"""The state of every page of a region in every language at a glance, in two queries for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Set
from typing import NamedTuple

from sqlalchemy import false, func, select
from sqlalchemy.orm import Session

from app.domain.freshness.page_status import FRESH, worst
from app.models import Content, Head, Region, Status, Target
from app.services import regions
from app.services.overviews.coverage import unseen

WORK = frozenset({"missing", "incomplete", "stale"})
MOST_NAMED = 400  # contents that a query names one by one; of more, it reads the whole region


class Entry(NamedTuple):
    """The working copy of a content in a language, and whether readers of the language get the content."""

    state: str = ""  # "" if nobody has begun it
    is_live: bool = False


class Glance(NamedTuple):
    """A content in a language: its worst state, and how many of its characters are fresh."""

    state: str
    fresh: int = 0
    characters: int = 0

    @property
    def percent(self) -> int:
        """Fresh characters in percent, rounded down; 100 for a content without words."""
        return 100 * self.fresh // self.characters if self.characters else 100


Key = tuple[int, str]  # content and language
Glances = Mapping[int, Mapping[str, Glance]]
HIDDEN, NOT_BEGUN = Glance("hidden"), Entry()


def of_region(
    session: Session,
    region: Region,
    public: Set[int],
    entries: Mapping[Key, Entry],
    looked_at: Collection[int] | None = None,
) -> Glances:
    """A glance at those contents whose source readers can open (`public`), in each language that the
    region translates into.

    `looked_at`: a machine's text is told from a person's only in these (None: in all), since that
    takes longest to find out.
    """
    characters = _characters(session, region.id)
    machine = _machine(session, region.id, looked_at)
    codes = regions.target_codes(region)
    return {
        content_id: {
            code: _glance(
                characters.get((content_id, code), {}),
                entries.get((content_id, code), NOT_BEGUN),
                (content_id, code) in machine,
            )
            for code in codes
        }
        for content_id in public
    }


def _glance(states: Mapping[str, int], entry: Entry, machine: bool) -> Glance:
    state = worst(
        states.keys(), live=entry.is_live, in_review=entry.state == "review", machine=machine
    )
    fresh = sum(number for name, number in states.items() if name in FRESH)
    return Glance(state, fresh, sum(states.values()))


def _characters(session: Session, region_id: int) -> dict[Key, dict[str, int]]:
    """The characters of paragraphs with words by state, from the cache."""
    rows = session.execute(
        select(Status.content_id, Status.language, Status.state, func.sum(Status.characters))
        .join(Content, Content.id == Status.content_id)
        .where(Content.region_id == region_id, Status.characters > 0)
        .group_by(Status.content_id, Status.language, Status.state)
    )
    found: dict[Key, dict[str, int]] = defaultdict(dict)
    for content_id, language, state, number in rows:
        found[content_id, language][state] = number
    return found


def _machine(session: Session, region_id: int, looked_at: Collection[int] | None) -> Set[Key]:
    """Where readers get a machine's text that nobody has reviewed."""
    here = Content.region_id == region_id
    if looked_at is not None and len(looked_at) <= MOST_NAMED:
        here &= Content.id.in_(list(looked_at)) if looked_at else false()
    rows = session.execute(
        select(Status.content_id, Status.language)
        .join(Content, Content.id == Status.content_id)
        .join(Head, (Head.segment_id == Status.segment_id) & (Head.language == Status.language))
        .join(Target, Target.id == Head.target_id)
        .where(here, unseen(here))
        .distinct()
    )
    return {(content_id, language) for content_id, language in rows}
