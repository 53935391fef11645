"""What is to be translated: a region's published paragraphs with what is served for each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from app.domain.exchange.texts import change_in_words, whole
from app.domain.segments.codes import problems
from app.domain.segments.segmentation import Segment
from app.exchange.translators.parcels import Page, Previous, Unit
from app.models import Content, Head, Occurrence, Region, SourceText, Status, Target
from app.services import outlines
from app.services.segments.stored_segments import codes_from_json, kind_at
from app.services.translation.memory import memory_rows

ONLY = {
    "open": ("missing", "stale"),
    "missing": ("missing",),
    "stale": ("stale",),
    "all": ("missing", "stale", "advise", "unverified", "current"),
}
"""Which paragraphs an export takes, by their states."""

_LOOK = {"unverified": "initial", "machine": "initial"}


@dataclass(frozen=True)
class Chosen:
    """Paragraphs on their way out, and the lock version of each one's head (0 without one)."""

    pages: tuple[Page, ...]
    lock_versions: dict[int, int]


def choose(
    session: Session,
    region: Region,
    language: str,
    only: str,
    pages: Collection[int] = (),
) -> Chosen:
    """The paragraphs with words that readers get, in the order of the guide, by page.

    With `pages` only those pages, and what stands below them.
    """
    outline = outlines.read(session, region.id)
    rows = session.execute(_query(region, language, ONLY[only])).all()
    known = [(row.target_id, row.origin, row.based_on) for row in rows if row.target_id is not None]
    makers = memory_rows.makers(session, known)
    by_page: dict[int, list[Unit]] = defaultdict(list)
    for row in rows:
        by_page[row.content_id].append(_unit(row, makers.get(row.target_id, "")))
    found = tuple(
        Page(spot.id, spot.title, _titles(outline, spot.above), tuple(by_page[spot.id]))
        for spot in outline.values()
        if spot.id in by_page and not spot.is_away and _is_wanted(spot, pages)
    )
    return Chosen(found, {row.segment_id: row.lock_version or 0 for row in rows})


def _titles(outline: outlines.Outline, above: Iterable[int]) -> tuple[str, ...]:
    return tuple(outline[id_].title for id_ in above)


def _is_wanted(spot: outlines.Spot, pages: Collection[int]) -> bool:
    return not pages or spot.id in pages or not set(pages).isdisjoint(spot.above)


def _query(region: Region, language: str, states: Collection[str]) -> Select[Any]:
    here = (Occurrence.revision_id == Content.published_revision_id) & (
        Occurrence.segment_id == Status.segment_id
    )
    head = (Head.segment_id == Status.segment_id) & (Head.language == Status.language)
    return (
        select(
            Status.segment_id, Status.content_id, Status.state, Occurrence.position,
            Occurrence.element, Occurrence.hash, Occurrence.coded, Occurrence.codes,
            Head.lock_version, Target.id.label("target_id"), Target.coded.label("target"),
            Target.codes.label("target_codes"), Target.origin, Target.quality, Target.based_on,
            SourceText.coded.label("answered"),
        )
        .join(Content, Content.id == Status.content_id)
        .join(Occurrence, here)
        .outerjoin(Head, head)
        .outerjoin(Target, Target.id == Head.target_id)
        .outerjoin(SourceText, SourceText.hash == Target.made_against)
        .where(Content.region_id == region.id, Content.archived_at.is_(None))
        .where(Status.language == language, Status.characters > 0, Status.state.in_(states))
        .order_by(Status.content_id, Occurrence.position)
    )  # fmt: skip


def _unit(row: Row[Any], maker: str) -> Unit:
    codes = codes_from_json(row.codes)
    kind = kind_at(row.position, row.element)
    source = Segment(kind, row.element, row.coded, codes)
    unit = Unit(row.segment_id, source, row.hash, revision=row.target_id or 0)
    if row.target_id is None:
        return unit
    torn = [one for one in problems(row.target, codes) if not one.startswith("missing code")]
    if row.state in ("missing", "stale") or torn:
        return _behind(unit, row, kind)
    standing = _standing(row, maker)
    state = _LOOK.get(standing, "reviewed" if row.quality == "reviewed" else "translated")
    return replace(unit, target=row.target, standing=standing, state=state)


def _standing(row: Row[Any], maker: str) -> str:
    if row.state == "unverified" or row.quality == "unverified":
        return "unverified"
    if maker == "machine" and row.quality != "reviewed":
        return "machine"
    return "advise" if row.state == "advise" else "current"


def _behind(unit: Unit, row: Row[Any], kind: str) -> Unit:
    """A paragraph whose translation answers another text than that of now: both are shown."""
    codes = codes_from_json(row.target_codes)
    source = Segment(kind, row.element, whole(row.answered, codes), codes)
    previous = Previous(source, whole(row.target, codes))
    change = change_in_words(source, unit.source)
    return replace(unit, standing="stale", previous=previous, change=change)
