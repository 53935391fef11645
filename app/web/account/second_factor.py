"""Second factors: one-time codes that are good once, their picture to scan, passkeys, recovery codes."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import qrcode
from flask import Blueprint, Flask, Response, abort, current_app, make_response, session
from flask_security import WebauthnUtil, current_user
from flask_security.signals import tf_disabled, tf_profile_changed, wan_deleted, wan_registered
from flask_security.totp import Totp
from qrcode.image.svg import SvgPathImage
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from app.db import db
from app.services import events

blueprint = Blueprint("second_factor", __name__, url_prefix="/account")
SIGNALS = {
    tf_profile_changed: "on",
    tf_disabled: "off",
    wan_registered: "passkey",
    wan_deleted: "passkey gone",
}


class Codes(Totp):
    """One-time codes of which none is taken twice."""

    def get_last_counter(self, user: Any) -> int | None:
        """The number of the newest code that was taken from this user."""
        found: int | None = user.tf_last_counter
        return found

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """Keep the number of a code that is taken now."""
        user.tf_last_counter = tmatch.counter


class Passkeys(WebauthnUtil):
    """Passkeys stand for address and password both: they know their owner, and the device asks for a proof."""

    def authenticator_selection(self, user: Any, usage: str) -> AuthenticatorSelectionCriteria:
        """Any device that keeps the account and makes sure who holds it."""
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            require_resident_key=True,
            user_verification=UserVerificationRequirement.REQUIRED,
        )

    def user_verification(self, user: Any, usage: list[str]) -> UserVerificationRequirement:
        """By fingerprint, face or PIN, each time."""
        return UserVerificationRequirement.REQUIRED


def install(app: Flask) -> None:
    """Let the trail know of changes."""
    app.register_blueprint(blueprint)
    for signal, what in SIGNALS.items():
        signal.connect(_noting(what), app, weak=False)


def _noting(what: str) -> Any:
    def note(_app: Flask, user: Any, **_more: Any) -> None:
        who, now = user.name or user.email, datetime.now(UTC)
        events.record(db.session(), None, who, "user.second-factor", now, what=what)

    return note


@blueprint.get("/code.svg")
def picture() -> Response:
    """What an authenticator app scans while its owner sets it up; nothing at any other time."""
    secret = session.get("tf_totp_secret")
    if not current_user.is_authenticated or not secret:
        abort(404)
    drawn = io.BytesIO()
    codes: Any = current_app.extensions["security"].totp_factory
    uri = codes.get_totp_uri(current_user.email, secret)
    qrcode.make(uri, image_factory=SvgPathImage, border=2).save(drawn)
    answer = make_response(drawn.getvalue())
    answer.headers["Content-Type"] = "image/svg+xml"
    return answer
