"""Concordance: a region's memory searched by words, in German and in the translation, newest first.

Like the index of similar texts it is kept in the process, per region and language, and learns of new
targets when it is asked: a database compares letters of most scripts by case or not at all.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.pool import Pool

from app.domain.exchange.memory_pairs import is_empty
from app.domain.segments.concordance import searchable, spelled_otherwise, words_of
from app.models import Content, MemoryVeto, SourceText, Target
from app.models import Segment as SegmentRow
from app.services.translation.memory.memory_index import NEWEST, OVERLAP
from app.services.translation.memory.memory_keeping import KIND

MOST_SHELVES = 8
"""Regions and languages that are kept at a time, those that were asked for last."""

Pair = tuple[str, str]  # the hash of a source text, and a translation of it
SHOWN = ("", "files", "gone")
"""What of the memory is shown: all that it offers; what came from files; what it offers no more."""


class _Shelf:
    """The pairs of one region and language: their words, and the newest target of each."""

    def __init__(self) -> None:
        self.newest = 0
        self.targets: dict[Pair, int] = {}
        self._words: dict[Pair, str] = {}
        self._german: dict[str, str] = {}
        self.from_files: set[Pair] = set()

    def refresh(self, session: Session, region_id: int, language: str, newest: int) -> None:
        """Read the targets that came since."""
        rows = session.execute(
            select(
                Target.id, Target.made_against, Target.coded, Content.kind,
                SourceText.coded.label("german"),
            )
            .join(SegmentRow, SegmentRow.id == Target.segment_id)
            .join(Content, Content.id == SegmentRow.content_id)
            .join(SourceText, SourceText.hash == Target.made_against)
            .where(Content.region_id == region_id, Target.language == language)
            .where(Target.quality != "draft", Target.id > self.newest - OVERLAP)
            .order_by(Target.id)
        )  # fmt: skip
        for row in rows:
            self._add(row.id, (row.made_against, row.coded), row.german, row.kind == KIND)
        self.newest = newest

    def _add(self, target_id: int, pair: Pair, german: str, is_from_file: bool) -> None:
        if self.targets.get(pair, 0) >= target_id or is_empty(german):
            return
        if pair not in self._words:
            source = self._german.setdefault(pair[0], searchable(german))
            self._words[pair] = f"{source}\n{searchable(pair[1])}"
        if is_from_file:
            self.from_files.add(pair)
        self.targets[pair] = target_id

    def find(self, words: Sequence[str]) -> Iterator[Pair]:
        """The pairs in which all words stand, on either side."""
        if not words:
            return iter(self.targets)
        return (pair for pair, text in self._words.items() if all(word in text for word in words))


class Concordance:
    """The memory of one database, as far as it was asked for."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._shelves: OrderedDict[tuple[int, str], _Shelf] = OrderedDict()

    def find(
        self, session: Session, region_id: int, language: str, typed: str, shown: str = ""
    ) -> list[int]:
        """The newest target of each pair that has all the words typed, the newest first."""
        with self._lock:
            shelf = self._shelf(session, region_id, language)
            words = words_of(typed)
            found = list(shelf.find(words)) or list(shelf.find(spelled_otherwise(words)))
            vetoed = _vetoed(session, region_id, language)
            kept = (pair for pair in found if (pair in vetoed) == (shown == "gone"))
            if shown == "files":
                kept = (pair for pair in kept if pair in shelf.from_files)
            return sorted((shelf.targets[pair] for pair in kept), reverse=True)

    def _shelf(self, session: Session, region_id: int, language: str) -> _Shelf:
        """The shelf with all that there is; a new one if ids have gone back (a restored database)."""
        key, newest = (region_id, language), session.scalar(NEWEST) or 0
        shelf = self._shelves.get(key)
        if shelf is None or newest < shelf.newest:
            shelf = self._shelves[key] = _Shelf()
        self._shelves.move_to_end(key)
        while len(self._shelves) > MOST_SHELVES:
            self._shelves.popitem(last=False)
        if newest != shelf.newest:
            shelf.refresh(session, region_id, language, newest)
        return shelf


def _vetoed(session: Session, region_id: int, language: str) -> set[Pair]:
    rows = session.execute(
        select(MemoryVeto.source_hash, MemoryVeto.coded).where(
            MemoryVeto.region_id == region_id, MemoryVeto.language == language
        )
    )
    return {(name, coded) for name, coded in rows}


_CONCORDANCES: WeakKeyDictionary[Pool, Concordance] = WeakKeyDictionary()


def find(session: Session, region_id: int, language: str, typed: str, shown: str = "") -> list[int]:
    """The newest target of each pair that has all the words typed, the newest first; `shown` is one
    of SHOWN."""
    pool = session.get_bind().engine.pool
    concordance = _CONCORDANCES.setdefault(pool, Concordance())
    return concordance.find(session, region_id, language, typed, shown)
