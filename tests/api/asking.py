"""How the tests of API v3 ask: with bytes in path and query as a client puts them on the wire."""

from __future__ import annotations

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

API = "/api/v3/hannover"
PAGE_KEYS = [
    "id", "url", "path", "title", "modified_gmt", "last_updated", "excerpt", "content", "parent",
    "order", "available_languages", "thumbnail", "organization", "hash", "embedded_offers",
    "slug_history", "published_at",
]  # fmt: skip


def wire(text: str | bytes) -> str:
    """Text as WSGI hands it on: each of its UTF-8 bytes as one character."""
    data = text.encode() if isinstance(text, str) else text
    return data.decode("latin-1")


def raw(
    client: FlaskClient,
    path: str | bytes,
    query: str | bytes = "",
    method: str = "GET",
    **headers: str,
) -> TestResponse:
    """The answer to a request whose (decoded) path and (undecoded) query are exactly these bytes.

    A header's underscores stand for hyphens: `If_None_Match="*"`.
    """
    return client.open(
        method=method,
        headers={name.replace("_", "-"): value for name, value in headers.items()},
        environ_overrides={"PATH_INFO": wire(path), "QUERY_STRING": wire(query)},
    )


def paths(response: TestResponse) -> list[str]:
    """The paths of the pages in an answer, in its order."""
    return [page["path"] for page in response.get_json()]
