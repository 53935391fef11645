"""Which old segment is this one? Pairs the segments of two revisions of one page, one to one.

The steps stand in STEPS, surest first; each pairs what the ones before it left open. Whatever stays
open at the end is new, or has died. Nothing here decides whether a translation is stale: a partner
that is missed shows up as "missing", a wrong one as stale beside its own old source.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.revisions.joins import joins
from app.domain.revisions.sequences import Pair, cut, heaviest_chain
from app.domain.revisions.similarity import Profile, profile, score

NEARBY_FROM = 0.58
ANYWHERE_FROM = 0.75
VALUE_WORDS = 3  # a value skeleton with fewer words says too little to pair by it


@dataclass(frozen=True)
class Item:
    """The normal forms of one segment, and where it stands (`kind`, `element`)."""

    full: str
    text: str
    value: str
    element: str
    kind: str


@dataclass(frozen=True)
class Match:
    """Old and new positions of one segment; a split or merge has two or three on one side.

    `how` is "same", "moved", "text", "value", "similar", "split" or "merge".
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    how: str
    score: float


class _Board:
    """Both revisions, and which of their segments have found each other so far."""

    def __init__(self, old: Sequence[Item], new: Sequence[Item]) -> None:
        self.old = [_profile(item) for item in old]
        self.new = [_profile(item) for item in new]
        self.matches: list[Match] = []
        self._open_old = dict.fromkeys(range(len(old)))
        self._open_new = dict.fromkeys(range(len(new)))
        self._partner: dict[int, int] = {}

    def open(self) -> tuple[list[int], list[int]]:
        """The positions still open on both sides, in order."""
        return list(self._open_old), list(self._open_new)

    def free(self, old: Sequence[int], new: Sequence[int]) -> bool:
        """Whether all of these are still open."""
        return all(i in self._open_old for i in old) and all(j in self._open_new for j in new)

    def pair(self, old: Sequence[int], new: Sequence[int], how: str, found: float) -> None:
        """Note a match and close its segments."""
        self.matches.append(Match(tuple(old), tuple(new), how, round(min(found, 1.0), 4)))
        self._partner.update(dict.fromkeys(old, new[0]))
        for i in old:
            del self._open_old[i]
        for j in new:
            del self._open_new[j]

    def gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        """The open segments between pairs that keep the order, in windows of bearable size."""
        anchors = heaviest_chain({(m.old[0], m.new[0]): 1.0 for m in self.matches})
        olds, news = self.open()
        for i, j in [*anchors, (len(self.old), len(self.new))]:
            before_old = [k for k in olds if k < i]
            before_new = [k for k in news if k < j]
            olds, news = olds[len(before_old) :], news[len(before_new) :]
            if before_old and before_new:
                yield from cut(before_old, before_new)

    def context(self, i: int, j: int) -> int:
        """How far the neighbours agree: 2 for the one before, a heading often, 1 for the next."""
        return 2 * self._agree(i - 1, j - 1) + self._agree(i + 1, j + 1)

    def _agree(self, i: int, j: int) -> bool:
        if not (0 <= i < len(self.old) and 0 <= j < len(self.new)):
            return False
        return self._partner.get(i) == j or self.old[i].full == self.new[j].full


def _profile(item: Item) -> Profile:
    return profile(item.kind, item.element, item.full, item.text, item.value)


Key = Callable[[Profile], Hashable]  # None: not to be paired by this form


def _full(segment: Profile) -> Hashable:
    return segment.kind, segment.full


def _text(segment: Profile) -> Hashable:
    return (segment.kind, segment.text) if segment.text else None


def _value(segment: Profile) -> Hashable:
    return (segment.kind, segment.value) if segment.words >= VALUE_WORDS else None


def _contexts(board: _Board, olds: Sequence[int], news: Sequence[int], key: Key) -> dict[Pair, int]:
    """All pairs of equal key, with the agreement of their neighbours."""
    places: dict[Hashable, list[int]] = {}
    for j in news:
        places.setdefault(key(board.new[j]), []).append(j)
    places.pop(None, None)
    return {(i, j): board.context(i, j) for i in olds for j in places.get(key(board.old[i]), ())}


