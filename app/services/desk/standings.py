"""How a language stands: its paragraphs by what they need, over whole regions or page by page."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from app.domain.freshness.page_status import FRESH
from app.models import Content, Region, Status
from app.services.desk.queues import GRAVE
from app.services.overviews.holdings import Holdings


@dataclass(frozen=True)
class Standing:
    """Paragraphs with words: fine; fine, but somebody should look; old; not there. `urgent` of the old
    ones could tell readers something wrong. `fresh` are characters, of `characters` in all."""

    current: int = 0
    check: int = 0
    stale: int = 0
    missing: int = 0
    urgent: int = 0
    fresh: int = 0
    characters: int = 0

    @property
    def total(self) -> int:
        """All paragraphs."""
        return self.current + self.check + self.stale + self.missing

    @property
    def percent(self) -> int:
        """How much of the text is fresh; all of it where there is none."""
        return 100 * self.fresh // self.characters if self.characters else 100


NAMES = ("current", "check", "stale", "missing", "urgent", "fresh", "characters")


@dataclass(frozen=True)
class SectionStanding:
    """A page at the root with everything below it."""

    id: int
    title: str
    standing: Standing


def of_regions(session: Session, region_ids: Collection[int]) -> dict[tuple[int, str], Standing]:
    """The standing of each region in each language; what no paragraph says is left out."""
    rows = session.execute(
        select(Content.region_id, Status.language, *_counted())
        .join(Content, Content.id == Status.content_id)
        .where(Content.region_id.in_(region_ids), *_readable())
        .group_by(Content.region_id, Status.language)
    )
    return {(region_id, language): _standing(rest) for region_id, language, *rest in rows}


def of_sections(
    session: Session, region: Region, language: str, held: Holdings
) -> list[SectionStanding]:
    """Each section of a region in one language, in the order of the guide; empty ones left out."""
    rows = session.execute(
        select(Status.content_id, *_counted())
        .join(Content, Content.id == Status.content_id)
        .where(Content.region_id == region.id, Status.language == language, *_readable())
        .group_by(Status.content_id)
    )
    pages = {content_id: _standing(rest) for content_id, *rest in rows}
    found = [
        SectionStanding(
            root.id, root.title,
            together(pages[page.id] for page in held.section(root.id) if page.id in pages),
        )
        for root in held.sections()
    ]  # fmt: skip
    return [one for one in found if one.standing.total]


def together(several: Iterable[Standing]) -> Standing:
    """Several standings as one."""
    known = list(several)
    return Standing(**{name: sum(getattr(one, name) for one in known) for name in NAMES})


def _readable() -> tuple[ColumnElement[bool], ...]:
    """What counts: words of pages that readers can have."""
    return (
        Content.archived_at.is_(None), Content.published_revision_id.is_not(None),
        Status.characters > 0,
    )  # fmt: skip


def _counted() -> list[ColumnElement[Any]]:
    stale, missing = Status.state == "stale", Status.state == "missing"
    fine = and_(Status.state == "current", ~Status.unseen)
    looks = and_(~stale, ~missing, or_(Status.state != "current", Status.unseen))
    kinds = (fine, looks, stale, missing, and_(stale, Status.severity >= GRAVE))
    fresh = case((Status.state.in_(FRESH), Status.characters), else_=0)
    return [
        *(func.sum(case((kind, 1), else_=0)) for kind in kinds),
        func.sum(fresh),
        func.sum(Status.characters),
    ]


def _standing(numbers: Iterable[Any]) -> Standing:
    return Standing(*(int(number or 0) for number in numbers))
