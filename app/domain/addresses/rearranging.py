"""Moving a page within the tree: where it would stand, and what speaks against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.addresses.outline import Node, children_of, is_below

WHERE = ("before", "after", "first", "last")
"""Beside a page, or below it as its first or its last; without a page the two latter mean the root."""


@dataclass(frozen=True)
class Spot:
    """A place in the tree: below `parent` (None: at the root), behind `after` (None: as the first)."""

    parent: int | None
    after: int | None


Children = Mapping[int | None, Sequence[int]]


def ordered(nodes: Sequence[Node]) -> dict[int | None, list[int]]:
    """The ids by parent, in order."""
    return {parent: [node.id for node in some] for parent, some in children_of(nodes).items()}


def spot_of(page: int, parent: int | None, children: Children) -> Spot:
    """Where a page stands now."""
    siblings = children.get(parent, ())
    at = list(siblings).index(page)
    return Spot(parent, siblings[at - 1] if at else None)


def spot(page: int, target: int | None, where: str, nodes: Sequence[Node]) -> Spot:
    """Where a page would stand `where` of another one; the moved page itself is no neighbour."""
    children = ordered(nodes)
    if where in ("first", "last"):
        below = [one for one in children.get(target, ()) if one != page]
        return Spot(target, below[-1] if where == "last" and below else None)
    parent = next(node.parent for node in nodes if node.id == target)
    row = [one for one in children[parent] if one != page]
    at = row.index(target) if target in row else 0
    if where == "after":
        return Spot(parent, target)
    return Spot(parent, row[at - 1] if at else None)


def obstacle(
    page: int, target: int | None, where: str, nodes: Sequence[Node], seen: int | str | None = ""
) -> str:
    """What speaks against a move, in a word; "" if nothing does.

    gone, itself, below itself, archived; nowhere: beside no page; moved: it no longer stands below
    `seen`, where the mover saw it ("" for wherever it is).
    """
    known = {node.id: node for node in nodes}
    if page not in known or (target is not None and target not in known):
        return "gone"
    if target is None and where not in ("first", "last"):
        return "nowhere"
    if target == page:
        return "itself"
    if seen != "" and known[page].parent != seen:
        return "moved"
    parents = {node.id: node.parent for node in nodes}
    if target is not None and is_below(target, page, parents):
        return "below itself"
    above = target
    while above is not None:
        if known[above].archived:
            return "archived"
        above = parents[above]
    return ""
