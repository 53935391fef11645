"""What could be exported: how many paragraphs there are of each kind, in which sections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Content, Occurrence, Region, Status
from app.services import outlines
from app.services.exchange.selecting import ONLY


@dataclass(frozen=True)
class Branch:
    """A page with what stands below it: how many paragraphs are open there, and of how many."""

    id: int
    title: str
    depth: int
    open: int
    all: int


@dataclass(frozen=True)
class Offer:
    """How many paragraphs an export would take, by what is asked for; and in which branches."""

    counts: Mapping[str, int]
    branches: tuple[Branch, ...]


def offer(session: Session, region: Region, language: str) -> Offer:
    """What an export into a language could take now."""
    outline = outlines.read(session, region.id)
    own = _by_page(session, region, language)
    here = {id_: found for id_, found in own.items() if id_ in outline and not outline[id_].is_away}
    below: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(ONLY, 0))
    total = dict.fromkeys(ONLY, 0)
    for id_, found in here.items():
        for only, number in found.items():
            total[only] += number
            for at in (*outline[id_].above, id_):
                below[at][only] += number
    branches = tuple(
        Branch(spot.id, spot.title, len(spot.above), below[spot.id]["open"], below[spot.id]["all"])
        for spot in outline.values()
        if spot.id in below
    )
    return Offer(total, branches)


def _by_page(session: Session, region: Region, language: str) -> dict[int, dict[str, int]]:
    """By page, how many paragraphs each kind of export takes."""
    here = (Occurrence.revision_id == Content.published_revision_id) & (
        Occurrence.segment_id == Status.segment_id
    )
    rows = session.execute(
        select(Status.content_id, Status.state, func.count())
        .join(Content, Content.id == Status.content_id)
        .join(Occurrence, here)
        .where(Content.region_id == region.id, Content.archived_at.is_(None))
        .where(Status.language == language, Status.characters > 0)
        .group_by(Status.content_id, Status.state)
    )
    found: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(ONLY, 0))
    for content_id, state, count in rows:
        for only, states in ONLY.items():
            found[content_id][only] += count if state in states else 0
    return found
