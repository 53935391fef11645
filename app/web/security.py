"""Signing in: Flask-Security on our tables, forms guarded against forgery, headers that browsers obey."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, request
from flask_security import Security, SQLAlchemyUserDatastore
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from app.config import Config
from app.db import ACCOUNT_TABLES, db
from app.exchange import mailing
from app.services.accounts import sessions
from app.web.account import (
    forms,
    passwords,
    second_factor,
    security_mails,
    signing_in,
    single_sign_on,
    throttling,
)
from app.web.account.messages import MESSAGES, Spoken

CSRF = CSRFProtect()
POLICY = (
    "default-src 'self'; img-src 'self' https: data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'self'"
)
PROFILE = "/office/profile/"
UNUSED = ("security.two_factor_rescue", "security.tf_select")
ARGON2 = {"type": "ID", "memory_cost": 19456, "time_cost": 2, "parallelism": 1}
"""argon2id as OWASP's password storage cheat sheet has it: 19 MiB, two passes, one lane."""


def install(app: Flask, config: Config) -> None:
    """Accounts and their guards in `app`."""
    app.config.update(_cookies(config), **_settings(str(app.config["SECRET_KEY"]), config))
    CSRF.init_app(app)
    security = Security(
        app,
        SQLAlchemyUserDatastore(db, *ACCOUNT_TABLES),
        login_form=forms.SignInForm,
        mf_recovery_form=forms.RecoveryForm,
        two_factor_setup_form=forms.SetupForm,
        two_factor_rescue_form=forms.NoRescueForm,
        wan_register_form=forms.NewPasskeyForm,
        wan_signin_form=forms.PasskeyForm,
        wan_signin_response_form=forms.PasskeyResponseForm,
        mail_util_cls=security_mails.Letters,
        password_util_cls=passwords.Rules,
        totp_cls=second_factor.Codes,
        webauthn_util_cls=second_factor.Passkeys,
    )
    security.i18n_domain = Spoken()  # type: ignore[assignment]
    security.want_json(lambda _: False)
    for endpoint in UNUSED:
        app.view_functions[endpoint] = _gone
    _install_ours(app, config)


def _install_ours(app: Flask, config: Config) -> None:
    app.extensions["post"] = mailing.post(config.smtp_url, config.mail_from)
    app.register_blueprint(passwords.blueprint)
    second_factor.install(app)
    signing_in.install(app)
    single_sign_on.install(app, config)
    throttling.install(app, config.limiter_url)
    app.after_request(_headers)
    if config.proxies:
        behind = ProxyFix(app.wsgi_app, x_for=config.proxies, x_proto=config.proxies)
        app.wsgi_app = behind  # type: ignore[method-assign]


def _cookies(config: Config) -> dict[str, Any]:
    return {
        "SESSION_COOKIE_NAME": "wegweiser",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": config.base_url.startswith("https://"),
        "PERMANENT_SESSION_LIFETIME": sessions.LONGEST,
        "REMEMBER_COOKIE_DURATION": timedelta(0),
        "WTF_CSRF_TIME_LIMIT": None,
    }


def _settings(key: str, config: Config) -> dict[str, Any]:
    """What Flask-Security reads, its prefix before each name."""
    found = _ways() | _second_factors(key, config)
    found |= {f"MSG_{name}": message for name, message in MESSAGES.items()}
    return {f"SECURITY_{name}": value for name, value in found.items()}


def _ways() -> dict[str, Any]:
    return {
        "URL_PREFIX": "/account",
        "STATIC_FOLDER": None,
        "CLI_USERS_NAME": "",
        "CLI_ROLES_NAME": "",
        "POST_LOGIN_VIEW": "/office/",
        "POST_LOGOUT_VIEW": "/account/login",
        "POST_CHANGE_VIEW": PROFILE,
        "POST_VERIFY_VIEW": PROFILE,
        "DATETIME_FACTORY": lambda: datetime.now(UTC),
        "JOIN_USER_ROLES": False,
        "API_ENABLED_METHODS": ["session"],
        "RETURN_GENERIC_RESPONSES": True,
        "EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "EMAIL_HTML": False,
        "EMAIL_PLAINTEXT": False,
        "PASSWORD_SINGLE_HASH": True,
        "PASSWORD_SCHEMES": ["argon2"],
        "PASSWORD_HASH_PASSLIB_OPTIONS": {f"argon2__{name}": is_ for name, is_ in ARGON2.items()},
        "CHANGEABLE": True,
        "FRESHNESS": timedelta(minutes=30),
        "FRESHNESS_GRACE_PERIOD": timedelta(minutes=10),
    }


def _second_factors(key: str, config: Config) -> dict[str, Any]:
    sealed = base64.urlsafe_b64encode(bytes.fromhex(_derived(key, "recovery codes")))
    return {
        "TWO_FACTOR": True,
        "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "TWO_FACTOR_IMPLEMENTATIONS": {"code": "flask_security.twofactor.CodeTfPlugin"},
        "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
        "TWO_FACTOR_RESCUE_EMAIL": False,
        "TWO_FACTOR_POST_SETUP_VIEW": PROFILE,
        "TOTP_SECRETS": {"1": _derived(key, "one-time codes")},
        "TOTP_ISSUER": f"Wegweiser {urlsplit(config.base_url).hostname}",
        "MULTI_FACTOR_RECOVERY_CODES": True,
        "MULTI_FACTOR_RECOVERY_CODES_N": 8,
        "MULTI_FACTOR_RECOVERY_CODES_KEYS": [sealed],
        "WEBAUTHN": True,
        "WAN_RP_NAME": "Wegweiser",
        "WAN_ALLOW_USER_HINTS": False,
        "WAN_ALLOW_AS_VERIFY": ["first"],
        "WAN_POST_REGISTER_VIEW": PROFILE,
    }


def _derived(key: str, purpose: str) -> str:
    """A key of its own for each purpose, so that none lets guess another."""
    return hmac.new(key.encode(), purpose.encode(), hashlib.sha256).hexdigest()


def _gone(**_: Any) -> Response:
    abort(404)


def _headers(response: Response) -> Response:
    """What a person has to sign in for is never kept by a cache, nor framed elsewhere."""
    if request.path.startswith(("/office", "/desk", "/account")):
        response.headers["Content-Security-Policy"] = g.get("policy", POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
    return response
