"""How the house's errors look to a person in a room."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask_wtf.csrf import CSRFError

from app.errors import Conflict, Invalid, NotAllowed, NotFound, TranslationFailed, WegweiserError

blueprint = Blueprint("refusals", __name__)
STATUS: dict[type[WegweiserError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    Conflict: 409,
    Invalid: 422,
    TranslationFailed: 502,
}


@blueprint.app_errorhandler(WegweiserError)
def refused(error: WegweiserError) -> tuple[str, int]:
    """A page that says what is wrong in the house's own words."""
    status = STATUS.get(type(error), 500)
    return render_template("office/refusal.html", status=status, said=str(error)), status


@blueprint.app_errorhandler(CSRFError)
def forged(error: CSRFError) -> tuple[str, int]:
    """A form that is too old, or came from elsewhere: nothing was done."""
    return render_template("office/refusal.html", status=400, said="", forged=True), 400
