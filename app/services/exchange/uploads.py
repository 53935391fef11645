"""Files that came back, kept for some days: looked at page by page, decided on, then taken over once."""

from __future__ import annotations

import zlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.errors import Invalid, NotFound
from app.exchange.translators import formats
from app.models import Region, Upload
from app.services import access, tree
from app.services.exchange import applying, previewing, told
from app.services.exchange.told import Account

LARGEST = 10_000_000  # bytes; a guide of 4,600 paragraphs has four million
KEPT = timedelta(days=7)
PURPOSE = "answers"
LONGEST_UNIT = 100  # characters


@dataclass(frozen=True)
class Looked:
    """A file with what it comes to, or came to: `taken` are the units whose text was chosen."""

    number: int
    name: str
    at: datetime
    is_done: bool
    taken: frozenset[str]
    account: Account


def keep(
    session: Session, who: Actor, slug: str, language: str, data: bytes, name: str, now: datetime
) -> int:
    """Keep a file in place of the one that the same person brought before; its number.

    Invalid (field "file") if it is none of ours, of this region and language; kinds: large, and those
    of `formats.read` and `previewing.preview`.
    """
    region = access.region(session, who, "translate", slug, language)
    if len(data) > LARGEST:
        size = f"{LARGEST / 1_000_000:g}"
        raise Invalid(f"this file is larger than {size} MB", "file", "large", size)
    previewing.admit(session, region, language, formats.read(data))
    session.execute(delete(Upload).where(*_theirs(who, region, language)))
    row = Upload(
        purpose=PURPOSE, user_id=who.id, region_id=region.id, language=language,
        name=formats.file_name(name), data=zlib.compress(data, 6), take=[], at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def look(
    session: Session, who: Actor, slug: str, language: str, number: int, now: datetime
) -> Looked:
    """What a file would come to at this moment; once it was taken over, what came of it."""
    region = access.region(session, who, "translate", slug, language)
    row = _find(session, who, region, language, number, now)
    if row.result is not None:
        return _looked(row, told.from_json(orjson.loads(zlib.decompress(row.result))))
    arrival = formats.read(zlib.decompress(row.data))
    found = previewing.preview(session, who, slug, language, arrival, now, take=set(row.take))
    return _looked(row, told.account(found))


def choose(
    session: Session,
    who: Actor,
    slug: str,
    language: str,
    number: int,
    now: datetime,
    *,
    shown: Collection[str],
    ticked: Collection[str],
) -> None:
    """Of the units that were `shown`, let the `ticked` ones go before a newer text online."""
    region = access.region(session, who, "translate", slug, language)
    row = _find(session, who, region, language, number, now)
    known = [unit for unit in shown if len(unit) <= LONGEST_UNIT]
    row.take = sorted(set(row.take).difference(known) | set(known).intersection(ticked))
    session.flush()


def apply(
    session: Session, who: Actor, slug: str, language: str, number: int, now: datetime
) -> Account:
    """Take a file over, once: whoever asks again is told what came of it the first time."""
    region = access.region(session, who, "translate", slug, language)
    tree.lock(session, region.id)
    row = _find(session, who, region, language, number, now)
    if row.result is not None:
        return told.from_json(orjson.loads(zlib.decompress(row.result)))
    arrival = formats.read(zlib.decompress(row.data))
    done = applying.apply(
        session, who, slug, language, arrival, now, file=row.name, take=set(row.take)
    )
    account = told.account(done)
    row.result, row.data = zlib.compress(orjson.dumps(told.to_json(account)), 6), b""
    session.flush()
    return account


def drop(
    session: Session, who: Actor, slug: str, language: str, number: int, now: datetime
) -> None:
    """Forget a file."""
    region = access.region(session, who, "translate", slug, language)
    session.delete(_find(session, who, region, language, number, now))
    session.flush()


def _find(
    session: Session, who: Actor, region: Region, language: str, number: int, now: datetime
) -> Upload:
    """Somebody's own file; NotFound if it is another's, or was kept for long enough."""
    row = session.scalar(
        select(Upload)
        .where(*_theirs(who, region, language), Upload.id == number, Upload.at > now - KEPT)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound(f"file {number} is not kept for {who.name} in region {region.slug!r}")
    return row


def _theirs(who: Actor, region: Region, language: str) -> tuple[ColumnElement[bool], ...]:
    return (
        Upload.user_id == who.id, Upload.region_id == region.id, Upload.language == language,
        Upload.purpose == PURPOSE,
    )  # fmt: skip


def _looked(row: Upload, account: Account) -> Looked:
    return Looked(row.id, row.name, row.at, row.result is not None, frozenset(row.take), account)
