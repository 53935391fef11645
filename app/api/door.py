"""The readers' door: a plain WSGI object before Flask that answers published documents."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from app.api import freshness, lists, pages, parameters, regions, routes
from app.api.answers import Answer, Found, Refused, not_found
from app.api.bodies import Bodies, choose, weights
from app.api.pages import Asked
from app.services.reading import Shelf

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LOG = logging.getLogger(__name__)
NO_ADDRESS = "This address does not exist."
METHODS = "GET, HEAD, OPTIONS"
ALWAYS = [
    ("Access-Control-Allow-Origin", "*"),
    ("X-Content-Type-Options", "nosniff"),
]
PREFLIGHT = [
    ("Allow", METHODS),
    ("Access-Control-Allow-Methods", METHODS),
    ("Access-Control-Allow-Headers", "accept, accept-encoding, authorization, content-type, dnt,"
     " if-none-match, origin, user-agent, x-csrftoken, x-requested-with, x-integreat-development"),
    ("Access-Control-Max-Age", "86400"),
    ("Content-Length", "0"),
]  # fmt: skip
REVALIDATE = [("Cache-Control", "public, no-cache"), ("Vary", "Accept-Encoding")]
REASONS = {
    200: "OK", 301: "Moved Permanently", 304: "Not Modified", 400: "Bad Request",
    404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable", 414: "URI Too Long",
    500: "Internal Server Error", 503: "Service Unavailable",
}  # fmt: skip
LONGEST_QUERY = 8192
PAGES: dict[str, Callable[[Asked], Answer]] = {
    "pages": pages.list_all,
    "page": pages.one,
    "post": pages.one,
    "children": pages.children,
    "parents": pages.parents,
    "status": freshness.pages,
    "segments": freshness.segments,
    "imprint": lists.imprint,
    "disclaimer": lists.imprint,
    "location-categories": lists.categories,
}


class Door:
    """Answers what is published; all else goes on to `inner`."""

    def __init__(self, inner: WSGIApplication, shelf: Shelf, bodies: Bodies | None = None) -> None:
        self._inner, self._shelf, self._bodies = inner, shelf, bodies or Bodies()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if not routes.is_ours(path):
            return self._inner(environ, start_response)
        method = environ["REQUEST_METHOD"]
        try:
            return self._meet(environ, start_response, path, method)
        except Exception as error:  # the last line of defence: an app shows "offline" without CORS
            _write_down(error, method, quote(path, errors="replace"))
            return _refuse(start_response, _broken(error), method)

    def _meet(
        self, environ: WSGIEnvironment, start_response: StartResponse, path: str, method: str
    ) -> Iterable[bytes]:
        if method == "OPTIONS":
            start_response(_status(200), ALWAYS + PREFLIGHT)
            return []
        if method not in ("GET", "HEAD"):
            allow = (("Allow", METHODS),)
            return _refuse(
                start_response, Refused(405, f"{method} is not possible here.", allow), method
            )
        if not path.endswith("/"):
            return self._redirect(environ, start_response, path, method)
        return self._read(environ, start_response, path, method)

    def _redirect(
        self, environ: WSGIEnvironment, start_response: StartResponse, path: str, method: str
    ) -> Iterable[bytes]:
        if not _is_endpoint(routes.parse(path)):
            return _refuse(start_response, not_found(NO_ADDRESS), method)
        query = environ.get("QUERY_STRING", "")
        target = quote(path.encode("latin-1"), safe="/") + "/" + (f"?{query}" if query else "")
        headers = [*ALWAYS, ("Location", target), ("Content-Length", "0")]
        start_response(_status(301), headers)
        return []

    def _read(
        self, environ: WSGIEnvironment, start_response: StartResponse, path: str, method: str
    ) -> Iterable[bytes]:
        query = environ.get("QUERY_STRING", "")
        if len(query) > LONGEST_QUERY:
            return _refuse(start_response, Refused(414, "The address is too long."), method)
        if not _accepts_json(environ.get("HTTP_ACCEPT", "")):
            return _refuse(start_response, Refused(406, "Only application/json is here."), method)
        answer = self._answer(routes.parse(path), query)
        if isinstance(answer, Refused):
            return _refuse(start_response, answer, method)
        return self._send(environ, start_response, answer, method)

    def _answer(self, route: routes.Route, query: str) -> Answer:
        if not _is_endpoint(route):
            return not_found(NO_ADDRESS)
        if route.endpoint == "regions":
            return regions.list_all(self._shelf)
        if route.endpoint == "region":
            return regions.one(self._shelf, route.region)
        if route.endpoint == "languages" and not route.language:
            return regions.languages(self._shelf, route.region)
        if not self._shelf.is_known(route.region):
            return not_found(regions.UNKNOWN_REGION)
        return self._in_region(route, query)

    def _in_region(self, route: routes.Route, query: str) -> Answer:
        try:
            values = parameters.parse(query)
        except ValueError:
            return Refused(400, "The query has too many parameters.")
        asked = Asked(self._shelf, route.region, route.language, values)
        if route.endpoint in PAGES:
            return PAGES[route.endpoint](asked)
        if route.endpoint in ("offers", "extras"):
            return Found("[]", lambda: b"[]")
        if route.rest:
            return not_found(lists.NO_NEWS_SOURCE)
        return lists.list_kind(asked, route.endpoint)

    def _send(
        self, environ: WSGIEnvironment, start_response: StartResponse, found: Found, method: str
    ) -> Iterable[bytes]:
        body = self._bodies.get(found.key, found.make)
        encoding = choose(environ.get("HTTP_ACCEPT_ENCODING", ""), len(body.data))
        headers = [*ALWAYS, *REVALIDATE]
        if same := body.same(environ.get("HTTP_IF_NONE_MATCH", ""), encoding):
            start_response(_status(304), [*headers, ("ETag", same)])
            return []
        data = body.encoded(encoding)
        headers += [
            ("ETag", body.etag(encoding)),
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(data))),
        ]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        start_response(_status(200), headers)
        return [data] if method == "GET" else []


def _write_down(error: Exception, method: str, path: str) -> None:
    if isinstance(error, OperationalError):  # an outage; where in our code it showed tells nothing
        LOG.error("%s %s: no database: %s", method, path, " ".join(str(error.orig).split()))
    else:
        LOG.error("%s %s", method, path, exc_info=error)


def _broken(error: Exception) -> Refused:
    if isinstance(error, SQLAlchemyError):
        return Refused(503, "The database does not answer.", (("Retry-After", "10"),))
    return Refused(500, "Something broke on this server; it has been written down.")


def _is_endpoint(route: routes.Route) -> bool:
    """Whether a route leads to something that is built."""
    name = route.endpoint
    if name == "news" and len(route.rest) == 1:
        return True
    if route.rest:
        return False
    without_language = name in ("regions", "region", "languages", "offers", "extras")
    if not route.language:
        return without_language
    return name in PAGES or name in lists.KINDS or name in ("offers", "extras")


@lru_cache(maxsize=256)
def _accepts_json(accept: str) -> bool:
    """Whether a client that says what it wants can be given JSON."""
    offered = weights(accept) if accept else {"*/*": 1.0}
    names = ("application/json", "application/*", "*/*")  # the most exact one counts
    return next((offered[name] for name in names if name in offered), 0.0) > 0


def _status(code: int) -> str:
    return f"{code} {REASONS[code]}"


def _refuse(start_response: StartResponse, refused: Refused, method: str) -> Iterable[bytes]:
    body = refused.body()
    headers = [
        *ALWAYS, *refused.headers, ("Content-Type", "application/json"),
        ("Content-Length", str(len(body))), ("Cache-Control", "no-store"),
    ]  # fmt: skip
    start_response(_status(refused.status), headers)
    return [body] if method != "HEAD" else []
