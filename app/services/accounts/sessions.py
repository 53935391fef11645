"""Sessions: each browser that somebody signed in with, until it is signed out or ended."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Update, delete, select, update
from sqlalchemy.orm import Session

from app.domain.access import browsers
from app.errors import NotFound
from app.models import LoginSession, User
from app.services import events
from app.services.accounts.tokens import digest

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=7)
NOTED_EVERY = timedelta(minutes=5)
KEPT = timedelta(days=30)  # what is older is nobody's business any more


def begin(session: Session, user_id: int, user_agent: str, now: datetime) -> str:
    """Somebody signed in: a new session, and the secret that their cookie is to hold."""
    old = (LoginSession.user_id == user_id) & (LoginSession.started_at <= now - KEPT)
    session.execute(delete(LoginSession).where(old))
    secret = secrets.token_urlsafe(32)
    session.add(
        LoginSession(
            user_id=user_id, hash=digest(secret), browser=browsers.words(user_agent),
            started_at=now, seen_at=now,
        )
    )  # fmt: skip
    session.execute(update(User).where(User.id == user_id).values(last_login_at=now))
    session.flush()
    return secret


def signed_in(
    session: Session, uniquifier: str, secret: str, now: datetime
) -> tuple[User, bool] | None:
    """The user that a signed cookie names, and whether it is time to note that the session is in use.

    None once the account is closed, or the session is ended, idle or old.
    """
    found = session.execute(
        select(User, LoginSession.seen_at)
        .join(LoginSession, LoginSession.user_id == User.id)
        .where(User.fs_uniquifier == uniquifier, User.active)
        .where(LoginSession.hash == digest(secret), _lives(now))
    ).one_or_none()
    return (found[0], now - found[1] >= NOTED_EVERY) if found else None


def _lives(now: datetime) -> ColumnElement[bool]:
    young = (LoginSession.started_at > now - LONGEST) & (LoginSession.seen_at > now - IDLE)
    return LoginSession.ended_at.is_(None) & young


def note_use(session: Session, secret: str, now: datetime) -> None:
    """Keep that a session was in use now, unless that was kept within the last five minutes."""
    due = (LoginSession.hash == digest(secret)) & (LoginSession.seen_at <= now - NOTED_EVERY)
    session.execute(update(LoginSession).where(due).values(seen_at=now))


def of_user(session: Session, user_id: int, now: datetime) -> Sequence[LoginSession]:
    """The browsers that a user is signed in with, the one used last first."""
    return session.scalars(
        select(LoginSession)
        .where(LoginSession.user_id == user_id, _lives(now))
        .order_by(LoginSession.seen_at.desc(), LoginSession.id.desc())
    ).all()


def is_this(row: LoginSession, secret: str) -> bool:
    """Whether `row` is the session of the browser that holds `secret`."""
    return row.hash == digest(secret)


def sign_out(session: Session, secret: str, now: datetime) -> None:
    """End the session of the browser that holds `secret`."""
    session.execute(_ending(LoginSession.hash == digest(secret), now))


def end(session: Session, user: User, session_id: int, now: datetime) -> None:
    """End one session of this user; NotFound if it is another's, as if it did not exist."""
    row = session.get(LoginSession, session_id)
    if row is None or row.user_id != user.id:
        raise NotFound(f"session {session_id} does not exist")
    session.execute(_ending(LoginSession.id == session_id, now))
    events.record(session, None, user.name or user.email, "session.end", now, browser=row.browser)


def end_all(session: Session, user_id: int, now: datetime, *, but: str = "") -> None:
    """End all sessions of a user, except that of the browser which holds the secret `but`."""
    others = LoginSession.user_id == user_id
    if but:
        others &= LoginSession.hash != digest(but)
    session.execute(_ending(others, now))


def _ending(which: ColumnElement[bool], now: datetime) -> Update:
    living = LoginSession.ended_at.is_(None)
    return update(LoginSession).where(which, living).values(ended_at=now)