def _best_context(contexts: Mapping[Pair, int]) -> dict[Pair, float]:
    """Weights for the pairs that nobody contradicts.

    Of several equal segments one pair is dropped if both its ends have better neighbours elsewhere,
    so that a "Bank" follows its heading and not the order of the page.
    """
    best_old: dict[int, int] = {}
    best_new: dict[int, int] = {}
    for (i, j), agreement in contexts.items():
        best_old[i] = max(best_old.get(i, 0), agreement)
        best_new[j] = max(best_new.get(j, 0), agreement)
    return {
        (i, j): 1 + agreement / 1_000
        for (i, j), agreement in contexts.items()
        if agreement in (best_old[i], best_new[j])
    }


def _in_order(board: _Board, key: Key, how: str, found: float) -> None:
    for olds, news in board.gaps():
        for i, j in heaviest_chain(_best_context(_contexts(board, olds, news, key))):
            board.pair([i], [j], how, found)


def _wherever(board: _Board, key: Key, how: str, found: float) -> None:
    for olds, news in cut(*board.open()):
        contexts = _contexts(board, olds, news, key)
        for i, j in sorted(contexts, key=lambda p: (-contexts[p], abs(p[0] - p[1]), p)):
            if board.free([i], [j]):
                board.pair([i], [j], how, found)


def _same(board: _Board) -> None:
    """Equal full forms in the same order: the longest common subsequence."""
    _in_order(board, _full, "same", 1.0)


def _moved(board: _Board) -> None:
    """Equal full forms anywhere on the page."""
    _wherever(board, _full, "moved", 1.0)


def _same_text(board: _Board) -> None:
    """Equal texts, other codes or links; in order first, then anywhere."""
    _in_order(board, _text, "text", 0.98)
    _wherever(board, _text, "text", 0.98)


def _same_value(board: _Board) -> None:
    """Equal words around other numbers, dates or addresses; in order first, then anywhere."""
    _in_order(board, _value, "value", 0.96)
    _wherever(board, _value, "value", 0.96)


def _split(board: _Board) -> None:
    """One old segment has become two or three neighbours."""
    olds, news = board.open()
    for found, i, run in joins(board.old, olds, board.new, news):
        if board.free([i], run):
            board.pair([i], run, "split", found)


def _merge(board: _Board) -> None:
    """Two or three neighbours have become one new segment."""
    olds, news = board.open()
    for found, j, run in joins(board.new, news, board.old, olds):
        if board.free(run, [j]):
            board.pair(run, [j], "merge", found)


def _scores(
    board: _Board, olds: Sequence[int], news: Sequence[int], floor: float
) -> dict[Pair, float]:
    found = {(i, j): score(board.old[i], board.new[j], floor) for i in olds for j in news}
    return {pair: value for pair, value in found.items() if value}


def _nearby(board: _Board) -> None:
    """Similar segments between the same anchors, in order."""
    for olds, news in board.gaps():
        found = _scores(board, olds, news, NEARBY_FROM)
        for i, j in heaviest_chain(found):
            board.pair([i], [j], "similar", found[i, j])


def _anywhere(board: _Board) -> None:
    """Very similar segments anywhere on the page, the most alike first."""
    for olds, news in cut(*board.open()):
        found = _scores(board, olds, news, ANYWHERE_FROM)
        for i, j in sorted(found, key=lambda p: (-found[p], abs(p[0] - p[1]), p)):
            if board.free([i], [j]):
                board.pair([i], [j], "similar", found[i, j])


# Split and merge come before likeness: a half is often like its whole, and would take it.
STEPS: tuple[tuple[str, Callable[[_Board], None]], ...] = (
    ("same", _same),
    ("moved", _moved),
    ("text", _same_text),
    ("value", _same_value),
    ("split", _split),
    ("merge", _merge),
    ("nearby", _nearby),
    ("anywhere", _anywhere),
)


def align(
    old: Sequence[Item], new: Sequence[Item], *, without: frozenset[str] = frozenset()
) -> tuple[Match, ...]:
    """Pair the segments of two revisions of a page, in the order of the new one.

    No position is in two matches, and only segments of one kind meet. `without` names steps to
    leave out, so that a test can show what each is for; a name that no step has is a ValueError.
    """
    if unknown := without - {name for name, _ in STEPS}:
        raise ValueError(f"no such step: {', '.join(sorted(unknown))}")
    board = _Board(old, new)
    for name, step in STEPS:
        if name not in without:
            step(board)
    return tuple(sorted(board.matches, key=lambda match: match.new))
