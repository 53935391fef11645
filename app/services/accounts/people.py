"""Who works here: the people of a region, or of the whole installation, with what they may do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, selectinload

from app.domain.access.permissions import Grant
from app.errors import NotFound
from app.models import Grant as GrantRow
from app.models import Region, User
from app.services import regions
from app.services.accounts import accounts

PER_PAGE = 50
MOST_WORDS = 10  # that are searched for at once; databases refuse conditions without end


@dataclass(frozen=True)
class Person:
    """An account as the list of people shows it.

    `state` is "open", "invited" (nobody came in yet) or "closed"; `here` are the grants in the
    region that was asked for, `everywhere` those without a region, `elsewhere` all others.
    """

    id: int
    name: str
    email: str
    state: str
    here: tuple[Grant, ...]
    everywhere: tuple[Grant, ...]
    elsewhere: tuple[Grant, ...]
    second_factor: bool
    seen_at: datetime | None
    invited_at: datetime


def listed(
    session: Session, region: Region | None, search: str = "", page: int = 1
) -> tuple[Sequence[Person], int]:
    """A page of the people who work in a region (None: of everybody), by name, and how many there are."""
    which = _which(region, search)
    total = session.scalar(select(func.count(User.id)).where(which)) or 0
    rows = session.scalars(_by_name(which).offset((page - 1) * PER_PAGE).limit(PER_PAGE)).all()
    slugs = _slugs(session)
    return [_person(user, region, slugs) for user in rows], total


def every(session: Session, region: str = "", search: str = "") -> list[Person]:
    """All people of a region (slug; "" = everybody), by name."""
    place = regions.get(session, region) if region else None
    slugs = _slugs(session)
    rows = session.scalars(_by_name(_which(place, search))).all()
    return [_person(user, place, slugs) for user in rows]


def _by_name(which: ColumnElement[bool]) -> Select[User]:
    return (
        select(User)
        .where(which)
        .order_by(func.lower(User.name), User.id)
        .options(selectinload(User.grants), selectinload(User.webauthn))
    )


def one(session: Session, region: Region | None, user_id: int) -> tuple[User, Person]:
    """Somebody who works in a region (None: anybody); NotFound for all others."""
    user = session.scalar(select(User).where(User.id == user_id, _which(region, "")))
    if user is None:
        raise NotFound(f"user {user_id} does not exist here")
    return user, _person(user, region, _slugs(session))


def _which(region: Region | None, search: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = User.id.is_not(None)
    if region is not None:
        held = or_(GrantRow.region_id == region.id, GrantRow.region_id.is_(None))
        found &= User.grants.any(held)
    for word in search.split()[:MOST_WORDS]:
        found &= or_(
            User.name.icontains(word, autoescape=True), User.email.icontains(word, autoescape=True)
        )
    return found


def _slugs(session: Session) -> dict[int, str]:
    rows = session.execute(select(Region.id, Region.slug))
    return {row.id: row.slug for row in rows}


def _person(user: User, region: Region | None, slugs: dict[int, str]) -> Person:
    place = region.slug if region is not None else None
    held = [
        Grant(row.role, slugs[row.region_id] if row.region_id else "", tuple(row.languages))
        for row in user.grants
    ]
    return Person(
        id=user.id,
        name=user.name or user.email,
        email=user.email,
        state=_state(user),
        here=tuple(grant for grant in held if grant.region == place),
        everywhere=tuple(grant for grant in held if not grant.region),
        elsewhere=tuple(grant for grant in held if grant.region and grant.region != place),
        second_factor=bool(user.tf_primary_method or user.webauthn),
        seen_at=user.last_login_at,
        invited_at=user.created_at,
    )


def _state(user: User) -> str:
    if not user.active:
        return "closed"
    return "invited" if accounts.is_pending(user) else "open"
