"""The tree of a region's pages as those see it who work on them: read whole, in four queries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.addresses.outline import Node, children_of
from app.domain.revisions.standing import AWAY, standing
from app.models import Content, Page, Region, Review, Revision, Schedule, Translation
from app.services import regions
from app.services.overviews import glances
from app.services.overviews.glances import HIDDEN, NOT_BEGUN, WORK, Entry, Glance, Key


@dataclass(frozen=True)
class Leaf:
    """One page: its working title, where it stands with readers, what is planned, its languages.

    `is_public`: readers of the source language can open it. `waits_in` are the languages in which it
    was handed in for review.
    """

    id: int
    parent: int | None
    title: str
    standing: str
    is_live: bool
    is_public: bool
    changed_at: datetime
    author: str
    publish_at: datetime | None
    expires_at: datetime | None
    due_on: date | None
    waits_in: tuple[str, ...]
    glances: Mapping[str, Glance]

    @property
    def is_away(self) -> bool:
        """Whether the page, or one above it, was put away."""
        return self.standing in AWAY

    @property
    def percent(self) -> int:
        """Fresh characters of all languages that it is translated into, in percent."""
        total = sum(glance.characters for glance in self.glances.values())
        fresh = sum(glance.fresh for glance in self.glances.values())
        return 100 * fresh // total if total else 100


@dataclass(frozen=True)
class Line:
    """A page as a line of the tree that is shown: `level` and `position` count from 1.

    `below` counts the pages below it, `work_below` those of them that need work, by language.
    """

    leaf: Leaf
    level: int
    position: int
    siblings: int
    children: int
    is_open: bool
    below: int
    work_below: Mapping[str, int]


@dataclass(frozen=True)
class Tree:
    """All pages of a region, depth first; `children` by parent, in order."""

    leaves: Mapping[int, Leaf]
    children: Mapping[int | None, Sequence[int]]
    languages: Sequence[str]
    _sums: dict[int, tuple[int, dict[str, int]]] = field(default_factory=dict)

    def above(self, content_id: int) -> list[Leaf]:
        """The pages above one, the section's first."""
        found: list[Leaf] = []
        parent = self.leaves[content_id].parent
        while parent is not None:
            found.insert(0, self.leaves[parent])
            parent = self.leaves[parent].parent
        return found

    def away(self) -> list[Leaf]:
        """What was put away, with all that stands below it."""
        return [leaf for leaf in self.leaves.values() if leaf.is_away]

    def lines(self, opened: Set[int], root: int | None = None) -> Iterator[Line]:
        """The lines below `root` that are seen when these branches are open; what was put away is not."""
        level = len(self.above(root)) + 2 if root is not None else 1
        return self._lines(opened, root, level)

    def _lines(self, opened: Set[int], root: int | None, level: int) -> Iterator[Line]:
        here = self.present(root)
        for position, content_id in enumerate(here, 1):
            number = len(self.present(content_id))
            is_open = content_id in opened and number > 0
            below, work = self._summed(content_id)
            leaf = self.leaves[content_id]
            yield Line(leaf, level, position, len(here), number, is_open, below, work)
            if is_open:
                yield from self._lines(opened, content_id, level + 1)

    def present(self, parent: int | None) -> list[int]:
        """The pages directly below one that were not put away, in order."""
        return [one for one in self.children.get(parent, ()) if not self.leaves[one].is_away]

    def below(self, content_id: int) -> int:
        """How many pages stand below one, those that were put away left out."""
        return self._summed(content_id)[0]

    def _summed(self, content_id: int) -> tuple[int, dict[str, int]]:
        """How many pages stand below one, and how many of them need work in which language."""
        if content_id not in self._sums:
            number, work = 0, dict.fromkeys(self.languages, 0)
            for child in self.present(content_id):
                below, needed = self._summed(child)
                number += 1 + below
                for code, glance in self.leaves[child].glances.items():
                    work[code] += needed[code] + (glance.state in WORK)
            self._sums[content_id] = number, work
        return self._sums[content_id]


