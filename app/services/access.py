"""The one permission path: who is asking, and may they? Forms, bulk actions, imports and API all ask here."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.permissions import ACTIONS, Actor, Grant, may
from app.errors import NotAllowed, NotFound
from app.models import Content, Region, User
from app.models import Grant as GrantRow
from app.services import regions


def actor(session: Session, user_id: int) -> Actor:
    """A user with what they may do now; NotFound if there is none or the account is closed."""
    rows = session.execute(
        select(User, GrantRow, Region.slug)
        .outerjoin(GrantRow, GrantRow.user_id == User.id)
        .outerjoin(Region, Region.id == GrantRow.region_id)
        .where(User.id == user_id, User.active)
        .order_by(GrantRow.id)
    ).all()
    if not rows:
        raise NotFound(f"user {user_id} does not exist or is closed")
    user = rows[0][0]
    given = [_given(row, slug) for _, row, slug in rows if row is not None]
    return Actor(user.id, user.name or user.email, tuple(given))


def grants(session: Session, user_id: int) -> tuple[Grant, ...]:
    """What a user was given, as the rules see it."""
    rows = session.execute(
        select(GrantRow, Region.slug)
        .outerjoin(Region, Region.id == GrantRow.region_id)
        .where(GrantRow.user_id == user_id)
        .order_by(GrantRow.id)
    )
    return tuple(_given(row, slug) for row, slug in rows)


def _given(row: GrantRow, slug: str | None) -> Grant:
    return Grant(row.role, slug or "", tuple(row.languages))


def check(who: Actor, action: str, region: str, language: str = "") -> None:
    """NotAllowed, with what and where, unless `who` may do `action` there."""
    if not may(who, action, region, language):
        where = f"region {region!r}" if region else "all regions"
        spoken = f" ({language})" if language else ""
        raise NotAllowed(f"{who.name} may not {ACTIONS[action]} in {where}{spoken}")


def region(session: Session, who: Actor, action: str, slug: str, language: str = "") -> Region:
    """The region with this slug, if `who` may do `action` there.

    Whoever may not even see it gets NotFound, as if it did not exist.
    """
    found = regions.find(session, slug)
    if found is None or not may(who, "view", slug):
        raise NotFound(f"region {slug!r} does not exist")
    check(who, action, slug, language)
    return found


def content(session: Session, region: Region, content_id: int, kind: str = "page") -> Content:
    """A content of this region; NotFound if it belongs elsewhere, as if it did not exist."""
    found = session.get(Content, content_id)
    if found is None or found.region_id != region.id or found.kind != kind:
        raise NotFound(f"{kind} {content_id} does not exist in region {region.slug!r}")
    return found
