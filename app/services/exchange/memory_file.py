"""The translation memory as a file: each text with each translation that it was ever given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.domain.exchange.texts import whole
from app.domain.segments.segmentation import Segment
from app.errors import Invalid
from app.exchange.translators import tmx
from app.exchange.translators.parcels import Remembered
from app.models import Content, Language, Region, SourceText, Target
from app.models import Segment as SegmentRow
from app.services import access, regions
from app.services.segments import moves
from app.services.segments.stored_segments import codes_from_json
from app.services.translation.memory.memory_vetoes import never_vetoed

BATCH = 1000


def export(
    session: Session, who: Actor, now: datetime, slug: str = "", language: str = ""
) -> tuple[bytes, int]:
    """The memory of a region (or of all, for those who may see all) as TMX, into one language or
    every one; and how many units it has. Drafts and what was taken back or withdrawn are not in it."""
    if slug:
        region = access.region(session, who, "view", slug)
        source = regions.source_code(region)
        if language:
            regions.check_target(region, language)
    else:
        access.check(who, "view", "")
        source = "de"
    tag = regions.language(session, source).tag
    found = list(_remembered(session, slug, language, source))
    if not found:
        raise Invalid("nothing is translated there yet, so there is no memory to export")
    return tmx.write(found, tag, now), len(found)


def _remembered(session: Session, slug: str, language: str, source: str) -> Iterator[Remembered]:
    """Each translation of a text once in a region, the newest of equal ones."""
    query = (
        select(
            Target.id, Target.coded, Target.codes, Target.origin, Target.quality, Target.at,
            Target.made_against, SourceText.coded.label("answered"), SourceText.element,
            SegmentRow.kind, Language.tag, Region.slug,
        )
        .join(SourceText, SourceText.hash == Target.made_against)
        .join(SegmentRow, SegmentRow.id == Target.segment_id)
        .join(Content, Content.id == SegmentRow.content_id)
        .join(Region, Region.id == Content.region_id)
        .join(Language, Language.code == Target.language)
        .where(Target.quality != "draft", Content.source_language == source)
        .where(moves.never_taken_back(), never_vetoed())
        .order_by(Target.id.desc())
        .execution_options(yield_per=BATCH)
    )  # fmt: skip
    query = query.where(Region.slug == slug) if slug else query
    query = query.where(Target.language == language) if language else query
    seen: set[tuple[str, str, str, str]] = set()
    for row in session.execute(query):
        key = (row.made_against, row.coded, row.tag, row.slug)
        if key in seen:
            continue
        seen.add(key)
        codes = codes_from_json(row.codes)
        source_text = Segment(row.kind, row.element, whole(row.answered, codes), codes)
        yield Remembered(
            row.id, source_text, whole(row.coded, codes), row.tag, row.origin, row.quality,
            row.slug, row.at,
        )  # fmt: skip
