"""Signing in: Flask-Security on our tables, forms guarded against forgery, headers that browsers obey."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, request
from flask_security import Security, SQLAlchemyUserDatastore
from flask_wtf import CSRFProtect

from app.config import Config
from app.db import ACCOUNT_TABLES, db, reading
from app.services import access

CSRF = CSRFProtect()
POLICY = (
    "default-src 'self'; img-src 'self' https: data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'self'"
)


def install(app: Flask, config: Config) -> None:
    """Accounts and their guards in `app`."""
    app.config.update(
        SECURITY_PASSWORD_SINGLE_HASH=True,
        SECURITY_JOIN_USER_ROLES=False,
        SECURITY_URL_PREFIX="/account",
        SECURITY_POST_LOGIN_VIEW="/office/",
        SECURITY_POST_LOGOUT_VIEW="/account/login",
        SESSION_COOKIE_NAME="wegweiser",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.base_url.startswith("https://"),
        WTF_CSRF_TIME_LIMIT=None,
    )
    CSRF.init_app(app)
    app.extensions["security_ours"] = Security(app, SQLAlchemyUserDatastore(db, *ACCOUNT_TABLES))
    app.after_request(_headers)
    _read_users(app)


def _read_users(app: Flask) -> None:
    """Who is signed in is looked up without keeping a writer waiting, except where accounts are changed."""
    original = app.login_manager.user_callback  # type: ignore[attr-defined]

    @app.login_manager.user_loader  # type: ignore[attr-defined,untyped-decorator]
    def load(uniquifier: str) -> Any:
        if request.blueprint == "security":
            return original(uniquifier)
        if request.endpoint in (None, "static"):
            return None
        with reading() as session:
            return access.signed_in(session, uniquifier)


def _headers(response: Response) -> Response:
    """What a person has to sign in for is never kept by a cache, nor framed elsewhere."""
    if request.path.startswith(("/office", "/account")):
        response.headers["Content-Security-Policy"] = POLICY
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
    return response
