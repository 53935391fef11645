"""One's own account: name, language, how it is guarded, where one is signed in, tokens for machines."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, current_app, redirect, request, url_for
from flask import session as browser_session
from flask_babel import gettext as _
from flask_security import check_and_update_authn_fresh
from werkzeug.wrappers import Response as AnyResponse

from app.domain.access.permissions import regions_of
from app.errors import Invalid
from app.services import regions
from app.services.accounts import accounts, sessions, tokens
from app.web.account import signing_in
from app.web.door import Visit, door
from app.web.office.layout import back_to, render
from app.web.office.people.role_words import NAME_TAKEN, SCOPES
from app.web.words import SPOKEN

blueprint = Blueprint("profile", __name__, url_prefix="/office/profile")
LASTING = (30, 90, 365)  # days


@blueprint.get("/")
@door("", everywhere=True)
def index(visit: Visit) -> str:
    """Everything about one's own account on one page."""
    return _page(visit)


def _page(visit: Visit, wrong: str = "", name: str | None = None) -> str:
    user = accounts.get(visit.session, visit.who.id)
    mine = sessions.of_user(visit.session, user.id, visit.now)
    return render(
        "office/profile.html",
        visit,
        user=user,
        name=user.name if name is None else name,
        wrong=wrong,
        sessions=[(row, sessions.is_this(row, signing_in.secret())) for row in mine],
        tokens=tokens.of_user(visit.session, user.id, visit.now),
        scopes=SCOPES,
    )


@blueprint.post("/name")
@door("", everywhere=True)
def rename(visit: Visit) -> AnyResponse | tuple[str, int]:
    """Another name, or another language of the pages."""
    user = accounts.get(visit.session, visit.who.id)
    locale, name = request.form.get("locale", ""), request.form.get("name", "")
    browser_session.pop("ui", None)  # what is one's own from now on goes before an earlier choice
    try:
        accounts.rename(
            visit.session, visit.who, user, name, locale if locale in SPOKEN else "", visit.now
        )
    except Invalid as error:
        wrong = str(NAME_TAKEN) if error.kind == "taken" else _("A name has 1 to 90 characters.")
        return _page(visit, wrong, name), 422
    return back_to("profile.index", visit, _("Saved."))


@blueprint.post("/sessions/<int:number>/end")
@door("", everywhere=True)
def end_session(visit: Visit, number: int) -> AnyResponse:
    """Sign one browser out."""
    sessions.end(visit.session, accounts.get(visit.session, visit.who.id), number, visit.now)
    return back_to("profile.index", visit, _("That browser is signed out."))


@blueprint.post("/sessions/end-others")
@door("", everywhere=True)
def end_other_sessions(visit: Visit) -> AnyResponse:
    """Sign all browsers out but this one."""
    sessions.end_all(visit.session, visit.who.id, visit.now, but=signing_in.secret())
    return back_to("profile.index", visit, _("All other browsers are signed out."))


@blueprint.get("/tokens/new")
@door("", everywhere=True)
def new_token(visit: Visit) -> AnyResponse | str:
    """The form of a new token, for those who have just proved who they are."""
    return _token_form(visit) if _is_fresh() else _prove_first()


@blueprint.post("/tokens/new")
@door("", everywhere=True)
def create_token(visit: Visit) -> AnyResponse | str | tuple[str, int]:
    """A new token; its secret is on the answer's page, and nowhere else."""
    if not _is_fresh():
        return _prove_first()
    days = request.form.get("days", "")
    until = (
        visit.now + timedelta(days=int(days)) if days.isdecimal() and int(days) in LASTING else None
    )
    try:
        token, secret = tokens.create(
            visit.session,
            visit.who.id,
            request.form.get("name", ""),
            request.form.getlist("scope"),
            visit.now,
            region=request.form.get("place", ""),
            expires_at=until,
        )
    except Invalid:
        wrong = _("A token needs a name of at most 100 characters, and something that it may do.")
        return _token_form(visit, wrong), 422
    return render("office/token.html", visit, token=token, secret=secret)


def _token_form(visit: Visit, wrong: str = "") -> str:
    known = regions.every(visit.session)
    seen = regions_of(visit.who, [one.slug for one in known])
    return render(
        "office/token_new.html",
        visit,
        wrong=wrong,
        typed=request.form,
        scopes=SCOPES,
        lasting=LASTING,
        place_options=[(one.slug, one.name) for one in known if one.slug in seen],
    )


@blueprint.post("/tokens/<int:number>/revoke")
@door("", everywhere=True)
def revoke_token(visit: Visit, number: int) -> AnyResponse:
    """End a token: whatever uses it is out at its next request."""
    tokens.revoke(visit.session, visit.who.id, number, visit.now)
    return back_to("profile.index", visit, _("The token is revoked."))


def _is_fresh() -> bool:
    config = current_app.config
    within, grace = config["SECURITY_FRESHNESS"], config["SECURITY_FRESHNESS_GRACE_PERIOD"]
    return bool(check_and_update_authn_fresh(within, grace, "session"))


def _prove_first() -> Response | AnyResponse:
    return redirect(url_for("security.verify", next=url_for(".new_token")), 303)
