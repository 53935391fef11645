"""The tree of a guide as readers of one language see it: what is in, in which order, at which path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Node:
    """One page of the tree; `parent` is None for a root page, siblings stand by `order`, then id."""

    id: int
    parent: int | None
    order: int
    archived: bool = False


@dataclass(frozen=True)
class Place:
    """Where a page stands: `position` counts depth-first from 0, `depth` is 1 for a root page."""

    id: int
    parent: int | None
    order: int
    position: int
    depth: int
    path: str


def children_of(nodes: Iterable[Node]) -> dict[int | None, list[Node]]:
    """The nodes by parent, siblings in order."""
    found: dict[int | None, list[Node]] = {}
    for node in sorted(nodes, key=lambda node: (node.order, node.id)):
        found.setdefault(node.parent, []).append(node)
    return found


def outline(nodes: Iterable[Node], slugs: Mapping[int, str], prefix: str) -> dict[int, Place]:
    """The places of all pages that have a slug in this language and whose ancestors all have one.

    `prefix` is "/region/language/". A page below an archived, missing or absent page is out.
    """
    children = children_of(nodes)
    places: dict[int, Place] = {}
    waiting = [(node, prefix, 1) for node in reversed(children.get(None, []))]
    while waiting:
        node, above, depth = waiting.pop()
        if node.archived or node.id not in slugs:
            continue
        path = f"{above}{slugs[node.id]}/"
        places[node.id] = Place(node.id, node.parent, node.order, len(places), depth, path)
        waiting.extend((child, path, depth + 1) for child in reversed(children.get(node.id, [])))
    return places


def is_below(node: int, ancestor: int, parents: Mapping[int, int | None]) -> bool:
    """Whether `node` is `ancestor` itself or stands anywhere below it."""
    current: int | None = node
    for _ in range(len(parents) + 1):
        if current is None:
            return False
        if current == ancestor:
            return True
        current = parents.get(current)
    return True  # a circle: whoever asks must not add to it


def order_between(before: int | None, after: int | None, step: int = 1024) -> int | None:
    """An order key between two siblings' keys; None when there is no room and all must be renumbered."""
    if before is None and after is None:
        return step
    if after is None:
        return (before or 0) + step
    if before is None:
        return after - step
    middle = (before + after) // 2
    return middle if before < middle < after else None