def read(
    session: Session,
    region: Region,
    opened: Set[int] | None = frozenset(),
    among: Collection[int] = (),
) -> Tree:
    """The whole tree. A machine's text is told from a person's only in the lines that are seen when
    these branches are open, and `among` some pages (`opened` None: everywhere)."""
    rows = {row.content_id: row for row in _rows(session, region.id)}
    entries = _entries(session, region.id)
    nodes = [
        Node(id_, row.parent_id, row.order_key, row.archived_at is not None)
        for id_, row in rows.items()
    ]
    children = {parent: [node.id for node in some] for parent, some in children_of(nodes).items()}
    places = dict(_placed(rows, children, entries))
    public = {id_ for id_, place in places.items() if place.is_public}
    looked_at = None if opened is None else _shown(children, opened) | set(among)
    states = glances.of_region(session, region, public, entries, looked_at)
    codes = [entry.language.code for entry in regions.active(region)]
    leaves = {
        id_: _leaf(rows[id_], place, entries, codes, states.get(id_, {}))
        for id_, place in places.items()
    }
    return Tree(leaves, children, codes)


def _rows(session: Session, region_id: int) -> Sequence[Any]:
    return session.execute(
        select(
            Page.content_id, Page.parent_id, Page.order_key, Content.archived_at,
            Content.source_language, Content.published_revision_id,
            func.coalesce(Revision.at, Content.created_at).label("changed_at"),
            func.coalesce(Revision.title, "").label("title"),
            func.coalesce(Revision.author, "").label("author"),
            Schedule.publish_at, Schedule.expires_at, Review.due_on,
        )
        .join(Content, Content.id == Page.content_id)
        .outerjoin(Revision, Revision.id == Content.working_revision_id)
        .outerjoin(Schedule, Schedule.content_id == Page.content_id)
        .outerjoin(Review, Review.content_id == Page.content_id)
        .where(Page.region_id == region_id)
    ).all()  # fmt: skip


def _entries(session: Session, region_id: int) -> dict[Key, Entry]:
    rows = session.execute(
        select(
            Translation.content_id, Translation.language, Translation.state,
            Translation.live_since.is_not(None),
        )
        .join(Page, Page.content_id == Translation.content_id)
        .where(Page.region_id == region_id)
    )  # fmt: skip
    return {(id_, language): Entry(state, is_live) for id_, language, state, is_live in rows}


@dataclass(frozen=True)
class _Place:
    standing: str
    is_live: bool
    is_public: bool


def _placed(
    rows: Mapping[int, Any],
    children: Mapping[int | None, Sequence[int]],
    entries: Mapping[Key, Entry],
) -> Iterator[tuple[int, _Place]]:
    """Each page, depth first, with its standing and whether its readers can open it."""
    waiting = [(id_, "", True) for id_ in reversed(children.get(None, ()))]
    while waiting:
        id_, above, is_open = waiting.pop()
        row = rows[id_]
        entry = entries.get((id_, row.source_language), NOT_BEGUN)
        is_live = entry.is_live and row.published_revision_id is not None
        stands = standing(
            entry.state, is_live=is_live, is_archived=row.archived_at is not None,
            is_below_archived=above in AWAY,
        )  # fmt: skip
        is_public = is_open and is_live and stands not in AWAY
        yield id_, _Place(stands, is_live, is_public)
        waiting.extend((child, stands, is_public) for child in reversed(children.get(id_, ())))


def _shown(children: Mapping[int | None, Sequence[int]], opened: Set[int]) -> set[int]:
    """The ids that are seen when these branches are open."""
    found: set[int] = set()
    waiting: list[int | None] = [None]
    while waiting:
        here = children.get(waiting.pop(), ())
        found.update(here)
        waiting.extend(one for one in here if one in opened)
    return found


def _leaf(
    row: Any,
    place: _Place,
    entries: Mapping[Key, Entry],
    codes: Sequence[str],
    states: Mapping[str, Glance],
) -> Leaf:
    source = "in review" if place.standing == "review" else "current"
    own = Glance(source) if place.is_public else HIDDEN
    found = {
        code: own if code == row.source_language else states.get(code, HIDDEN) for code in codes
    }
    waits_in = tuple(
        code for code in codes if entries.get((row.content_id, code), NOT_BEGUN).state == "review"
    )
    return Leaf(
        row.content_id, row.parent_id, row.title, place.standing, place.is_live, place.is_public,
        row.changed_at, row.author, row.publish_at, row.expires_at, row.due_on, waits_in, found,
    )  # fmt: skip
