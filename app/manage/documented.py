"""The API object: OpenAPI 3.1, errors as JSON on our own routes only, documentation without a CDN."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any

from flask import Flask, Response, jsonify, render_template
from flask_smorest import Api, Blueprint
from sqlalchemy.exc import DataError
from werkzeug.exceptions import HTTPException

from app.errors import Conflict, Invalid, NotAllowed, NotFound, TranslationFailed, WegweiserError

PREFIX = "/api/manage/v1"
STATUS: dict[type[WegweiserError], tuple[int, str]] = {
    NotFound: (404, "Not Found"),
    NotAllowed: (403, "Forbidden"),
    Conflict: (409, "Conflict"),
    Invalid: (422, "Unprocessable Entity"),
    TranslationFailed: (502, "Bad Gateway"),
}
SETTINGS = {
    "API_TITLE": "Wegweiser manage API",
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": PREFIX,
    "OPENAPI_JSON_PATH": "openapi.json",
    "API_SPEC_OPTIONS": {
        "info": {
            "description": "What people do in the office, for machines. Send a personal token as "
            "`Authorization: Bearer wgw_…`; a token never may more than its owner and its scopes."
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    },
}


class ManageApi(Api):  # type: ignore[misc]
    """flask-smorest's, without a word on errors of pages that are not the API's, and with a description
    that is written when somebody first asks for it: that takes longer than all else at a start."""

    def __init__(self, app: Flask) -> None:
        self._to_describe: list[Callable[[], None]] = []
        self._describing = Lock()
        super().__init__(app)

    def describe_later(self, describe: Callable[[], None]) -> None:
        """Let a part of the API be described once the description is wanted."""
        self._to_describe.append(describe)

    def _openapi_json(self) -> Response:
        with self._describing:
            while self._to_describe:
                self._to_describe[0]()
                self._to_describe.pop(0)  # what could not be described is told again, not left out
        answer: Response = super()._openapi_json()
        return answer

    def _register_error_handlers(self) -> None:
        """Each blueprint answers for its own errors: see `resource`."""


class Resource(Blueprint):  # type: ignore[misc]
    """flask-smorest's, with the header X-Pagination documented as what is sent: JSON in a string."""

    def register_views_in_doc(self, api: ManageApi, *about: Any, **more: Any) -> None:
        """Have the resource's calls described when the description is wanted."""
        describe = super().register_views_in_doc
        api.describe_later(lambda: describe(api, *about, **more))

    def _document_pagination_metadata(self, spec: Any, resp_doc: dict[str, Any]) -> None:
        told = "JSON: total, total_pages, first_page, last_page, page, next_page"
        headers = resp_doc.setdefault("headers", {})
        headers["X-Pagination"] = {"description": told, "schema": {"type": "string"}}


def resource(name: str, description: str) -> Resource:
    """A blueprint of the API, whose errors are JSON with code, status, message and errors."""
    made = Resource(f"manage_{name}", name, description=description)
    made.register_error_handler(WegweiserError, _ours)
    made.register_error_handler(HTTPException, _theirs)
    for kind in (DataError, OverflowError):
        made.register_error_handler(kind, _beyond)
    return made


def _ours(error: WegweiserError) -> tuple[Response, int]:
    code, status = STATUS.get(type(error), (500, "Internal Server Error"))
    return jsonify(code=code, status=status, message=str(error)), code


def _beyond(_error: Exception) -> tuple[Response, int]:
    said = "this request holds what no database takes, such as a number without end"
    return jsonify(code=400, status="Bad Request", message=said), 400


def _theirs(error: HTTPException) -> tuple[Response, int]:
    data: dict[str, Any] = getattr(error, "data", None) or {}
    body: dict[str, Any] = {"code": error.code, "status": error.name}
    body["message"] = str(data.get("message") or error.description)
    if wrong := data.get("errors") or data.get("messages"):
        body["errors"] = wrong
    answer = jsonify(body)
    answer.headers.extend(data.get("headers") or {})
    return answer, error.code or 500


def add_documentation(app: Flask) -> None:
    """Swagger UI from our own files, and JSON for addresses that do not exist."""
    lost = resource("lost", "")

    @lost.route("/", defaults={"rest": ""}, methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    @lost.route("/<path:rest>", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    def nothing(rest: str) -> tuple[Response, int]:
        """What does not exist says so as JSON, with the way to the documentation."""
        message = f"{PREFIX}/{rest} does not exist; see {PREFIX}/docs/"
        return jsonify(code=404, status="Not Found", message=message), 404

    @lost.route("/docs/")
    def documentation() -> str:
        """All calls, to read and to try."""
        return render_template("manage/documentation.html", spec=f"{PREFIX}/openapi.json")

    app.register_blueprint(lost, url_prefix=PREFIX)
