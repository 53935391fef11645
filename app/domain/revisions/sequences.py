"""Chains through two sequences: the heaviest set of pairs that keeps the order on both sides."""

from collections.abc import Iterable, Mapping

Pair = tuple[int, int]
Link = tuple[int, int, "Link | None"]


def heaviest_chain(weights: Mapping[Pair, float]) -> list[Pair]:
    """Choose pairs, rising in both numbers, whose positive weights sum to the most.

    With equal weights this is the longest common subsequence; with one pair for each number it is
    the longest rising subsequence. The answer is in order. Only the pairs given cost time.
    """
    rows = _rows(weights)
    columns = {column: place for place, column in enumerate(sorted({j for _, j in weights}))}
    best = [0.0] * (len(columns) + 1)  # best[k]: the heaviest chain within the first k columns
    link: list[Link | None] = [None] * len(best)
    for i in sorted(rows):
        # From the right, so that best[place] still speaks of the rows above only.
        for j in sorted(rows[i], reverse=True):
            place = columns[j]
            value = best[place] + weights[i, j]
            step: Link = (i, j, link[place])
            for k in range(place + 1, len(best)):
                if best[k] >= value:
                    break
                best[k], link[k] = value, step
    return _unroll(link[-1])


def _rows(pairs: Iterable[Pair]) -> dict[int, list[int]]:
    rows: dict[int, list[int]] = {}
    for i, j in pairs:
        rows.setdefault(i, []).append(j)
    return rows


def _unroll(link: Link | None) -> list[Pair]:
    chain: list[Pair] = []
    while link is not None:
        i, j, link = link
        chain.append((i, j))
    chain.reverse()
    return chain


def cut(
    olds: list[int], news: list[int], limit: int = 1_500 * 1_500
) -> list[tuple[list[int], list[int]]]:
    """Cut two sequences in proportion until no window compares more than `limit` pairs."""
    if len(olds) * len(news) <= limit or len(olds) < 2 or len(news) < 2:
        return [(olds, news)]
    half, other = len(olds) // 2, len(news) // 2
    return cut(olds[:half], news[:other], limit) + cut(olds[half:], news[other:], limit)
