"""The same deed done to several pages: foreseen for all of them, then done to each on its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.domain.addresses import rearranging as moving
from app.domain.addresses.outline import Node
from app.domain.revisions.standing import obstacle, standing
from app.errors import Invalid
from app.models import Content, Job, Region
from app.services import access, events, tree
from app.services.editing import deeds
from app.services.overviews.page_tree import Leaf
from app.services.pages import pages, rearranging, releasing, reviews
from app.services.segments.saving import Report
from app.services.translation import failing, reconciling

ACTIONS = {
    "publish": "publish", "submit": "submit", "archive": "arrange", "bring-back": "arrange",
    "move": "arrange", "review": "write", "order": "order",
}  # fmt: skip
"""What may be done to several pages, and the right that it takes."""

MOST = 500  # pages at once


@dataclass(frozen=True)
class Asked:
    """What a deed needs to know: below which page (None: to the root), by which day, how often then."""

    target: int | None = None
    due_on: date | None = None
    every_days: int = reviews.YEARLY


@dataclass(frozen=True)
class Outcome:
    """What became of one page: done or not, in a word what or why, and how many (characters, paragraphs)."""

    content_id: int
    title: str
    is_done: bool
    word: str
    number: int = 0


def foresee(
    deed: str, leaves: Sequence[Leaf], asked: Asked, nodes: Sequence[Node]
) -> dict[int, str]:
    """Why the deed would not be done to some of these pages, by their id."""
    found = {leaf.id: obstacle(deed, leaf.standing, leaf.is_live) for leaf in leaves}
    if deed == "move":
        found = {leaf.id: moving.obstacle(leaf.id, asked.target, "last", nodes) for leaf in leaves}
    return {content_id: why for content_id, why in found.items() if why}


def outlook(session: Session, content: Content, *, now: datetime) -> Report:
    """What publishing a page's working copy would mean, without doing it."""
    assert content.working is not None
    return releasing.preview_of(session, content, content.working, now=now)


def do(
    session: Session,
    region: Region,
    who: Actor,
    deed: str,
    content_id: int,
    asked: Asked,
    *,
    now: datetime,
) -> Outcome:
    """Do it to one page, in a transaction of its own, if `who` may and the page is of this region."""
    if deed not in ACTIONS:
        raise Invalid(f"{deed!r} is nothing that can be done to pages")
    access.check(who, ACTIONS[deed], region.slug)
    content = access.content(session, region, content_id)
    if deed != "order":  # those who work with jobs lock these first
        tree.lock(session, region.id)
    session.refresh(content)
    title = content.working.title if content.working else ""
    why = obstacle(deed, *_stands(session, content))
    if why:
        return Outcome(content_id, title, False, why)
    is_done, word, number = _DO[deed](session, content, who, asked, now)
    return Outcome(content_id, title, is_done, word, number)


def _stands(session: Session, content: Content) -> tuple[str, bool]:
    source = pages.translation(session, content, content.source_language)
    nodes = {node.id: node for node in tree.nodes(session, content.region_id)}
    above, is_below = nodes[content.id].parent, False
    while above is not None:
        is_below |= nodes[above].archived
        above = nodes[above].parent
    is_live = source.live_since is not None and content.published_revision_id is not None
    stands = standing(
        source.state, is_live=is_live, is_archived=content.archived_at is not None,
        is_below_archived=is_below,
    )  # fmt: skip
    return stands, is_live


Told = tuple[bool, str, int]
Do = Callable[[Session, Content, Actor, Asked, datetime], Told]


def _publish(session: Session, content: Content, who: Actor, asked: Asked, now: datetime) -> Told:
    assert content.working is not None
    told = deeds.publish(session, content, content.working.number, (), who, now=now)
    return True, "published", told.characters


def _submit(session: Session, content: Content, who: Actor, asked: Asked, now: datetime) -> Told:
    deeds.submit(session, content, who, now=now)
    return True, "submitted", 0


def _archive(session: Session, content: Content, who: Actor, asked: Asked, now: datetime) -> Told:
    rearranging.archive(session, content, who, now=now)
    return True, "put away", 0


def _bring_back(
    session: Session, content: Content, who: Actor, asked: Asked, now: datetime
) -> Told:
    rearranging.bring_back(session, content, who, now=now)
    return True, "brought back", 0


def _move(session: Session, content: Content, who: Actor, asked: Asked, now: datetime) -> Told:
    moved = rearranging.move(session, content, asked.target, "last", who, now=now)
    return moved.is_done, moved.refusal or ("moved" if moved.is_done else "there already"), 0


def _review(session: Session, content: Content, who: Actor, asked: Asked, now: datetime) -> Told:
    reviews.plan(session, content, asked.due_on, asked.every_days, by=who.name, now=now)
    return True, "planned" if asked.due_on else "unplanned", 0


def _order(session: Session, content: Content, who: Actor, asked: Asked, now: datetime) -> Told:
    """The work that machines have not been given yet, and what was held back is tried again."""
    made = failing.retry(session, content.region_id, now, content.id)
    made += reconciling.content(session, content, now)
    if made:
        events.record(
            session,
            content.region_id,
            who.name,
            "page.order",
            now,
            content_id=content.id,
            paragraphs=made,
        )
        return True, "ordered", made
    at_work = select(func.count()).where(
        Job.content_id == content.id, Job.state.in_(("waiting", "claimed"))
    )
    under_way = session.scalar(at_work) or 0
    return False, "under way" if under_way else "nothing to translate", under_way


_DO: Mapping[str, Do] = {
    "publish": _publish, "submit": _submit, "archive": _archive, "bring-back": _bring_back,
    "move": _move, "review": _review, "order": _order,
}  # fmt: skip
