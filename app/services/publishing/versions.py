"""Versions: how readers' doors learn that a region's document in a language is new."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.models import Region, Snapshot

KIND = "page"


def missing(session: Session, region: Region, languages: Iterable[str]) -> set[str]:
    """Those of the languages whose document has no version yet."""
    known = session.scalars(
        select(Snapshot.language).where(Snapshot.region_id == region.id, Snapshot.kind == KIND)
    )
    return set(languages) - set(known)


def grow(session: Session, region_id: int, languages: Iterable[str], now: datetime) -> None:
    """Tell readers' doors that these documents are new."""
    rows = [
        {"region_id": region_id, "language": code, "kind": KIND, "version": 1, "published_at": now}
        for code in sorted(set(languages))
    ]
    if not rows:
        return
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(Snapshot)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["region_id", "language", "kind"],
            set_={"version": Snapshot.version + 1, "published_at": statement.excluded.published_at},
        ),
        rows,
    )
