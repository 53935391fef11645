"""A region's pages by their titles alone, depth first: for lists to choose from and the way to a page."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.addresses.outline import Node, children_of
from app.models import Content, Page, Revision


@dataclass(frozen=True)
class Spot:
    """A page with its working title; `above` are the ids of the pages above it, the root first.

    `is_away` tells whether it, or one above it, was put away.
    """

    id: int
    title: str
    parent: int | None
    above: tuple[int, ...]
    is_archived: bool
    is_away: bool


Outline = dict[int, Spot]


def read(session: Session, region_id: int) -> Outline:
    """All pages of a region that have a text, in the order of the tree."""
    rows = session.execute(
        select(Page.content_id, Page.parent_id, Page.order_key, Content.archived_at, Revision.title)
        .join(Content, Content.id == Page.content_id)
        .outerjoin(Revision, Revision.id == Content.working_revision_id)
        .where(Page.region_id == region_id)
    )
    nodes, titles = [], {}
    for id_, parent, order, archived, title in rows:
        nodes.append(Node(id_, parent, order, archived is not None))
        titles[id_] = title or ""
    children, found = children_of(nodes), Outline()
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        node = waiting.pop()
        found[node.id] = _spot(node, titles[node.id], found)
        waiting.extend(reversed(children.get(node.id, [])))
    return found


def _spot(node: Node, title: str, found: Outline) -> Spot:
    parent = found[node.parent] if node.parent is not None else None
    above = (*parent.above, parent.id) if parent else ()
    is_away = node.archived or (parent is not None and parent.is_away)
    return Spot(node.id, title, node.parent, above, node.archived, is_away)


def trail(outline: Outline, content_id: int) -> tuple[Spot, ...]:
    """The pages above one, the root first."""
    return tuple(outline[id_] for id_ in outline[content_id].above)


def below(outline: Outline, content_id: int) -> list[Spot]:
    """All pages below one, in the order of the tree."""
    return [spot for spot in outline.values() if content_id in spot.above]
