"""Review dates: which pages somebody has to look at again, and who last said that one is still right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.models import Content, Region, Review, Translation
from app.services import events, outlines, tree
from app.services.outlines import Outline, Spot

YEARLY = 365
LONGEST = 3650  # days


@dataclass(frozen=True)
class Due:
    """A page to look at: when, how often, who said last that it was right; `trail` are the titles above.

    `due_on` is None where nobody ever set a date.
    """

    content_id: int
    title: str
    trail: tuple[str, ...]
    is_live: bool
    due_on: date | None
    every_days: int
    confirmed_by: str
    confirmed_at: datetime | None


def of(session: Session, content: Content) -> Review | None:
    """When a page is to be looked at, if anybody said so."""
    return session.get(Review, content.id, populate_existing=True)


def plan(
    session: Session,
    content: Content,
    due_on: date | None,
    every_days: int,
    *,
    by: str,
    now: datetime,
    below: bool = False,
) -> int:
    """Have a page, and with `below` all under it, looked at on a day and then every so many days.

    Without a day it is looked at no more; 0 days means once. Returns how many pages that are.
    """
    if not 0 <= every_days <= LONGEST:
        raise Invalid(f"every_days: {every_days} is not between 0 and {LONGEST}")
    tree.lock(session, content.region_id)
    ids = _with_below(session, content) if below else [content.id]
    known = {row.content_id: row for row in session.scalars(_rows(ids))}
    for content_id in ids:
        row = known.get(content_id) or Review(content_id=content_id)
        row.due_on, row.every_days = due_on, every_days
        session.add(row)
    session.flush()
    _tell(
        session, content, "page.review", by, now, every_days=every_days, pages=len(ids),
        due_on=due_on.isoformat() if due_on else None,
    )  # fmt: skip
    return len(ids)


def _rows(ids: Sequence[int]) -> Select[Review]:
    return select(Review).where(Review.content_id.in_(ids))


def _with_below(session: Session, content: Content) -> list[int]:
    under = outlines.below(outlines.read(session, content.region_id), content.id)
    return [content.id, *(spot.id for spot in under)]


def confirm(
    session: Session, content: Content, *, by: str, today: date, now: datetime
) -> date | None:
    """Somebody looked: the page is still right; the day on which it is looked at next, if it is."""
    tree.lock(session, content.region_id)
    row = of(session, content) or Review(content_id=content.id, every_days=YEARLY)
    row.confirmed_by, row.confirmed_at = by, now
    row.due_on = today + timedelta(days=row.every_days) if row.every_days else None
    session.add(row)
    session.flush()
    next_on = row.due_on.isoformat() if row.due_on else None
    _tell(session, content, "page.still-right", by, now, due_on=next_on)
    return row.due_on


def due(session: Session, region: Region, today: date) -> list[Due]:
    """The pages of a region to be looked at by now, what has waited longest first."""
    return _listed(session, region, Review.due_on <= today)


def coming(session: Session, region: Region, today: date, days: int = 30) -> list[Due]:
    """The pages whose day comes within so many days, the next first."""
    soon = today + timedelta(days=days)
    return _listed(session, region, (Review.due_on > today) & (Review.due_on <= soon))


def forgotten(session: Session, region: Region) -> list[Due]:
    """The pages that readers have and that nobody is to look at again, in the order of the tree."""
    return _listed(session, region, Review.due_on.is_(None) & Translation.live_since.is_not(None))


def _listed(session: Session, region: Region, which: ColumnElement[bool]) -> list[Due]:
    """Pages that were not put away, by day, then in the order of the tree."""
    rows = session.execute(
        select(Content.id, Translation.live_since.is_not(None), Review)
        .join(
            Translation,
            (Translation.content_id == Content.id)
            & (Translation.language == Content.source_language),
        )
        .outerjoin(Review, Review.content_id == Content.id)
        .where(Content.region_id == region.id, which)
    )
    found = {id_: (is_live, row) for id_, is_live, row in rows}
    outline = outlines.read(session, region.id) if found else {}
    listed = [
        _due(outline, spot, *found[spot.id])
        for spot in outline.values()
        if spot.id in found and not spot.is_away
    ]
    return sorted(listed, key=lambda entry: entry.due_on or date.max)


def _due(outline: Outline, spot: Spot, is_live: bool, row: Review | None) -> Due:
    titles = tuple(above.title for above in outlines.trail(outline, spot.id))
    if row is None:
        return Due(spot.id, spot.title, titles, is_live, None, YEARLY, "", None)
    return Due(
        spot.id, spot.title, titles, is_live, row.due_on, row.every_days, row.confirmed_by,
        row.confirmed_at,
    )  # fmt: skip


def _tell(
    session: Session, content: Content, action: str, by: str, now: datetime, **detail: Any
) -> None:
    events.record(session, content.region_id, by, action, now, content_id=content.id, **detail)
