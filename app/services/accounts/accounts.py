"""Accounts: people are invited, named, closed and opened again; what they may do is in `grants`."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Sequence
from datetime import datetime

import email_validator
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor, Grant
from app.errors import Conflict, Invalid, NotAllowed, NotFound
from app.models import User
from app.models.segment import ORIGINS
from app.services import access, events, regions
from app.services.accounts import grants, sessions

LONGEST_NAME = 90  # leaves room for the name of a token beside it in the trail
LONGEST_ADDRESS = 200
NOBODY = frozenset({"operator", "deepl", "libretranslate", "pseudo", *ORIGINS})
"""What stands in the trail for rules, machines and the command line; no person is called so."""
OPERATOR = Actor(0, "operator", (Grant("administrator"),))
"""Whoever may run commands on the server: nobody's account, and may do everything."""


def address(text: str) -> str:
    """An e-mail address as accounts keep it; Invalid if it is none."""
    try:
        found = email_validator.validate_email(text.strip(), check_deliverability=False).normalized
    except email_validator.EmailNotValidError as error:
        raise Invalid(f"{text!r} is no e-mail address") from error
    if len(found) > LONGEST_ADDRESS:
        raise Invalid(f"{text!r} is longer than {LONGEST_ADDRESS} characters")
    return found.lower()


def find(session: Session, email: str) -> User | None:
    """The account with this address, open or closed; None if there is none."""
    try:
        wanted = address(email)
    except Invalid:
        return None
    return session.scalar(select(User).where(func.lower(User.email) == wanted))


def get(session: Session, user_id: int) -> User:
    """The account with this id; NotFound names it."""
    found = session.get(User, user_id)
    if found is None:
        raise NotFound(f"user {user_id} does not exist")
    return found


def is_pending(user: User) -> bool:
    """Whether an invitation waits: nobody ever came in with this account."""
    return not user.password and user.last_login_at is None


def count(session: Session) -> int:
    """How many accounts there are, closed ones included."""
    return session.scalar(select(func.count(User.id))) or 0


def invite(
    session: Session,
    who: Actor,
    email: str,
    name: str,
    region: str,
    wanted: Sequence[Grant],
    now: datetime,
    *,
    locale: str = "",
) -> tuple[User, bool]:
    """The account of this address with the roles `wanted` in a region, and whether it is new.

    A new one has no password; `passwords.link` lets its owner choose one. Somebody who works in
    another region already keeps name and password, and gets the roles here besides.
    """
    if not wanted:
        raise Invalid("somebody who is invited needs a role")
    user = find(session, email)
    new = user is None
    if user is None:
        user = _make(session, address(email), name, locale, now)
    elif not user.active:
        raise Conflict(f"the account of {user.email} is closed; open it again instead")
    grants.add_in(session, who, user, region, wanted, now)
    place = regions.find(session, region)
    events.record(
        session, place.id if place else None, who.name, "user.invite", now, user=user.name
    )
    return user, new


def _make(session: Session, email: str, name: str, locale: str, now: datetime) -> User:
    user = User(
        email=email, name=_name(session, name), locale=locale, active=True, created_at=now,
        fs_uniquifier=uuid.uuid4().hex, fs_webauthn_user_handle=uuid.uuid4().hex,
    )  # fmt: skip
    session.add(user)
    session.flush()
    return user


def _name(session: Session, text: str, owner: int = 0) -> str:
    """A name as accounts keep it; Invalid if it stands for somebody or something else in the trail."""
    name = " ".join(text.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid(f"a name has 1 to {LONGEST_NAME} characters", "name", "length")
    if not is_free(session, name, owner):
        raise Invalid(f"somebody else is called {name!r} already", "name", "taken")
    return name


def is_free(session: Session, name: str, owner: int = 0) -> bool:
    """Whether nobody but the account `owner` is called so; deeds are told apart by the names beside them."""
    rows = session.execute(select(User.name, User.email).where(User.id != owner))
    taken = {_alike(text) for row in rows for text in row}
    return _alike(name) not in taken | NOBODY


def _alike(text: str) -> str:
    """The same for texts that read the same; SQLite knows small and capital letters of ASCII only."""
    return unicodedata.normalize("NFKC", text).casefold()


def rename(session: Session, who: Actor, user: User, name: str, locale: str, now: datetime) -> None:
    """Give an account another name and language of its pages ("" = as the browser asks)."""
    before, user.name, user.locale = user.name, _name(session, name, user.id), locale
    session.flush()
    if before != user.name:
        events.record(session, None, who.name, "user.rename", now, user=user.name, before=before)


def renew_links(session: Session, user: User) -> None:
    """Make all links that were sent to a person worthless, and their cookies with them."""
    user.fs_uniquifier = uuid.uuid4().hex
    session.flush()


def withdraw(session: Session, who: Actor, user: User, now: datetime) -> None:
    """Take an invitation back that nobody followed yet: the account is gone as if it never was."""
    if not is_pending(user):
        raise Conflict(f"{user.name} has come in already; close the account instead")
    grants.check_all(who, access.grants(session, user.id), "withdraw this invitation")
    events.record(session, None, who.name, "user.withdraw", now, user=user.name)
    session.delete(user)
    session.flush()


def close(session: Session, who: Actor, user: User, now: datetime) -> None:
    """Let nobody in with this account any more; texts and trail keep its name.

    Its sessions, tokens and links end with it. NotAllowed if it has a role that `who` may not give.
    """
    if who.id == user.id:
        raise NotAllowed("nobody closes their own account; ask another administrator")
    grants.check_all(who, access.grants(session, user.id), "close this account")
    had_key = any(row.role == "administrator" and row.region_id is None for row in user.grants)
    with grants.key_kept(session, had_key):
        user.active = False
    renew_links(session, user)
    sessions.end_all(session, user.id, now)
    events.record(session, None, who.name, "user.close", now, user=user.name)


def reopen(session: Session, who: Actor, user: User, now: datetime) -> None:
    """Let the owner of a closed account in again, with the roles that it had."""
    grants.check_all(who, access.grants(session, user.id), "open this account")
    if not user.active:
        user.active = True
        events.record(session, None, who.name, "user.reopen", now, user=user.name)
        session.flush()


def drop_second_factor(session: Session, who: Actor, user: User, now: datetime) -> None:
    """Let somebody who lost phone, passkeys and recovery codes in with the password alone."""
    grants.check_all(who, access.grants(session, user.id), "take a second factor away")
    user.tf_primary_method = user.tf_totp_secret = user.tf_last_counter = None
    user.mf_recovery_codes = None
    for passkey in list(user.webauthn):
        session.delete(passkey)
    renew_links(session, user)
    sessions.end_all(session, user.id, now)
    events.record(session, None, who.name, "user.no-second-factor", now, user=user.name)


def linked(session: Session, subject: str, email: str, verified: bool, now: datetime) -> User:
    """The open account that single sign-on speaks of: known by `subject`, else by a verified address.

    The first time, the account is tied to the subject. NotAllowed if there is none: signing on
    elsewhere never makes an account or gives a right here.
    """
    user = session.scalar(select(User).where(User.sso_subject == subject))
    if user is None and verified:
        user = find(session, email)
        if user is not None and user.active and user.sso_subject is None:
            user.sso_subject, user.confirmed_at = subject, user.confirmed_at or now
            events.record(session, None, user.name or user.email, "user.linked", now)
    if user is None or not user.active or user.sso_subject != subject:
        raise NotAllowed("single sign-on knows somebody who has no open account here")
    return user
