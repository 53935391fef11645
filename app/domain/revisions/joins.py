"""Splits and merges: which two or three neighbours say together what one segment says alone."""

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from app.domain.revisions.similarity import Profile

JOIN_FROM = 0.93
JOIN_LENGTH = 0.12  # how far the lengths may differ, as a share of the longer one
SIZES = (2, 3)


def joins(
    wholes: Sequence[Profile],
    singles: Sequence[int],
    parts: Sequence[Profile],
    open_: Sequence[int],
) -> list[tuple[float, int, tuple[int, ...]]]:
    """What may be a join: score, position of the whole, positions of its pieces; best first."""
    runs = _runs(parts, open_)
    found = []
    for i in singles:
        size = len(wholes[i].folded)
        for length, run in runs:
            if abs(length - size) <= JOIN_LENGTH * max(length, size):
                value = _joined(wholes[i], tuple(parts[k] for k in run), JOIN_FROM)
                if value and wholes[i].kind == parts[run[0]].kind:
                    found.append((value, i, run))
    return sorted(found, key=lambda join: (-join[0], join[1:]))


def _runs(parts: Sequence[Profile], open_: Sequence[int]) -> list[tuple[int, tuple[int, ...]]]:
    """Two or three open neighbours of one kind that have words, and the length of their join."""
    free = {k for k in open_ if parts[k].folded}
    rows: dict[str, list[int]] = {}
    for k, part in enumerate(parts):
        rows.setdefault(part.kind, []).append(k)
    runs = [
        tuple(row[k : k + size])
        for row in rows.values()
        for size in SIZES
        for k in range(len(row) - size + 1)
    ]
    return [
        (sum(len(parts[k].folded) + 1 for k in run) - 1, run)
        for run in runs
        if free.issuperset(run)
    ]


def _joined(whole: Profile, pieces: tuple[Profile, ...], floor: float) -> float:
    """Say how well neighbours, joined, give one segment; 0 below `floor` or where fewer do better.

    That every piece has to help keeps a paragraph with a short newcomer beside it from passing for
    a split.
    """
    found = _join(whole, pieces, floor)
    if not found:
        return 0.0
    fewer = (pieces[:k] + pieces[k + 1 :] for k in range(len(pieces)))
    return found if all(_join(whole, rest, found) < found for rest in fewer) else 0.0


def _join(whole: Profile, pieces: tuple[Profile, ...], floor: float) -> float:
    text = " ".join(piece.folded for piece in pieces)
    return Levenshtein.normalized_similarity(whole.folded, text, score_cutoff=floor)
