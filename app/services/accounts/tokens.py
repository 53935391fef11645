"""Tokens: what a machine signs in with for a user, shown once and kept as a hash only."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from app.domain.access.permissions import SCOPES, Actor, may
from app.errors import Invalid, NotAllowed, NotFound
from app.models import Region, Token, User
from app.services import access, events, regions

PREFIX = "wgw_"
SHOWN = 12  # characters of a token that are kept in the clear, so that people can tell them apart
NOTED_EVERY = timedelta(minutes=1)
LONGEST_NAME = 100
REFUSED = "this token is unknown, revoked or expired"


def create(
    session: Session,
    user_id: int,
    name: str,
    scopes: Iterable[str],
    now: datetime,
    *,
    region: str = "",
    expires_at: datetime | None = None,
) -> tuple[Token, str]:
    """A new token of a user, and its secret: the only moment at which anybody can read that."""
    owner = access.actor(session, user_id)
    wanted = sorted(set(scopes))
    _check(name.strip(), wanted, now, expires_at)
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token(
        user_id=user_id, region_id=_region_id(session, owner, region), name=name.strip(),
        hash=digest(secret), prefix=secret[:SHOWN], scopes=wanted, created_at=now,
        expires_at=expires_at,
    )  # fmt: skip
    session.add(token)
    session.flush()
    events.record(
        session, token.region_id, owner.name, "token.create", now, name=token.name, scopes=wanted
    )
    return token, secret


def _check(name: str, scopes: Sequence[str], now: datetime, expires_at: datetime | None) -> None:
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid(f"a token needs a name of at most {LONGEST_NAME} characters")
    if unknown := [scope for scope in scopes if scope not in SCOPES]:
        raise Invalid(f"{', '.join(unknown)}: no scope; there are {', '.join(SCOPES)}")
    if not scopes:
        raise Invalid(f"a token needs a scope; there are {', '.join(SCOPES)}")
    if expires_at is not None and expires_at <= now:
        raise Invalid(f"{expires_at.isoformat()}: a token's end lies in the future")


def _region_id(session: Session, owner: Actor, slug: str) -> int | None:
    if not slug:
        return None
    found = regions.find(session, slug)
    if found is None or not may(owner, "view", slug):
        raise NotFound(f"region {slug!r} does not exist")
    return found.id


def actor_of(session: Session, secret: str, now: datetime) -> Actor:
    """Who speaks with this secret; NotAllowed if it is unknown, revoked, expired or its user closed.

    Reads only; `is_due` and `note_use` keep the time of its last use.
    """
    found = session.execute(
        select(Token, User, Region.slug)
        .join(User, User.id == Token.user_id)
        .outerjoin(Region, Region.id == Token.region_id)
        .where(Token.hash == digest(secret), _lives(now), User.active)
    ).one_or_none()
    if found is None:
        raise NotAllowed(REFUSED)
    token, user, region = found
    return Actor(
        id=user.id,
        name=f"{user.name or user.email} ({token.name})",
        grants=access.grants(session, user.id),
        scopes=frozenset(token.scopes),
        only_region=region or "",
        token=token.id,
    )


def _lives(now: datetime) -> ColumnElement[bool]:
    lasting = or_(Token.expires_at.is_(None), Token.expires_at > now)
    return Token.revoked_at.is_(None) & lasting


def is_due(session: Session, secret: str, now: datetime) -> bool:
    """Whether the use of a token is to be noted again, which happens once a minute at most."""
    return session.scalar(select(Token.id).where(_unnoted(secret, now))) is not None


def note_use(session: Session, secret: str, now: datetime) -> None:
    """Keep that a token was used now, unless that was kept within the last minute."""
    session.execute(update(Token).where(_unnoted(secret, now)).values(last_used_at=now))


def _unnoted(secret: str, now: datetime) -> ColumnElement[bool]:
    old = or_(Token.last_used_at.is_(None), Token.last_used_at <= now - NOTED_EVERY)
    return (Token.hash == digest(secret)) & old


def of_user(session: Session, user_id: int, now: datetime) -> Sequence[tuple[Token, str]]:
    """The tokens of a user that still work, newest first, each with its region's slug ("" = all)."""
    rows = session.execute(
        select(Token, Region.slug)
        .outerjoin(Region, Region.id == Token.region_id)
        .where(Token.user_id == user_id, _lives(now))
        .order_by(Token.id.desc())
    )
    return [(token, slug or "") for token, slug in rows]


def revoke(session: Session, user_id: int, token_id: int, now: datetime) -> None:
    """End a token of this user; NotFound if it is another's, as if it did not exist."""
    token = session.get(Token, token_id)
    if token is None or token.user_id != user_id:
        raise NotFound(f"token {token_id} does not exist")
    if token.revoked_at is None:
        token.revoked_at = now
        owner = access.actor(session, user_id)
        events.record(session, token.region_id, owner.name, "token.revoke", now, name=token.name)
        session.flush()


def digest(secret: str) -> str:
    """What the database keeps of a secret: SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()
