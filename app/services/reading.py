"""What readers get, held in memory as it was published: documents joined from stored bytes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import orjson
from sqlalchemy import select
from sqlalchemy.engine import Connection, Engine

from app.models import Catalogue, Content, Region, Slug
from app.services import documents
from app.services.documents import Document, Wanted


@dataclass(frozen=True)
class Regions:
    """The list of regions, as bytes and by slug."""

    version: int
    body: bytes
    by_slug: dict[str, bytes]
    languages: dict[str, bytes]
    archived: frozenset[str]


Thing = TypeVar("Thing")
NO_REGIONS = Regions(0, b"[]", {}, {}, frozenset())


@dataclass(frozen=True)
class _Kept(Generic[Thing]):
    """Something in memory and when it was last seen to be the newest."""

    thing: Thing
    checked: float


class Shelf:
    """The documents of one process: loaded when first asked for, renewed when a version has grown.

    A version is looked up at most once in `check_seconds`, so readers see a publication that much
    later at the most; 0 looks it up for each request.
    """

    def __init__(
        self, engine: Engine, check_seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._engine = engine.execution_options(read_only=True)
        self._check, self._clock = check_seconds, clock
        self._lock = threading.Lock()
        self._regions: _Kept[Regions] | None = None
        self._documents: dict[tuple[str, str, str], _Kept[Document | None]] = {}

    def regions(self) -> Regions:
        """The list of regions as it was last published."""
        kept = self._regions
        if kept and self._clock() - kept.checked < self._check:
            return kept.thing
        with self._engine.connect() as connection:
            version = connection.scalar(select(Catalogue.version)) or 0
            old = kept.thing if kept else NO_REGIONS
            thing = old if old.version == version else _load_regions(connection)
        self._regions = _Kept(thing, self._clock())
        return thing

    def document(self, region: str, language: str, kind: str = "page") -> Document | None:
        """What readers of a region and language get; None if the region or language is not active."""
        key = (region, language, kind)
        kept = self._documents.get(key)
        if kept and self._clock() - kept.checked < self._check:
            return kept.thing
        with self._engine.connect() as connection:
            thing = documents.renewed(connection, Wanted(*key), kept.thing if kept else None)
        with self._lock:
            if thing is None and len(self._documents) > 10_000:
                self._documents.clear()  # somebody asks for what does not exist
            self._documents[key] = _Kept(thing, self._clock())
        return thing

    def is_known(self, region: str) -> bool:
        """Whether there is such a region, hidden and archived ones included."""
        regions = self.regions()
        return region in regions.by_slug or region in regions.archived

    def has_page(self, region: str, content_id: int) -> bool:
        """Whether a region has such a page at all, published or not."""
        with self._engine.connect() as connection:
            found = connection.scalar(
                select(Content.id)
                .join(Region, Region.id == Content.region_id)
                .where(Region.slug == region, Content.id == content_id, Content.kind == "page")
            )
        return found is not None

    def knows_slug(self, region: str, language: str, slug: str) -> bool:
        """Whether some page of the region that is not archived has or had this slug."""
        if "\0" in slug:
            return False  # PostgreSQL cannot even be asked for such a text
        with self._engine.connect() as connection:
            found = connection.scalar(
                select(Slug.content_id)
                .join(Region, Region.id == Slug.region_id)
                .join(Content, Content.id == Slug.content_id)
                .where(Region.slug == region, Slug.language == language, Slug.slug == slug)
                .where(Slug.kind == "page", Content.archived_at.is_(None))
            )
        return found is not None


def _load_regions(connection: Connection) -> Regions:
    row = connection.execute(select(Catalogue.version, Catalogue.body, Catalogue.archived)).first()
    if row is None:
        return NO_REGIONS
    items: list[dict[str, Any]] = orjson.loads(row.body)
    return Regions(
        row.version,
        row.body,
        {item["path"]: orjson.dumps(item) for item in items},
        {item["path"]: orjson.dumps(item["languages"]) for item in items},
        frozenset(row.archived),
    )
