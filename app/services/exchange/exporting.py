"""Exporting: paragraphs given out as a file, and the claim on them written down."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.errors import Invalid
from app.exchange.translators import formats
from app.exchange.translators.parcels import Parcel
from app.models import Export, ExportItem, Language, Region
from app.services import access, events, regions
from app.services.exchange.selecting import ONLY, Chosen, choose

DAYS, MOST_DAYS = 30, 365


@dataclass(frozen=True)
class Exported:
    """A file that goes out: its name, media type and bytes, and what it holds."""

    key: str
    name: str
    media_type: str
    data: bytes
    pages: int
    units: int
    characters: int
    until: datetime


def export(
    session: Session,
    who: Actor,
    slug: str,
    language: str,
    now: datetime,
    *,
    form: str = formats.USUAL,
    only: str = "open",
    days: int = DAYS,
    pages: Collection[int] = (),
) -> Exported:
    """A file with the paragraphs of a region that are `only` open (missing or stale), missing, stale,
    or all; it is a claim on them for so many days. Invalid if there are none."""
    region = access.region(session, who, "translate", slug, language)
    regions.check_target(region, language)
    _check(form, only, days)
    chosen = choose(session, region, language, only, pages)
    if not chosen.pages:
        why = f"region {slug!r} has nothing {only} in {language!r}, so nothing is exported"
        raise Invalid(why, "only", "nothing")
    row = Export(
        key=secrets.token_urlsafe(12), region_id=region.id, language=language, author=who.name,
        format=form, made_at=now, until=now + timedelta(days=days),
    )  # fmt: skip
    session.add(row)
    session.flush()
    _remember(session, row, chosen)
    parcel = _parcel(session, region, row, chosen)
    told = _told(region, row, parcel)
    events.record(
        session, region.id, who.name, "translation.export", now, language=language,
        export=row.key, format=form, only=only, units=told.units, until=row.until.isoformat(),
    )  # fmt: skip
    session.flush()
    return told


def _check(form: str, only: str, days: int) -> None:
    if form not in formats.FORMATS:
        raise Invalid(
            f"format {form!r} is unknown; there are {', '.join(formats.FORMATS)}",
            "format",
            "choice",
        )
    if only not in ONLY:
        raise Invalid(f"only {only!r}: there are {', '.join(ONLY)}", "only", "choice")
    if not 1 <= days <= MOST_DAYS:
        why = f"days {days}: an export lasts 1 to {MOST_DAYS} days"
        raise Invalid(why, "days", "days", str(MOST_DAYS))


def _remember(session: Session, row: Export, chosen: Chosen) -> None:
    """What was sent of each paragraph, against which what comes back is held."""
    items = [
        {
            "export_id": row.id,
            "segment_id": unit.id,
            "source_hash": unit.source_hash,
            "target_id": unit.revision or None,
            "lock_version": chosen.lock_versions[unit.id],
            "standing": unit.standing,
        }
        for page in chosen.pages
        for unit in page.units
    ]
    session.execute(insert(ExportItem), items)


def _parcel(session: Session, region: Region, row: Export, chosen: Chosen) -> Parcel:
    source = regions.language(session, regions.source_code(region))
    target: Language = regions.language(session, row.language)
    return Parcel(
        row.key, region.slug, source.tag, target.tag, target.direction, chosen.pages,
        row.made_at, row.until,
    )  # fmt: skip


def _told(region: Region, row: Export, parcel: Parcel) -> Exported:
    form = formats.FORMATS[row.format]
    units = [unit for _, unit in parcel.units()]
    day = row.made_at.date().isoformat()
    return Exported(
        row.key, f"{region.slug}-{row.language}-{day}-{row.key[:6]}.{form.ending}",
        form.media_type, form.write(parcel), len(parcel.pages), len(units),
        sum(len(unit.source.coded) for unit in units), row.until,
    )  # fmt: skip
