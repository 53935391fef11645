"""The coverage of a region: each section in each language, by the stored states of its paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from app.domain.freshness.page_status import FRESH
from app.models import Content, Head, Region, Status, Target
from app.models import Segment as SegmentRow
from app.services import regions
from app.services.overviews.holdings import Held, Holdings
from app.services.segments.statuses import CARRIED

KINDS = ("current", "check", "stale", "missing")
"""What a paragraph counts as: fine; fine, but a person should look (a spelling changed in German, a
machine wrote it, or nobody knows what it was made from); old; not there."""


@dataclass(frozen=True)
class Heap:
    """Paragraphs of one page in one language that are in the same state."""

    kind: str
    state: str
    paragraphs: int
    characters: int
    since: datetime
    severity: int


@dataclass(frozen=True)
class Cell:
    """A section in a language: paragraphs by kind, how much is fresh, on how many pages readers see it.

    `since` is when the oldest of its stale paragraphs became so, `severity` the worst of them.
    """

    language: str
    paragraphs: Mapping[str, int]
    fresh: int
    pages: int
    live: int
    waiting: int  # pages that were handed in for review
    since: datetime | None
    severity: int

    @property
    def is_live(self) -> bool:
        """Whether readers of this language get all of the section."""
        return self.live == self.pages > 0


@dataclass(frozen=True)
class Section:
    """A page with everything below it, in each language; `source` tells of the language it is written in."""

    id: int
    title: str
    source: Cell
    cells: Mapping[str, Cell]

    @property
    def live_in(self) -> list[str]:
        """The languages whose readers get the section's own page, the source first."""
        cells = [self.source, *self.cells.values()]
        return [cell.language for cell in cells if cell.live]

    @property
    def waits_in(self) -> list[str]:
        """The languages whose readers do not get all of it though it is translated."""
        return [
            cell.language
            for cell in self.cells.values()
            if not cell.is_live and cell.pages and not cell.paragraphs["missing"]
        ]

    @property
    def lacks(self) -> list[str]:
        """The languages whose readers do not get all of it since texts are missing."""
        return [
            cell.language
            for cell in self.cells.values()
            if not cell.is_live and cell.pages and cell.paragraphs["missing"]
        ]


Heaps = Mapping[tuple[int, str], Sequence[Heap]]


def of_region(session: Session, region: Region, held: Holdings) -> list[Section]:
    """The sections of a region in their order, in every language that it is translated into."""
    return sections(region, held, heaps(session, region))


def sections(region: Region, held: Holdings, found: Heaps) -> list[Section]:
    """The same, where the paragraphs are known."""
    codes, source = regions.target_codes(region), regions.source_code(region)
    return [section(list(held.section(root.id)), codes, found, source) for root in held.sections()]


def fresh_share(region: Region, held: Holdings, found: Heaps) -> int:
    """The percent of all characters that are fresh, over all languages and pages; 100 if there are none."""
    codes = regions.target_codes(region)
    here = [
        heap
        for (content_id, code), several in found.items()
        if code in codes and content_id in held.pages
        for heap in several
    ]
    return _fresh(here)


def section(pages: Sequence[Held], codes: Iterable[str], found: Heaps, source: str) -> Section:
    """One section, its own page first; what German readers do not see yet does not count."""
    own = pages[0]
    published = [page for page in pages if page.is_published]
    drafts = [page for page in pages if "review" == page.states.get(source)]
    live = sum(source in page.live_in for page in pages)
    home = Cell(source, {}, 100, len(pages), live, len(drafts), None, 0)
    return Section(own.id, own.title, home, {code: _cell(published, code, found) for code in codes})


def _cell(pages: Sequence[Held], code: str, found: Heaps) -> Cell:
    here = [heap for page in pages for heap in found.get((page.id, code), ())]
    counted: Counter[str] = Counter()
    for heap in here:
        counted[heap.kind] += heap.paragraphs
    old = [heap for heap in here if heap.state == "stale"]
    return Cell(
        code, {kind: counted[kind] for kind in KINDS}, _fresh(here),
        len(pages), sum(code in page.live_in for page in pages),
        sum(page.states.get(code) == "review" for page in pages),
        min((heap.since for heap in old), default=None),
        max((heap.severity for heap in old), default=0),
    )  # fmt: skip


def _fresh(heaps: Iterable[Heap]) -> int:
    total = fresh = 0
    for heap in heaps:
        total += heap.characters
        fresh += heap.characters if heap.state in FRESH else 0
    return 100 * fresh // total if total else 100


def heaps(session: Session, region: Region) -> dict[tuple[int, str], list[Heap]]:
    """The paragraphs with words of a region's published pages, by page and language, from the cache."""
    kind = _kind(region.id)
    rows = session.execute(
        select(
            Status.content_id, Status.language, kind, Status.state, func.count(),
            func.sum(Status.characters), func.min(Status.since), func.max(Status.severity),
        )
        .join(Content, Content.id == Status.content_id)
        .outerjoin(
            Head, (Head.segment_id == Status.segment_id) & (Head.language == Status.language)
        )
        .outerjoin(Target, Target.id == Head.target_id)
        .where(Content.region_id == region.id, Content.archived_at.is_(None))
        .where(Status.characters > 0)
        .group_by(Status.content_id, Status.language, kind, Status.state)
    )  # fmt: skip
    found: dict[tuple[int, str], list[Heap]] = {}
    for content_id, language, name, state, count, characters, since, severity in rows:
        heap = Heap(name, state, count, characters, since, severity)
        found.setdefault((content_id, language), []).append(heap)
    return found


def _kind(region_id: int) -> ColumnElement[str]:
    """What a paragraph counts as, see KINDS."""
    return case(
        (Status.state.in_(("stale", "missing")), Status.state),
        (or_(Status.state != "current", unseen(Content.region_id == region_id)), literal("check")),
        else_=literal("current"),
    )


def unseen(contents: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether what is served was written by a machine, or carried on from that, and nobody reviewed it.

    `contents`: a condition on Content that the targets asked about fulfil.
    """
    before = aliased(Target)
    roots = (
        select(Target.id, Target.based_on, Target.origin)
        .join(Head, Head.target_id == Target.id)
        .join(SegmentRow, SegmentRow.id == Target.segment_id)
        .join(Content, Content.id == SegmentRow.content_id)
        .where(contents, Target.origin.in_(CARRIED))
        .cte("roots", recursive=True)
    )
    roots = roots.union_all(
        select(roots.c.id, before.based_on, before.origin)
        .join(before, before.id == roots.c.based_on)
        .where(roots.c.origin.in_(CARRIED))
    )
    carried = select(roots.c.id).where(roots.c.origin == "machine")
    written = or_(Target.origin == "machine", Target.id.in_(carried))
    return and_(Target.id.is_not(None), written, Target.quality != "reviewed")
