"""Published documents as they are read from the database: whole, or only what was written anew."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.engine import Connection

from app.models import Fragment, Language, Region, RegionLanguage, Snapshot

MANY = 500  # fragments; from here on it is quicker to read all of them


@dataclass(frozen=True)
class Entry:
    """One content of a document: its JSON bytes, where it stands, and which writing of it this is."""

    content_id: int
    depth: int
    parent_id: int | None
    slugs: tuple[str, ...]
    body: bytes
    status: bytes
    stamp: str


@dataclass(frozen=True)
class Document:
    """All that readers of one language get of one kind, depth-first, and how to find one in it."""

    version: int
    entries: Sequence[Entry]
    by_id: dict[int, int]
    by_slug: dict[str, int]

    def below(self, position: int, levels: int) -> list[Entry]:
        """The entry at `position` and its descendants down to `levels` below it."""
        top = self.entries[position]
        found = [top]
        for entry in self.entries[position + 1 :]:
            if entry.depth <= top.depth:
                break
            if entry.depth - top.depth <= levels:
                found.append(entry)
        return found

    def above(self, position: int) -> list[Entry]:
        """The ancestors of the entry at `position`, the root first."""
        found: list[Entry] = []
        parent = self.entries[position].parent_id
        while parent is not None:
            entry = self.entries[self.by_id[parent]]
            found.append(entry)
            parent = entry.parent_id
        return found[::-1]


@dataclass(frozen=True)
class Wanted:
    """Which document is meant."""

    region: str
    language: str
    kind: str


def renewed(connection: Connection, wanted: Wanted, old: Document | None) -> Document | None:
    """The document as it is now, `old` itself if that is the newest; None for an inactive language."""
    found = connection.execute(
        select(Region.id, RegionLanguage.active, Snapshot.version)
        .join(RegionLanguage, RegionLanguage.region_id == Region.id)
        .join(Language, Language.id == RegionLanguage.language_id)
        .outerjoin(
            Snapshot,
            and_(
                Snapshot.region_id == Region.id,
                Snapshot.language == Language.code,
                Snapshot.kind == wanted.kind,
            ),
        )
        .where(Region.slug == wanted.region, Language.code == wanted.language)
    ).first()
    if found is None or not found.active:
        return None
    version = found.version or 0
    if old is not None and old.version == version:
        return old
    here = and_(
        Fragment.region_id == found.id,
        Fragment.language == wanted.language,
        Fragment.kind == wanted.kind,
    )
    return _document(version, _entries(connection, here, old.entries if old else ()))


def _entries(
    connection: Connection, here: ColumnElement[bool], old: Collection[Entry]
) -> list[Entry]:
    """All entries in order; those whose stamp is known already are not read again.

    Between the two questions somebody else may publish: then the version has grown once more, and
    the next look at it brings the rest.
    """
    order = connection.execute(
        select(Fragment.content_id, Fragment.stamp).where(here).order_by(Fragment.position)
    ).all()
    kept = {entry.content_id: entry for entry in old}
    changed = [id_ for id_, stamp in order if id_ not in kept or kept[id_].stamp != stamp]
    known = kept | _read(connection, here, changed)
    return [known[id_] for id_, _ in order if id_ in known]


def _read(
    connection: Connection, here: ColumnElement[bool], ids: Sequence[int]
) -> dict[int, Entry]:
    if not ids:
        return {}
    columns = (
        Fragment.content_id, Fragment.depth, Fragment.parent_id, Fragment.slugs, Fragment.body,
        Fragment.status, Fragment.stamp,
    )  # fmt: skip
    which = here if len(ids) > MANY else and_(here, Fragment.content_id.in_(ids))
    rows = connection.execute(select(*columns).where(which))
    return {
        row.content_id: Entry(
            row.content_id, row.depth, row.parent_id, tuple(row.slugs), row.body, row.status,
            row.stamp,
        )
        for row in rows
    }  # fmt: skip


def _document(version: int, entries: Sequence[Entry]) -> Document:
    return Document(
        version,
        entries,
        {entry.content_id: n for n, entry in enumerate(entries)},
        {slug: n for n, entry in enumerate(entries) for slug in entry.slugs},
    )


def join(entries: Sequence[Entry]) -> bytes:
    """A JSON array of the entries' stored bytes."""
    return b"[" + b",".join([entry.body for entry in entries]) + b"]"
