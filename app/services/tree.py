"""The tree of pages: where a page stands, and how it is moved without ever closing a circle."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.addresses.outline import Node, is_below, order_between
from app.errors import Invalid, NotFound
from app.models import Content, Page, Region

STEP = 1024


def lock(session: Session, region_id: int) -> None:
    """Let nobody else change this region's tree, addresses or documents until the transaction ends.

    A use case that changes several of them locks first, so that two never wait for each other; rows
    that only refer to the region go on being written.
    """
    locked = select(Region.id).where(Region.id == region_id).with_for_update(key_share=True)
    session.execute(locked)


def page(session: Session, content_id: int) -> Page:
    """The place of a page; NotFound names it."""
    found = session.get(Page, content_id, populate_existing=True)
    if found is None:
        raise NotFound(f"page {content_id} does not exist")
    return found


def nodes(session: Session, region_id: int) -> list[Node]:
    """All pages of a region as the rules see them."""
    rows = session.execute(
        select(Page.content_id, Page.parent_id, Page.order_key, Content.archived_at)
        .join(Content, Content.id == Page.content_id)
        .where(Page.region_id == region_id)
    )
    return [Node(id_, parent, order, archived is not None) for id_, parent, order, archived in rows]


def children(session: Session, region_id: int, parent_id: int | None) -> Sequence[Page]:
    """The pages directly below `parent_id` (None: the root pages), in order."""
    return session.scalars(
        select(Page)
        .where(Page.region_id == region_id, Page.parent_id.is_not_distinct_from(parent_id))
        .order_by(Page.order_key, Page.content_id)
        .execution_options(populate_existing=True)
    ).all()


def add(
    session: Session, content: Content, parent_id: int | None, order: int | None = None
) -> Page:
    """Give a new page its place: below `parent_id`, at `order`, or last among its siblings."""
    lock(session, content.region_id)
    if parent_id is not None:
        _same_region(session, content.region_id, parent_id)
    if order is None:
        siblings = children(session, content.region_id, parent_id)
        order = siblings[-1].order_key + STEP if siblings else STEP
    place = Page(
        content_id=content.id, region_id=content.region_id, parent_id=parent_id, order_key=order
    )
    session.add(place)
    session.flush()
    return place


def _same_region(session: Session, region_id: int, parent_id: int) -> None:
    if page(session, parent_id).region_id != region_id:
        raise Invalid(f"page {parent_id} stands in another region")


def move(
    session: Session, content_id: int, parent_id: int | None, after_id: int | None = None
) -> None:
    """Put a page below `parent_id`, behind the sibling `after_id` (None: first).

    Invalid when the page would come below itself, or when `after_id` does not stand there.
    """
    moved = page(session, content_id)
    lock(session, moved.region_id)
    session.refresh(moved)
    if parent_id is not None:
        _same_region(session, moved.region_id, parent_id)
        parents = {node.id: node.parent for node in nodes(session, moved.region_id)}
        if is_below(parent_id, content_id, parents):
            raise Invalid(f"page {content_id} can't stand below itself (page {parent_id})")
    siblings = [
        other
        for other in children(session, moved.region_id, parent_id)
        if other.content_id != content_id
    ]
    _insert(moved, siblings, after_id)
    moved.parent_id = parent_id
    session.flush()


def _insert(moved: Page, siblings: Sequence[Page], after_id: int | None) -> None:
    """An order key for `moved` behind `after_id`; all siblings are renumbered when there is no room."""
    ids = [other.content_id for other in siblings]
    if after_id is not None and after_id not in ids:
        raise Invalid(f"page {after_id} does not stand there, so nothing can follow it")
    at = ids.index(after_id) + 1 if after_id is not None else 0
    before = siblings[at - 1].order_key if at else None
    behind = siblings[at].order_key if at < len(siblings) else None
    key = order_between(before, behind, STEP)
    if key is None:
        row = [*siblings[:at], moved, *siblings[at:]]
        for number, other in enumerate(row, 1):
            other.order_key = number * STEP
    else:
        moved.order_key = key
