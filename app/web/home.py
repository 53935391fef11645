"""The first page of an installation: what it is, which guides it holds, where the API is."""

from __future__ import annotations

import orjson
from flask import Blueprint, Response, current_app, render_template, request

from app.services.wording import say

blueprint = Blueprint("home", __name__)
LANGUAGES = ("de", "en")


@blueprint.after_app_request
def icons_for_everybody(response: Response) -> Response:
    """Apps load our icons from another origin, and nothing of ours may be framed or sniffed."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    if request.path.startswith("/static/"):
        response.headers["Access-Control-Allow-Origin"] = "*"
    else:
        response.headers["Content-Security-Policy"] = (
            "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
        )
        response.headers["Referrer-Policy"] = "same-origin"
    return response


@blueprint.get("/")
def index() -> str:
    """The guides of this installation, in German or English as the browser prefers."""
    language = preferred_language()
    regions = orjson.loads(current_app.extensions["shelf"].regions().body)

    def words(message: str, **values: str) -> str:
        return say(language, message, **values)

    return render_template("home.html", regions=regions, language=language, words=words)


def preferred_language() -> str:
    """The language that the address asks for, else the browser, else the first of ours."""
    language = request.args.get("language") or request.accept_languages.best_match(LANGUAGES)
    return language if language in LANGUAGES else LANGUAGES[0]
