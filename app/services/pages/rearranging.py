"""The tree rearranged by people: pages moved and moved back, put away and brought back, each noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.domain.addresses.rearranging import WHERE, Spot, obstacle, ordered, spot, spot_of
from app.errors import Conflict, Invalid
from app.models import Content, Event
from app.services import events, tree
from app.services.pages import pages

MOVE = "page.move"


@dataclass(frozen=True)
class Moved:
    """What became of a move: `refusal` says in a word why nothing moved, see domain/addresses."""

    refusal: str = ""
    before: Spot | None = None
    after: Spot | None = None

    @property
    def is_done(self) -> bool:
        """Whether the page stands elsewhere now."""
        return not self.refusal and self.before != self.after


def move(
    session: Session,
    content: Content,
    target: int | None,
    where: str,
    who: Actor,
    *,
    now: datetime,
    seen: int | str | None = "",
) -> Moved:
    """Put a page before or after `target`, or below it as its first or last (None: at the root).

    `seen` is the parent below which the mover saw it ("": wherever).
    """
    if where not in WHERE:
        raise Invalid(f"where: {where!r}; {', '.join(WHERE)} are known")
    tree.lock(session, content.region_id)
    nodes = tree.nodes(session, content.region_id)
    if refusal := obstacle(content.id, target, where, nodes, seen):
        return Moved(refusal)
    return _put(session, content, spot(content.id, target, where, nodes), who, now)


def _put(session: Session, content: Content, wanted: Spot, who: Actor, now: datetime) -> Moved:
    before = _spot(session, content)
    if wanted == before:
        return Moved("", before, before)
    pages.move(session, content, wanted.parent, wanted.after, now=now)
    _note(
        session, content, who, MOVE, now, parent_id=wanted.parent, after_id=wanted.after,
        from_parent_id=before.parent, from_after_id=before.after,
    )  # fmt: skip
    return Moved("", before, wanted)


def _spot(session: Session, content: Content) -> Spot:
    nodes = tree.nodes(session, content.region_id)
    parent = next(node.parent for node in nodes if node.id == content.id)
    return spot_of(content.id, parent, ordered(nodes))


def last_move(session: Session, content_id: int, who: Actor) -> Event | None:
    """The newest move of a page, if `who` made it here: what can be taken back."""
    found = session.scalar(
        select(Event)
        .where(Event.content_id == content_id, Event.action == MOVE)
        .order_by(Event.id.desc())
        .limit(1)
    )
    return found if found and found.actor == who.name and "from_parent_id" in found.detail else None


def move_back(session: Session, content: Content, who: Actor, *, now: datetime) -> Moved:
    """Put a page where it stood before its newest move, which `who` made.

    Conflict if there is none. Refused as moved if it has been moved on since, as gone or archived if
    where it stood is no longer there. Behind whom it stood decides its place, if that one still is.
    """
    tree.lock(session, content.region_id)
    made = last_move(session, content.id, who)
    if made is None:
        raise Conflict(f"page {content.id} was not moved by {who.name} last")
    parent, after = made.detail["from_parent_id"], made.detail["from_after_id"]
    nodes = tree.nodes(session, content.region_id)
    if refusal := obstacle(content.id, parent, "first", nodes, made.detail["parent_id"]):
        return Moved(refusal)
    here = [one for one in ordered(nodes).get(parent, []) if one != content.id]
    if after is not None and after not in here:
        after = here[-1] if here else None
    return _put(session, content, Spot(parent, after), who, now)


def archive(session: Session, content: Content, who: Actor, *, now: datetime) -> None:
    """Put a page away, and with it, for readers, everything below it; Conflict if it is already."""
    tree.lock(session, content.region_id)
    session.refresh(content, ["archived_at"])
    if content.archived_at is not None:
        raise Conflict(f"page {content.id} is archived already")
    pages.archive(session, content, now=now)
    _note(session, content, who, "page.archive", now)


def bring_back(session: Session, content: Content, who: Actor, *, now: datetime) -> None:
    """Bring a page back as it was; Conflict if it is not archived itself."""
    tree.lock(session, content.region_id)
    session.refresh(content, ["archived_at"])
    if content.archived_at is None:
        raise Conflict(f"page {content.id} is not archived")
    pages.unarchive(session, content, now=now)
    _note(session, content, who, "page.unarchive", now)


def _note(
    session: Session, content: Content, who: Actor, action: str, now: datetime, **detail: Any
) -> None:
    events.record(
        session, content.region_id, who.name, action, now, content_id=content.id, **detail
    )
