"""Patience with guessing: failures are counted per place and per account, and forgotten again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, current_app, render_template, request, session
from flask_limiter import Limiter, RateLimitExceeded
from flask_security import current_user
from limits import parse

from app.services.accounts.tokens import digest

PER_PLACE = "40 per 15 minutes"  # a town hall is one address of the network
PER_ACCOUNT_AND_PLACE = "8 per 15 minutes"
PER_ACCOUNT = "60 per hour"
MAILS_PER_ACCOUNT = "5 per hour"
PER_PLACE_AT_ALL = "120 per 15 minutes"
Key = Callable[[], str]


def place() -> str:
    """The address of the network that a request comes from."""
    return request.remote_addr or "nowhere"


def account() -> str:
    """The account that a form names, whether there is one or not; hashed, since stores keep it."""
    return hashed(request.form.get("email", ""))


def hashed(email: str) -> str:
    """How the store names an address."""
    return digest(email.strip().lower())[:32]


def account_and_place() -> str:
    """An account as one place tries it: somebody else's guesses do not lock its owner out."""
    return f"{account()}@{place()}"


def half_signed_in() -> str:
    """Whoever gave the right password and is asked for the second factor."""
    return digest(str(session.get("tf_user_id", "")) or place())[:32]


def signed_in() -> str:
    """Whoever is signed in and proves it once more."""
    return str(getattr(current_user, "id", "")) or place()


FAILED: tuple[tuple[tuple[str, ...], tuple[tuple[str, Key], ...]], ...] = (
    (
        ("security.login",),
        (
            (PER_PLACE, place),
            (PER_ACCOUNT_AND_PLACE, account_and_place),
            (PER_ACCOUNT, account),
        ),
    ),
    (
        ("security.two_factor_token_validation", "security.mf_recovery"),
        ((PER_ACCOUNT_AND_PLACE, half_signed_in),),
    ),
    (
        ("security.verify", "security.change_password"),
        ((PER_ACCOUNT_AND_PLACE, signed_in),),
    ),
)
"""Routes whose failures are counted together: an answer to a POST that is no redirect is one.

A request that is refused for being one too many is not counted. So one place alone cannot use up the
failures of an account, and lock its owner out elsewhere.
"""

ASKED: tuple[tuple[tuple[str, ...], tuple[tuple[str, Key], ...]], ...] = (
    (("passwords.forgotten",), ((PER_PLACE, place), (MAILS_PER_ACCOUNT, account))),
    (
        ("security.wan_signin", "security.wan_signin_response", "passwords.choose"),
        ((PER_PLACE_AT_ALL, place),),
    ),
)
"""Routes of which every POST is counted."""


def install(app: Flask, store: str) -> None:
    """Limits on all routes where one could guess, kept in memory or, for several processes, in `store`."""
    limiter = Limiter(
        place, app=app, storage_uri=store or "memory://", in_memory_fallback_enabled=True
    )
    for rules, deduct in ((FAILED, _failed), (ASKED, None)):
        for number, (endpoints, limits) in enumerate(rules):
            for endpoint in endpoints:
                scope = f"{'failed' if deduct else 'asked'}-{number}"
                app.view_functions[endpoint] = _limited(
                    limiter, app.view_functions[endpoint], limits, scope, deduct
                )
    app.register_error_handler(RateLimitExceeded, _slow_down)
    app.extensions["patience"] = limiter


def _limited(
    limiter: Limiter,
    view: Callable[..., Any],
    limits: tuple[tuple[str, Key], ...],
    scope: str,
    deduct: Callable[[Response], bool] | None,
) -> Callable[..., Any]:
    for limit, key in limits:
        shared = limiter.shared_limit(
            limit, f"{scope}-{key.__name__}", key_func=key, methods=["POST"], deduct_when=deduct
        )
        view = shared(view)
    return view


def _failed(response: Response) -> bool:
    return response.status_code not in (302, 303, 429)


def _slow_down(error: RateLimitExceeded) -> tuple[str, int, dict[str, str]]:
    """The page that says how long to wait, in plain words."""
    seconds = _seconds_left()
    page = render_template("security/slow_down.html", minutes=max(1, -(-seconds // 60)))
    return page, 429, {"Retry-After": str(seconds), "Cache-Control": "no-store"}


def _seconds_left() -> int:
    limiter: Limiter = current_app.extensions["patience"]
    limit = limiter.current_limit
    return max(1, int(limit.reset_at - datetime.now(UTC).timestamp())) if limit else 60


def forgive(email: str) -> None:
    """Forget the failures of an account, whose owner has just proved by mail who they are."""
    limiter: Limiter = current_app.extensions["patience"]
    limiter.limiter.clear(parse(PER_ACCOUNT), hashed(email), "failed-0-account")
