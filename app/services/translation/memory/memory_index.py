"""Similar German texts found in the process: all texts with a translation, per language, by length.

No database extension is needed. Every text of a fitting length is compared, so nothing that is
similar enough is missed, as a shortlist by trigrams would.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from threading import Lock
from weakref import WeakKeyDictionary

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import Pool

from app.domain.machines.memory_scores import comparable
from app.models import SourceText, Target

STEP = 8  # characters: how finely texts are sorted by length
OVERLAP = 1_000  # targets read again, since a slow transaction may commit an older id later
AT_ONCE = 500  # texts asked for in one statement
NEWEST = select(func.max(Target.id))


class _Shelf:
    """The texts of one language, by length."""

    def __init__(self) -> None:
        self._hashes: set[str] = set()
        self._texts: dict[int, list[str]] = defaultdict(list)
        self._names: dict[int, list[str]] = defaultdict(list)

    def add(self, name: str, text: str) -> None:
        """Keep a text by the hash that names it; a second time changes nothing."""
        if name not in self._hashes:
            self._hashes.add(name)
            self._texts[len(text) // STEP].append(text)
            self._names[len(text) // STEP].append(name)

    def nearest(self, text: str, limit: int, floor: int) -> list[str]:
        """The hashes of the texts that are at least `floor` percent alike, the most alike first."""
        least = floor / (200 - floor)  # ratio is 2 · common ÷ (a + b), and common ≤ the shorter
        sizes = range(int(len(text) * least) // STEP, int(len(text) / least) // STEP + 1)
        choices = list(chain.from_iterable(self._texts.get(size, ()) for size in sizes))
        found = extract(
            text, choices, scorer=ratio, processor=None, score_cutoff=floor, limit=limit
        )
        return [self._name(place, sizes) for _, _, place in found]

    def _name(self, place: int, sizes: range) -> str:
        """The hash of the text at a place in the row of all texts of these sizes."""
        for size in sizes:
            names = self._names.get(size, [])
            if place < len(names):
                return names[place]
            place -= len(names)
        raise IndexError(place)


def _count(session: Session, newest: int) -> int:
    """How many targets there are among the `OVERLAP` ids up to one."""
    near = Target.id.between(newest - OVERLAP + 1, newest)
    return session.scalar(select(func.count()).select_from(Target).where(near)) or 0


class Index:
    """The texts of one database that have translations; it learns of new ones when asked."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._clear()

    def _clear(self) -> None:
        self._newest = 0
        self._recent = 0  # how many of the newest targets, those that may come late, are known
        self._texts: dict[str, str] = {}
        self._shelves: dict[str, _Shelf] = defaultdict(_Shelf)

    def nearest(
        self, session: Session, language: str, coded: str, limit: int, floor: int
    ) -> list[str]:
        """The hashes of at most `limit` source texts like `coded` that are translated."""
        with self._lock:
            self._refresh(session)
            return self._shelves[language].nearest(comparable(coded), limit, floor)

    def _refresh(self, session: Session) -> None:
        """Read the targets that came since; all of them, if ids have gone back (a restored database)."""
        newest = session.scalar(NEWEST) or 0
        if newest == self._newest:
            return
        if newest < self._newest:
            self._clear()
        pairs = session.execute(
            select(Target.made_against, Target.language)
            .where(Target.id > self._known_up_to(session), Target.id <= newest)
            .distinct()
        ).all()
        self._read(session, sorted({name for name, _ in pairs if name not in self._texts}))
        for name, language in pairs:
            self._shelves[language].add(name, self._texts[name])
        self._newest = newest
        self._recent = _count(session, newest)

    def _known_up_to(self, session: Session) -> int:
        """The id up to which all targets are known: among the newest, older ones may have come late."""
        is_whole = _count(session, self._newest) == self._recent
        return self._newest if is_whole else self._newest - OVERLAP

    def _read(self, session: Session, names: list[str]) -> None:
        for start in range(0, len(names), AT_ONCE):
            rows = session.execute(
                select(SourceText.hash, SourceText.coded).where(
                    SourceText.hash.in_(names[start : start + AT_ONCE])
                )
            )
            self._texts |= {name: comparable(coded) for name, coded in rows}


_INDEXES: WeakKeyDictionary[Pool, Index] = WeakKeyDictionary()


def index_of(session: Session) -> Index:
    """The index of the database that a session speaks to; one per process."""
    return _INDEXES.setdefault(session.get_bind().engine.pool, Index())
