"""Tokens of machines."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.access.permissions import may
from app.errors import Invalid, NotAllowed, NotFound
from app.models import Event, Grant, Region, Token, User
from app.services.accounts import tokens
from tests.fixtures.guides import NOW

MINUTE = timedelta(minutes=1)


@pytest.fixture
def user(session: Session, region: Region) -> User:
    """An editor of the region."""
    found = User(
        email="ada@example.org", name="Ada", fs_uniquifier="ada", active=True, created_at=NOW
    )
    found.grants.append(Grant(role="editor", region_id=region.id, languages=[], granted_at=NOW))
    session.add(found)
    session.flush()
    return found


def test_a_token_speaks_for_its_user(session: Session, user: User) -> None:
    """Whoever holds the secret may what its user may, within the token's scopes."""
    _, secret = tokens.create(session, user.id, "Push", ["read", "write"], NOW)
    who = tokens.actor_of(session, secret, NOW)
    assert (user.id, "Ada (Push)") == (who.id, who.name)
    assert may(who, "write", "testdorf")
    assert not may(who, "publish", "testdorf")
    assert not may(who, "write", "nachbarort")


def test_the_secret_is_not_kept(session: Session, user: User) -> None:
    """The database holds a hash and a few characters, from which nobody gets the secret back."""
    token, secret = tokens.create(session, user.id, "Push", ["read"], NOW)
    assert secret.startswith("wgw_")
    assert len(secret) == 47
    kept = [str(value) for value in vars(token).values()]
    assert secret not in kept
    assert secret[:12] == token.prefix


def test_a_token_of_one_region_opens_no_other(session: Session, user: User) -> None:
    """An administrator's token for one region stays in it."""
    user.grants[0].role, user.grants[0].region_id = "administrator", None
    session.flush()
    _, secret = tokens.create(session, user.id, "Push", ["read"], NOW, region="testdorf")
    who = tokens.actor_of(session, secret, NOW)
    assert may(who, "view", "testdorf")
    assert not may(who, "view", "nachbarort")
    assert not may(who, "view", "")


def test_unknown_revoked_expired_and_closed_are_refused_alike(session: Session, user: User) -> None:
    """A refusal never tells which of the reasons it was."""
    revoked, first = tokens.create(session, user.id, "Revoked", ["read"], NOW)
    tokens.revoke(session, user.id, revoked.id, NOW)
    _, second = tokens.create(session, user.id, "Short", ["read"], NOW, expires_at=NOW + MINUTE)
    _, third = tokens.create(session, user.id, "Closed", ["read"], NOW)
    assert tokens.actor_of(session, second, NOW)
    said = set()
    user.active = False
    session.flush()
    for secret, now in (("wgw_x", NOW), (first, NOW), (third, NOW), (second, NOW + MINUTE)):
        with pytest.raises(NotAllowed) as caught:
            tokens.actor_of(session, secret, now)
        said.add(str(caught.value))
    assert {tokens.REFUSED} == said


def test_the_end_of_a_token_is_kept_to_the_second(session: Session, user: User) -> None:
    """At the instant of its end a token works no more, though its user may still come in."""
    _, secret = tokens.create(session, user.id, "Short", ["read"], NOW, expires_at=NOW + MINUTE)
    with pytest.raises(NotAllowed):
        tokens.actor_of(session, secret, NOW + MINUTE)


def test_the_last_use_is_noted_once_a_minute(session: Session, user: User) -> None:
    """A machine that asks a hundred times a second makes no hundred writes."""
    token, secret = tokens.create(session, user.id, "Push", ["read"], NOW)
    assert tokens.is_due(session, secret, NOW)
    tokens.note_use(session, secret, NOW)
    assert not tokens.is_due(session, secret, NOW + MINUTE / 2)
    tokens.note_use(session, secret, NOW + MINUTE / 2)
    session.refresh(token)
    assert NOW == token.last_used_at
    tokens.note_use(session, secret, NOW + MINUTE)
    session.refresh(token)
    assert NOW + MINUTE == token.last_used_at


def test_nobody_revokes_anothers_token(session: Session, user: User) -> None:
    """Another's token looks as if it did not exist."""
    token, secret = tokens.create(session, user.id, "Push", ["read"], NOW)
    with pytest.raises(NotFound):
        tokens.revoke(session, user.id + 1, token.id, NOW)
    assert tokens.actor_of(session, secret, NOW)


def test_the_list_has_what_still_works(session: Session, user: User) -> None:
    """The profile shows living tokens, the newest first."""
    gone, _ = tokens.create(session, user.id, "Gone", ["read"], NOW)
    tokens.create(session, user.id, "Old", ["read"], NOW, region="testdorf")
    tokens.create(session, user.id, "New", ["read"], NOW)
    tokens.revoke(session, user.id, gone.id, NOW)
    found = [(token.name, region) for token, region in tokens.of_user(session, user.id, NOW)]
    assert [("New", ""), ("Old", "testdorf")] == found


@pytest.mark.parametrize(
    ("name", "scopes"), [("", ["read"]), ("x" * 101, ["read"]), ("Push", []), ("Push", ["root"])]
)
def test_what_makes_no_sense_is_refused(
    session: Session, user: User, name: str, scopes: list[str]
) -> None:
    """A token has a name and scopes that exist."""
    with pytest.raises(Invalid):
        tokens.create(session, user.id, name, scopes, NOW)


def test_a_foreign_region_does_not_exist(session: Session, user: User) -> None:
    """Nobody makes a token for a region that they cannot see."""
    with pytest.raises(NotFound):
        tokens.create(session, user.id, "Push", ["read"], NOW, region="nachbarort")
    with pytest.raises(Invalid):
        tokens.create(session, user.id, "Push", ["read"], NOW, expires_at=NOW)
    assert 0 == session.scalar(select(func.count(Token.id)))


def test_making_and_revoking_are_in_the_trail(session: Session, user: User) -> None:
    """Whoever looks into the trail finds when a token came and went, never its secret."""
    token, secret = tokens.create(session, user.id, "Push", ["read"], NOW)
    tokens.revoke(session, user.id, token.id, NOW)
    tokens.revoke(session, user.id, token.id, NOW)
    session.flush()
    deeds = session.scalars(select(Event).order_by(Event.id)).all()
    assert ["token.create", "token.revoke"] == [deed.action for deed in deeds]
    assert secret not in str([deed.detail for deed in deeds])
