"""Links with which somebody chooses a password: signed, for a limited time, and good once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models import User
from app.services import events
from app.services.accounts import accounts, sessions
from app.services.accounts.tokens import digest

PATH = "/account/password/"
INVITED = timedelta(days=7)
FORGOTTEN = timedelta(hours=2)
SALT = "choose a password"


def lasts(user: User) -> timedelta:
    """How long a link for this account is good: longer while it is an invitation."""
    return INVITED if accounts.is_pending(user) else FORGOTTEN


def link(user: User, base_url: str, secret_key: str, now: datetime) -> str:
    """The address at which this person chooses a password.

    It begins with `base_url`, never with what a request claims to be the host. A password that is
    set, and `accounts.renew_links`, make it worthless.
    """
    until = int((now + lasts(user)).timestamp())
    ticket = [user.id, _mark(user), until]
    return base_url + PATH + str(URLSafeSerializer(secret_key, SALT).dumps(ticket))


def _mark(user: User) -> str:
    """What changes with each password and each new link; short, so that links are."""
    return digest(user.fs_uniquifier)[:16]


def user_of(session: Session, ticket: str, secret_key: str, now: datetime) -> User:
    """Whose link this is; NotFound if it is forged, used, too old, or its account closed."""
    try:
        user_id, mark, until = URLSafeSerializer(secret_key, SALT).loads(ticket)
    except (BadData, ValueError, TypeError) as error:
        raise NotFound("this link is not one of ours") from error
    user = session.scalar(select(User).where(User.id == user_id, User.active))
    if user is None or _mark(user) != mark:
        raise NotFound("this link was used already, or taken back")
    if datetime.fromtimestamp(until, UTC) <= now:
        raise NotFound("this link is too old")
    return user


def choose(session: Session, user: User, hashed: str, now: datetime) -> None:
    """Keep a new password (its hash), end all sessions, and make all links worthless."""
    user.password = hashed
    user.confirmed_at = user.confirmed_at or now
    accounts.renew_links(session, user)
    sessions.end_all(session, user.id, now)
    events.record(session, None, user.name or user.email, "user.password", now)
