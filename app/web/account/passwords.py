"""Passwords: forgotten ones, and those that are chosen by a link from a mail; the rules for new ones."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Flask, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import PasswordUtil, hash_password
from werkzeug.wrappers import Response

from app.db import reading, transaction
from app.domain.access.passwords import fault
from app.errors import NotFound
from app.services.accounts import accounts, passwords
from app.web.account import throttling
from app.web.account.letters import asking, base_url, letter, post
from app.web.account.messages import FAULTS

blueprint = Blueprint("passwords", __name__, url_prefix="/account")


class Rules(PasswordUtil):
    """What Flask-Security asks about new passwords."""

    def validate(
        self, password: str, is_register: bool, **about: Any
    ) -> tuple[list[Any] | None, str]:
        """What is wrong with a password (None: nothing), and its normal form."""
        user = about.get("user")
        wrong, normal = judged(password, getattr(user, "email", ""), getattr(user, "name", ""))
        return ([wrong] if wrong else None), normal


def judged(password: str, *about: str) -> tuple[str, str]:
    """Why a password is refused, in words ("" if it is taken), and its normal form."""
    normal: str = PasswordUtil(current_app).normalize(password)
    found = fault(normal, *about)
    return (str(FAULTS[found]) if found else ""), normal


@blueprint.route("/forgotten", methods=["GET", "POST"])
def forgotten() -> Response | str:
    """A mail with a link, if there is such an account; the answer is the same, and as quick, if not."""
    if request.method == "GET":
        return render_template("security/forgotten.html", email=request.args.get("email", ""))
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    email, locale = request.form.get("email", ""), asking()
    post().later(lambda: _send_link(app, email, locale))
    return render_template("security/sent.html", email=email.strip())


def _send_link(app: Flask, email: str, locale: str) -> None:
    with app.app_context():
        with reading() as session:
            user = accounts.find(session, email)
            if user is None or not user.active:
                return
            to, name, own = user.email, user.name, user.locale
            link, lasts = link_for(user), passwords.lasts(user)
        kind = "invitation-again" if lasts == passwords.INVITED else "forgotten"
        post().send(letter(kind, to, name, own or locale, link=link, lasts=lasts))


def link_for(user: Any) -> str:
    """The address at which somebody chooses a password."""
    return passwords.link(
        user, base_url(), str(current_app.config["SECRET_KEY"]), datetime.now(UTC)
    )


@blueprint.route("/password/<ticket>", methods=["GET", "POST"])
def choose(ticket: str) -> Response | str | tuple[str, int]:
    """The form behind such a link; a new password ends all sessions, and then one signs in with it."""
    key, now = str(current_app.config["SECRET_KEY"]), datetime.now(UTC)
    try:
        with reading() as session:
            user = passwords.user_of(session, ticket, key, now)
    except NotFound:
        return render_template("security/stale_link.html"), 404
    if request.method == "GET":
        return render_template("security/choose_password.html", user=user, wrong={})
    wrong, normal = _asked(user)
    if wrong:
        return render_template("security/choose_password.html", user=user, wrong=wrong)
    hashed = str(hash_password(normal))
    with transaction() as session:
        passwords.choose(session, passwords.user_of(session, ticket, key, now), hashed, now)
    _tell(user)
    flash(_("Your password is saved. Sign in with it now."), "success")
    return redirect(url_for("security.login"), 303)


def _asked(user: Any) -> tuple[dict[str, str], str]:
    """What is wrong with the two fields, by name, and the password in its normal form."""
    said, normal = judged(request.form.get("password", ""), user.email, user.name)
    if said:
        return {"password": said}, normal
    if request.form.get("password") != request.form.get("again"):
        return {"again": _("The two passwords differ.")}, normal
    return {}, normal


def _tell(user: Any) -> None:
    throttling.forgive(user.email)
    if user.password:
        office, mail = post(), letter("password-changed", user.email, user.name, user.locale)
        office.later(lambda: office.send(mail))
