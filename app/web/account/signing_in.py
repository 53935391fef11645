"""Who is signed in: each cookie holds the secret of a session of ours, and is good as long as that lives."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, flash, g, request, session
from flask_babel import gettext as _
from flask_login import user_logged_out
from flask_security import password_changed, user_authenticated
from sqlalchemy.exc import OperationalError

from app.db import db, reading, transaction
from app.services.accounts import sessions

SECRET = "browser"
KEPT = {"_user_id", "_id", "_fresh", "_flashes", "fs_cc", "fs_paa", "ui", SECRET}
"""What a cookie keeps from before somebody signed in; all else begins anew."""


def install(app: Flask) -> None:
    """Sessions that can be seen and ended, in place of cookies that are good by themselves."""
    manager: Any = app.login_manager  # type: ignore[attr-defined]
    manager.user_loader(_load)
    manager.request_loader(lambda request: None)  # nobody comes in by Flask-Security's own tokens
    app.after_request(_note_use)
    user_authenticated.connect(_begin, app)
    user_logged_out.connect(_end, app)
    password_changed.connect(_end_others, app)


def secret() -> str:
    """What the cookie of this browser holds; "" if nobody signed in with it."""
    return str(session.get(SECRET, ""))


def _load(uniquifier: str) -> Any:
    """The user of this cookie. Read without keeping writers waiting, save where accounts are changed."""
    if request.endpoint in (None, "static") or not secret():
        return None
    now = datetime.now(UTC)
    if request.blueprint == "security":
        found = sessions.signed_in(db.session(), uniquifier, secret(), now)
    else:
        with reading() as looking:
            found = sessions.signed_in(looking, uniquifier, secret(), now)
    if found is None:
        _forget()
        return None
    user, g.session_is_due = found
    g.fs_authn_via, g.fs_paa = "session", session.get("fs_paa", 0)
    return user


def _forget() -> None:
    """The session of this cookie is over: say so once."""
    session.pop(SECRET)
    session.pop("_user_id", None)
    flash(
        _("You are signed out: your session was ended, or nothing happened in it for long."), "info"
    )


def _begin(_app: Flask, user: Any, **_more: Any) -> None:
    agent = request.user_agent.string
    session[SECRET] = sessions.begin(db.session(), user.id, agent, datetime.now(UTC))
    for key in set(session) - KEPT:
        session.pop(key)
    g.pop("csrf_token", None)


def _end(_app: Flask, **_more: Any) -> None:
    with transaction() as writing:
        sessions.sign_out(writing, str(session.pop(SECRET, "")), datetime.now(UTC))


def _end_others(_app: Flask, user: Any, **_more: Any) -> None:
    sessions.end_all(db.session(), user.id, datetime.now(UTC), but=secret())


def _note_use(response: Response) -> Response:
    """Keep, every few minutes, that this browser is in use; not at the cost of what was asked for."""
    if g.pop("session_is_due", False):
        try:
            with transaction() as writing:
                sessions.note_use(writing, secret(), datetime.now(UTC))
        except OperationalError:
            db.session.rollback()
    return response
