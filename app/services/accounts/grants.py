"""Roles given and taken away: never above one's own, never outside one's regions, never the last key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.access.permissions import ROLES, Actor, Grant, may_give
from app.errors import Conflict, Invalid, NotAllowed
from app.models import Grant as GrantRow
from app.models import Region, User
from app.services import events, regions

Languages = tuple[str, ...]


def set_in(
    session: Session, who: Actor, user: User, region: str, wanted: Sequence[Grant], now: datetime
) -> None:
    """Let `user` have exactly the roles `wanted` in a region (slug; "" = in all regions).

    NotAllowed if `who` may not give, change or take one of them; nobody gives themselves a right.
    Conflict if nobody who may do everything would be left.
    """
    place = regions.get(session, region) if region else None
    after = {grant.role: _languages(session, place, grant) for grant in wanted}
    _change(session, who, user, place, after, now)


def add_in(
    session: Session, who: Actor, user: User, region: str, wanted: Sequence[Grant], now: datetime
) -> None:
    """Let `user` have the roles `wanted` in a region besides those that they have there."""
    place = regions.get(session, region) if region else None
    kept = {role: tuple(row.languages) for role, row in _held(user, place).items()}
    given = {grant.role: _languages(session, place, grant) for grant in wanted}
    _change(session, who, user, place, kept | given, now)


def held_in(user: User, region: Region) -> dict[str, Languages]:
    """The roles that a user has in a region alone, each with its languages."""
    return {role: tuple(row.languages) for role, row in _held(user, region).items()}


def _held(user: User, place: Region | None) -> dict[str, GrantRow]:
    where = place.id if place else None
    return {row.role: row for row in user.grants if row.region_id == where}


def _change(
    session: Session,
    who: Actor,
    user: User,
    place: Region | None,
    after: dict[str, Languages],
    now: datetime,
) -> None:
    before = _held(user, place)
    more, less = _differences(before, after)
    _check(who, user, place.slug if place else "", more, less)
    with key_kept(session, place is None and "administrator" in less):
        for role in less - more:
            user.grants.remove(before[role])
        for role in more:
            _give(user, before.get(role), role, place, after[role], who.name, now)
    if more or less:
        said = [spoken(role, languages) for role, languages in sorted(after.items())]
        where = place.id if place else None
        events.record(session, where, who.name, "user.roles", now, user=user.name, roles=said)


def _differences(
    before: dict[str, GrantRow], after: dict[str, Languages]
) -> tuple[set[str], set[str]]:
    """The roles that are given or changed, and those that are taken away or changed."""
    changed = {
        role
        for role in before.keys() & after.keys()
        if tuple(before[role].languages) != after[role]
    }
    return (after.keys() - before.keys()) | changed, (before.keys() - after.keys()) | changed


def _check(who: Actor, user: User, region: str, more: set[str], less: set[str]) -> None:
    where = f"region {region!r}" if region else "all regions"
    for role in sorted(more | less):
        if role == "administrator" and region:
            raise Invalid("an administrator is one in all regions")
        if not may_give(who, role, region):
            raise NotAllowed(f"{who.name} may not make or unmake {role}s in {where}")
    if more and who.id == user.id:
        raise NotAllowed(f"{who.name} may not give themselves {', '.join(sorted(more))}")


def _languages(session: Session, place: Region | None, grant: Grant) -> Languages:
    if grant.role not in ROLES:
        raise Invalid(f"{grant.role!r} is no role; there are {', '.join(ROLES)}")
    if grant.role != "translator":
        return ()
    if place is None:
        known = [regions.language(session, code).code for code in grant.languages]
    else:
        known = regions.target_codes(place)
    if strange := sorted(set(grant.languages) - set(known)):
        where = place.slug if place else ""
        raise Invalid(f"{', '.join(strange)}: {where} is not translated into that")
    return tuple(code for code in known if code in grant.languages)


def _give(
    user: User,
    row: GrantRow | None,
    role: str,
    place: Region | None,
    languages: Languages,
    by: str,
    now: datetime,
) -> None:
    if row is None:
        row = GrantRow(role=role, region_id=place.id if place else None)
        user.grants.append(row)
    row.languages, row.granted_by, row.granted_at = list(languages), by, now


def may_all(who: Actor, held: Sequence[Grant]) -> bool:
    """Whether `who` may give each of these grants; if there are none, whether they may give all."""
    asked = held or (Grant("administrator"),)
    return all(may_give(who, grant.role, grant.region) for grant in asked)


def check_all(who: Actor, held: Sequence[Grant], deed: str) -> None:
    """NotAllowed unless `who` may give each of these grants."""
    if not may_all(who, held):
        raise NotAllowed(f"{who.name} may not {deed}: it has a role elsewhere, or above theirs")


@contextmanager
def key_kept(session: Session, at_stake: bool = True) -> Iterator[None]:
    """A block that may take an administrator away; Conflict if it was the last one.

    Nobody else takes one away meanwhile; on SQLite writers wait for one another anyway.
    """
    keys = (GrantRow.role == "administrator") & GrantRow.region_id.is_(None)
    if at_stake:
        session.scalars(select(GrantRow.id).where(keys).with_for_update()).all()
    yield
    session.flush()
    open_ones = select(func.count(GrantRow.id)).join(User, User.id == GrantRow.user_id)
    if at_stake and not session.scalar(open_ones.where(keys, User.active)):
        raise Conflict("this is the last administrator; make another one first")


def spoken(role: str, languages: Iterable[str]) -> str:
    """A role as the trail tells it: "translator (ar, uk)"."""
    codes = ", ".join(languages)
    return f"{role} ({codes})" if codes else role
