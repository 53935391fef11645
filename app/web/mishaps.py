"""What a person's browser shows when a page is not there, or cannot be made just now."""

from __future__ import annotations

import logging
from http import HTTPStatus

from flask import Blueprint, Response, make_response, render_template, request
from sqlalchemy.exc import DataError, InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from app.services.wording import N_, say
from app.web.home import preferred_language

LOG = logging.getLogger(__name__)
blueprint = Blueprint("mishaps", __name__)
NOT_THERE = N_("This page does not exist.")
NOT_NOW = N_("The database does not answer. Please try again in a few minutes.")
BROKEN = N_("Something broke on this server. It has been written down.")
NOT_SO = N_("This server cannot answer this request.")
RETRY_AFTER = "10"  # seconds


@blueprint.app_errorhandler(OperationalError)
@blueprint.app_errorhandler(InterfaceError)
def without_database(error: OperationalError | InterfaceError) -> Response:
    """503; one line in the log tells why, since the outage is known from the first one on."""
    LOG.error("%s %s: no database: %s", request.method, request.path, reason(error))
    answer = _page(503, NOT_NOW)
    answer.headers["Retry-After"] = RETRY_AFTER
    return answer


@blueprint.app_errorhandler(DataError)
@blueprint.app_errorhandler(OverflowError)
def beyond_the_database(error: DataError | OverflowError) -> Response:
    """400: the request holds what no database takes, such as a number without end or a NUL."""
    LOG.warning("%s %s: %s", request.method, request.path, type(error).__name__)
    return _page(400, NOT_SO)


@blueprint.app_errorhandler(HTTPException)
def refused(error: HTTPException) -> Response:
    """The page for any other status, with the headers that belong to it."""
    if isinstance(error.response, Response):
        return error.response
    code = error.code or 500
    said = (
        NOT_THERE if code == 404 else BROKEN if isinstance(error, InternalServerError) else NOT_SO
    )
    answer = _page(code, said)
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            answer.headers[name] = value
    return answer


def reason(error: OperationalError | InterfaceError) -> str:
    """What the driver said, on one line."""
    return " ".join(str(error.orig).split())


def _page(status: int, message: str) -> Response:
    language = preferred_language()

    def words(text: str, **values: str) -> str:
        return say(language, text, **values)

    page = render_template(
        "mishap.html", language=language, words=words, message=say(language, message),
        status=status, name=HTTPStatus(status).phrase,
    )  # fmt: skip
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
