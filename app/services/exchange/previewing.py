"""Previewing: what each paragraph of a file would come to, with nothing changed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.domain.exchange.row_states import Reply
from app.domain.exchange.texts import neat, renumbered
from app.errors import Invalid
from app.exchange.translators.parcels import Arrival, Returned, segment_of
from app.models import Export, Region
from app.services import access, regions
from app.services.exchange import by_source, places
from app.services.exchange.judging import Bench, bench
from app.services.exchange.places import Place
from app.services.exchange.rows import Preview, Row

KEY = re.compile(r"[\w-]{1,40}", re.ASCII)


def preview(
    session: Session,
    who: Actor,
    slug: str,
    language: str,
    arrival: Arrival,
    now: datetime,
    *,
    take: Collection[str] = (),
) -> Preview:
    """What a file would come to in a region and language; `take` are the units whose text shall go
    before a newer one online.

    NotAllowed as for the form; Invalid (field "file") if the file belongs elsewhere. Kinds: foreign,
    region, language.
    """
    region = access.region(session, who, "translate", slug, language)
    export = admit(session, region, language, arrival)
    if export is None:
        judge = bench(session, region, language, now, None)
        rows, ignored = by_source.rows(session, region, judge, arrival, take)
        return Preview(slug, language, arrival.format, "", tuple(rows), ignored=ignored)
    found = places.of_export(session, export)
    judge = bench(session, region, language, now, export.made_at)
    rows = _rows(judge, found, arrival.units, take)
    absent = len(found.keys() - {segment_of(unit.unit) for unit in arrival.units})
    is_late = export.ended_at is not None or export.until < now
    return Preview(slug, language, arrival.format, export.key, tuple(rows), absent, is_late)


def admit(session: Session, region: Region, language: str, arrival: Arrival) -> Export | None:
    """The export that a file answers, if any; Invalid as by `preview` if it belongs elsewhere."""
    regions.check_target(region, language)
    _check_language(session, language, arrival)
    return export_of(session, region, language, arrival.key) if arrival.key else None


def _check_language(session: Session, language: str, arrival: Arrival) -> None:
    wanted = regions.language(session, language)
    if arrival.target_tag and not by_source.speaks(arrival.target_tag, wanted.tag):
        raise _elsewhere("language", f"it is a translation into {arrival.target_tag}")


def _elsewhere(kind: str, why: str) -> Invalid:
    return Invalid(f"this file does not belong here: {why}", "file", kind, why)


def export_of(session: Session, region: Region, language: str, key: str) -> Export:
    """The export that a file answers; Invalid if it was not made for this region and language."""
    known = KEY.fullmatch(key) is not None
    export = session.scalar(select(Export).where(Export.key == key)) if known else None
    if export is None:
        raise _elsewhere("foreign", "its export is not known here")
    if export.region_id != region.id:
        raise _elsewhere("region", "it was exported from another region")
    if export.language != language:
        raise _elsewhere("language", f"it was exported for {export.language!r}")
    return export


def _rows(
    judge: Bench, found: Mapping[int, Place], units: Iterable[Returned], take: Collection[str]
) -> list[Row]:
    seen: set[str] = set()
    rows = []
    for unit in units:
        place = found.get(segment_of(unit.unit) or 0)
        fault = "twice" if unit.unit in seen else unit.fault
        seen.add(unit.unit)
        codes = place.source.codes if place else ()
        text = neat(renumbered(unit.target, unit.order, codes), judge.language)
        rows.append(judge.row(unit.unit, Reply(text, unit.state, fault), place, unit.unit in take))
    return rows
