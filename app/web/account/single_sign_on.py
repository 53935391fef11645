"""Single sign-on by OpenID Connect, where an issuer is set: it says who somebody is, never what they may do."""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Flask, abort, current_app, flash, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_security import current_user, login_user
from flask_security.utils import validate_redirect_url
from werkzeug.wrappers import Response

from app.config import Config
from app.db import transaction
from app.errors import Invalid, NotAllowed
from app.services.accounts import accounts
from app.web.account.letters import base_url

LOG = logging.getLogger(__name__)
blueprint = Blueprint("single_sign_on", __name__, url_prefix="/account/sso")
PATIENCE = 10  # seconds for each answer of the issuer
SIGNED_BY = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
LONGEST_SUBJECT = 255
NEXT = "sso_next"


def install(app: Flask, config: Config) -> None:
    """The two routes, and the client of the issuer if there is one; its name for the sign-in page."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals["single_sign_on"] = config.oidc_issuer and (config.oidc_name or "SSO")
    if config.oidc_issuer:
        app.extensions["single_sign_on"] = _client(app, config)


def _client(app: Flask, config: Config) -> Any:
    try:  # an extra that most installations do without
        from authlib.integrations.flask_client import OAuth
    except ImportError as error:
        needed = 'pip install "wegweiser[sso]"'
        raise Invalid(f"WEGWEISER_OIDC_ISSUER: one more package is needed: {needed}") from error
    return OAuth(app).register(
        "issuer",
        client_id=config.oidc_client_id,
        client_secret=config.oidc_client_secret or None,
        server_metadata_url=f"{config.oidc_issuer}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "default_timeout": PATIENCE,
        },
    )


@blueprint.get("/")
def start() -> Response:
    """To the issuer, which asks who one is and sends back to `answer`."""
    client = current_app.extensions.get("single_sign_on") or abort(404)
    wanted = request.args.get("next", "")
    session[NEXT] = wanted if validate_redirect_url(wanted) else "/office/"
    try:
        _check_issuer(client.load_server_metadata())
        found: Response = client.authorize_redirect(base_url() + url_for(".answer"))
    except Exception as error:
        return _refused(error)
    return found


@blueprint.get("/answer")
def answer() -> Response:
    """Back from the issuer: whoever it names comes in, if there is an open account for them."""
    client = current_app.extensions.get("single_sign_on") or abort(404)
    wanted = str(session.pop(NEXT, "/office/"))
    try:
        claims = _claims(client)
    except Exception as error:  # network, signature, state, nonce: whatever it is, nobody comes in
        return _refused(error)
    try:
        return _come_in(claims, wanted)
    except NotAllowed as error:
        return _refused(
            error, _("There is no open account for you here. Ask whoever manages your region.")
        )


def _claims(client: Any) -> dict[str, Any]:
    """What the issuer says, its signature, state and nonce checked."""
    metadata = client.load_server_metadata()
    _check_issuer(metadata)
    metadata["id_token_signing_alg_values_supported"] = SIGNED_BY
    token = client.authorize_access_token()
    claims = dict(token["userinfo"])  # KeyError: no ID token
    if "email" not in claims and "userinfo_endpoint" in metadata:
        more = client.userinfo(token=token)
        if more.get("sub") == claims["sub"]:
            claims |= more
    return claims


def _check_issuer(metadata: dict[str, Any]) -> None:
    wanted = current_app.config["WEGWEISER"].oidc_issuer
    if str(metadata.get("issuer", "")).rstrip("/") != wanted:
        raise ValueError(f"the issuer calls itself {metadata.get('issuer')!r}, not {wanted!r}")


def _come_in(claims: dict[str, Any], wanted: str) -> Response:
    subject = f"{claims['iss']} {claims['sub']}"
    if len(subject) > LONGEST_SUBJECT:
        raise NotAllowed("the issuer's name for this person is too long")
    verified = claims.get("email_verified") is True
    with transaction() as writing:
        user = accounts.linked(
            writing, subject, str(claims.get("email", "")), verified, datetime.now(UTC)
        )
        if current_user.is_authenticated:
            return _proved_again(user, wanted)
        plugins = current_app.extensions["security"].two_factor_plugins
        asked: Response | None = plugins.tf_enter(user, False, "sso", next_loc=wanted)
        if asked is None:
            login_user(user, authn_via=["sso"])
    return asked or redirect(wanted, 303)


def _proved_again(user: Any, wanted: str) -> Response:
    if user.id != current_user.id:
        raise NotAllowed("somebody else is signed in here")
    session["fs_paa"] = time.time()
    return redirect(wanted, 303)


def _refused(error: Exception, said: str = "") -> Response:
    LOG.warning("single sign-on was refused: %s: %s", type(error).__name__, error)
    flash(said or _("Signing in over there did not work. Please try again."), "error")
    return redirect(url_for("security.login"), 303)
