"""The door of the manage API: a token, the right it lets through, one transaction per request."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import make_response, request
from flask_smorest import abort
from sqlalchemy.orm import Session

from app.db import reading, transaction
from app.domain.access.permissions import Actor
from app.errors import NotAllowed
from app.services import access
from app.services.accounts import tokens

View = Callable[..., Any]


@dataclass
class Call:
    """One request of a machine that was let in; `region` is the region's row, or None."""

    session: Session
    who: Actor
    region: Any
    now: datetime


def door(action: str, *, everywhere: bool = False, reads: bool = False) -> Callable[[View], View]:
    """Let a method be called by tokens that may do `action` in the region of its address.

    `everywhere`: the address has no region ("" lets in every token). A GET reads; anything else is one
    transaction, taken back if the answer is an error, unless it only `reads`. A content language in
    an address is called `code`.
    """

    def hung(view: View) -> View:
        of_class = next(iter(inspect.signature(view).parameters)) == "self"

        @functools.wraps(view)
        def enter(*args: Any, region: str = "", **rest: Any) -> Any:
            now = datetime.now(UTC)
            secret = _secret()
            writing = request.method not in ("GET", "HEAD") and not reads
            with (transaction if writing else reading)() as session:
                who = _who(session, secret, now)
                found: Any = None
                if not everywhere:
                    found = access.region(session, who, action, region, rest.get("code", ""))
                elif action:
                    access.check(who, action, "")
                call = Call(session, who, found, now)
                given = (args[0], call, *args[1:]) if of_class else (call, *args)
                answer = make_response(view(*given, **rest))
                if writing and answer.status_code >= 400:
                    session.rollback()
            _note(secret, now)
            return answer

        enter.needs = action  # type: ignore[attr-defined]
        enter.everywhere = everywhere  # type: ignore[attr-defined]
        return enter

    return hung


def _secret() -> str:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        _refuse("send a token: Authorization: Bearer wgw_…")
    return secret.strip()


def _who(session: Session, secret: str, now: datetime) -> Actor:
    try:
        return tokens.actor_of(session, secret, now)
    except NotAllowed as error:
        _refuse(str(error))
        raise


def _refuse(message: str) -> None:
    abort(401, message=message, headers={"WWW-Authenticate": 'Bearer realm="wegweiser"'})


def _note(secret: str, now: datetime) -> None:
    """Keep that the token was used, in a transaction of its own and at most once a minute."""
    with reading() as session:
        due = tokens.is_due(session, secret, now)
    if due:
        with transaction() as session:
            tokens.note_use(session, secret, now)
