"""Sessions of people."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models import LoginSession, User
from app.services.accounts import sessions
from app.services.accounts.tokens import digest
from tests.fixtures.guides import NOW

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:145.0) Gecko/20100101 Firefox/145.0"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def user(session: Session) -> User:
    """Somebody with an account."""
    found = User(
        email="ada@example.org", name="Ada", fs_uniquifier="ada", active=True, created_at=NOW
    )
    session.add(found)
    session.flush()
    return found


def is_in(session: Session, secret: str, now: datetime = NOW) -> bool:
    """Whether the browser with this secret is signed in."""
    return sessions.signed_in(session, "ada", secret, now) is not None


def test_signing_in_makes_a_session(session: Session, user: User) -> None:
    """The cookie holds a secret of which the database knows the hash only."""
    secret = sessions.begin(session, user.id, FIREFOX, NOW)
    assert is_in(session, secret)
    assert not is_in(session, "guessed")
    assert not sessions.signed_in(session, "bob", secret, NOW)
    row = session.scalars(select(LoginSession)).one()
    assert (digest(secret), "Firefox, Windows") == (row.hash, row.browser)
    session.refresh(user)
    assert NOW == user.last_login_at


def test_an_idle_session_ends_by_itself(session: Session, user: User) -> None:
    """Whoever leaves for the evening signs in again in the morning."""
    secret = sessions.begin(session, user.id, FIREFOX, NOW)
    assert is_in(session, secret, NOW + 12 * HOUR - timedelta(seconds=1))
    assert not is_in(session, secret, NOW + 12 * HOUR)


def test_no_session_lasts_longer_than_a_week(session: Session, user: User) -> None:
    """Even one that is in use all the time."""
    secret = sessions.begin(session, user.id, FIREFOX, NOW)
    for hours in range(6, 7 * 24, 6):
        sessions.note_use(session, secret, NOW + hours * HOUR)
    assert is_in(session, secret, NOW + 7 * DAY - HOUR)
    assert not is_in(session, secret, NOW + 7 * DAY)


def test_use_is_noted_every_five_minutes(session: Session, user: User) -> None:
    """Turning pages makes no write per page."""
    secret = sessions.begin(session, user.id, FIREFOX, NOW)
    soon, later = NOW + timedelta(minutes=4), NOW + timedelta(minutes=5)
    assert (user, False) == sessions.signed_in(session, "ada", secret, soon)
    sessions.note_use(session, secret, soon)
    assert (user, True) == sessions.signed_in(session, "ada", secret, later)
    sessions.note_use(session, secret, later)
    assert [later] == [row.seen_at for row in sessions.of_user(session, user.id, later)]


def test_one_session_is_ended(session: Session, user: User) -> None:
    """The browser at the library is signed out from the desk at home."""
    library = sessions.begin(session, user.id, FIREFOX, NOW)
    home = sessions.begin(session, user.id, "", NOW)
    there = next(row for row in sessions.of_user(session, user.id, NOW) if row.browser)
    assert sessions.is_this(there, library)
    sessions.end(session, user, there.id, NOW)
    assert not is_in(session, library)
    assert is_in(session, home)


def test_all_other_sessions_are_ended(session: Session, user: User) -> None:
    """One click keeps the browser at hand and signs all others out; another ends every one."""
    mine, *others = [sessions.begin(session, user.id, FIREFOX, NOW) for _ in range(3)]
    sessions.end_all(session, user.id, NOW, but=mine)
    assert [True, False, False] == [is_in(session, secret) for secret in (mine, *others)]
    sessions.end_all(session, user.id, NOW)
    assert not is_in(session, mine)


def test_signing_out_ends_the_session(session: Session, user: User) -> None:
    """A copied cookie is worth nothing after signing out."""
    secret = sessions.begin(session, user.id, FIREFOX, NOW)
    sessions.sign_out(session, secret, NOW)
    assert not is_in(session, secret)


def test_a_closed_account_is_out_at_once(session: Session, user: User) -> None:
    """Its sessions are refused at the next request."""
    secret = sessions.begin(session, user.id, FIREFOX, NOW)
    user.active = False
    session.flush()
    assert not is_in(session, secret)


def test_nobody_ends_anothers_session(session: Session, user: User) -> None:
    """Another's session looks as if it did not exist."""
    secret = sessions.begin(session, user.id, FIREFOX, NOW)
    row = sessions.of_user(session, user.id, NOW)[0]
    bob = User(email="bob@example.org", fs_uniquifier="bob", active=True, created_at=NOW)
    session.add(bob)
    session.flush()
    with pytest.raises(NotFound):
        sessions.end(session, bob, row.id, NOW)
    assert is_in(session, secret)


def test_old_sessions_are_forgotten(session: Session, user: User) -> None:
    """Nobody keeps for ever where somebody signed in once."""
    sessions.begin(session, user.id, FIREFOX, NOW)
    sessions.begin(session, user.id, FIREFOX, NOW + 31 * DAY)
    assert 1 == session.scalar(select(func.count(LoginSession.id)))
