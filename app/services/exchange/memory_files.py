"""Files with a memory: judged when they come, looked at for some days, then taken over."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.domain.exchange.memory_pairs import Heard
from app.domain.quality.findings import Found
from app.domain.segments.segmentation import Segment
from app.errors import Invalid, NotFound
from app.exchange.translators import formats
from app.models import Region, Upload
from app.services import tree
from app.services.exchange import memory_import
from app.services.exchange.memory_import import Preview, Row
from app.services.exchange.uploads import KEPT, LARGEST
from app.services.segments.stored_segments import codes_from_json, codes_to_json

PURPOSE = "memory"
HIGHEST = 2**31 - 1  # that databases count to
MOST = 20_000  # pairs of a file that somebody waits for; the command line takes more


@dataclass(frozen=True)
class Looked:
    """A file with what it would come to."""

    number: int
    name: str
    at: datetime
    preview: Preview


def keep(
    session: Session,
    who: Actor,
    region: Region,
    language: str,
    data: bytes,
    name: str,
    now: datetime,
) -> int:
    """Judge a file and keep what it comes to, in place of the one that the same person brought
    before; its number. Invalid (field "file") says why it is not taken in; kinds: large, too-many, and those
    of `memories.read`.
    """
    if len(data) > LARGEST:
        size = LARGEST // 1_000_000
        raise Invalid(f"this file is larger than {size} MB", "file", "large", str(size))
    pairs = memory_import.pairs_of(session, region, language, data)
    if len(pairs) > MOST:
        raise Invalid(f"this file has more than {MOST} texts", "file", "too-many", str(MOST))
    found = memory_import.preview(session, region, language, pairs)
    session.execute(delete(Upload).where(*_theirs(who, region, language)))
    row = Upload(
        purpose=PURPOSE, user_id=who.id, region_id=region.id, language=language, take=[],
        name=formats.file_name(name), data=b"", at=now,
        result=zlib.compress(orjson.dumps([_to_json(one) for one in found.rows]), 6),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def look(
    session: Session, who: Actor, region: Region, language: str, number: int, now: datetime
) -> Looked:
    """What a file would come to, as it was judged when it came."""
    row = _find(session, who, region, language, number, now)
    return Looked(row.id, row.name, row.at, _preview(row))


def apply(
    session: Session,
    who: Actor,
    region: Region,
    language: str,
    number: int,
    now: datetime,
    *,
    is_checked: bool,
) -> Preview:
    """Take a file over and forget it; see `memory_import.take_over`."""
    tree.lock(session, region.id)
    row = _find(session, who, region, language, number, now)
    found = _preview(row)
    memory_import.take_over(
        session, region, language, found, is_checked=is_checked, who=who.name, now=now,
        file=row.name,
    )  # fmt: skip
    session.delete(row)
    session.flush()
    return found


def drop(
    session: Session, who: Actor, region: Region, language: str, number: int, now: datetime
) -> None:
    """Forget a file."""
    session.delete(_find(session, who, region, language, number, now))
    session.flush()


def _find(
    session: Session, who: Actor, region: Region, language: str, number: int, now: datetime
) -> Upload:
    """Somebody's own file; NotFound if it is another's, or was kept for long enough."""
    row = (
        session.scalar(
            select(Upload)
            .where(*_theirs(who, region, language), Upload.id == number, Upload.at > now - KEPT)
            .execution_options(populate_existing=True)
        )
        if number <= HIGHEST
        else None
    )
    if row is None:
        raise NotFound(f"file {number} is not kept for {who.name} in region {region.slug!r}")
    return row


def _theirs(who: Actor, region: Region, language: str) -> tuple[ColumnElement[bool], ...]:
    return (
        Upload.user_id == who.id, Upload.region_id == region.id, Upload.language == language,
        Upload.purpose == PURPOSE,
    )  # fmt: skip


def _preview(row: Upload) -> Preview:
    assert row.result is not None
    found = orjson.loads(zlib.decompress(row.result))
    return Preview(tuple(_from_json(one) for one in found))


def _to_json(row: Row) -> list[Any]:
    heard = row.heard and [
        row.heard.source.kind, row.heard.source.element, row.heard.source.coded,
        codes_to_json(row.heard.source.codes), row.heard.coded,
    ]  # fmt: skip
    problems = [[one.check, one.level, one.detail] for one in row.problems]
    return [row.unit, row.source, row.target, row.state, problems, heard, row.maker]


def _from_json(told: list[Any]) -> Row:
    unit, source, target, state, problems, heard, maker = told
    found = None
    if heard:
        kind, element, coded, codes, said = heard
        found = Heard(Segment(kind, element, coded, codes_from_json(codes)), said)
    return Row(unit, source, target, state, tuple(Found(*one) for one in problems), found, maker)
