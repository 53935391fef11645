"""The server that readers talk to, started as `wegweiser serve` does, asked over real HTTP."""

from __future__ import annotations

import gzip
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import brotli
import orjson
import pytest
import zstandard

ROOT = Path(__file__).parents[2]
API = "/api/v3/hannover"
ARABIC = "/hannover/ar/الوصول/تسجيل-السكن"
ENDPOINTS = (
    "/api/v3/regions/",
    "/api/v3/regions/hannover/",
    "/wp-json/extensions/v3/sites/",
    f"{API}/languages/",
    f"{API}/de/pages/",
    f"{API}/ar/pages/",
    f"{API}/uk/pages/?fields=title,path",
    "/hannover/fa/wp-json/extensions/v3/pages/",
    f"{API}/de/page/?id=1",
    f"{API}/ar/page/?url={quote(ARABIC)}",
    f"{API}/de/children/?depth=1",
    f"{API}/de/children/?depth=2&url=/hannover/de/mitmachen",
    f"{API}/de/parents/?url=/hannover/de/ankommen/notruf/",
    f"{API}/de/events/?combine_recurring=True",
    f"{API}/de/locations/?on_map=1",
    f"{API}/de/location-categories/",
    f"{API}/de/news/",
    f"{API}/de/fcm/?channel=news",
    f"{API}/de/offers/",
    f"{API}/extras/",
)
DECODE: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    "zstd": lambda data: zstandard.ZstdDecompressor().decompress(data),
}


@dataclass(frozen=True)
class Answer:
    """What came back over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Server:
    """A running server and one connection to it that is kept open."""

    connection: http.client.HTTPConnection

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """The answer to a request; a header's underscores stand for hyphens."""
        self.connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            self.connection.putheader(name.replace("_", "-"), value)
        self.connection.endheaders()
        answer = self.connection.getresponse()
        fields = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, fields, answer.read())


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    """Until the server is ready, or has given up."""
    for _ in range(300):
        assert process.poll() is None, "the server stopped"
        try:
            if server.ask("/readyz").status == 200:
                return
        except (ConnectionError, http.client.HTTPException):
            server.connection.close()
        time.sleep(0.1)
    raise AssertionError("the server was not ready after 30 seconds")


@pytest.fixture
def server(demo_url: str) -> Iterator[Server]:
    """The server on a copy of the demo guide."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", "1", "--blocking-threads", "4",
        "--respawn-failed-workers", "--factory", "--no-ws", "--log-level", "warning", "app.main:make_app",
    ]  # fmt: skip
    ours = ("DATABASE_URL", "PORT", "WEGWEISER_")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
    environment |= {"DATABASE_URL": demo_url, "PORT": str(port)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    found = Server(http.client.HTTPConnection("127.0.0.1", port, timeout=20))
    try:
        wait(found, process)
        yield found
    finally:
        found.connection.close()
        process.terminate()
        process.wait(20)


def check_encodings(server: Server, path: str) -> None:
    """The same JSON in every encoding, each with a validator of its own that is answered 304."""
    plain = server.ask(path)
    assert (200, "application/json") == (plain.status, plain.headers["content-type"]), path
    orjson.loads(plain.body)
    for encoding in ("gzip", "br", "zstd"):
        coded = server.ask(path, Accept_Encoding=encoding)
        sent = coded.headers.get("content-encoding", "")
        assert (encoding if len(plain.body) >= 200 else "") == sent
        assert plain.body == DECODE[sent](coded.body), (path, encoding)
        assert str(len(coded.body)) == coded.headers["content-length"]
        tag = coded.headers["etag"]
        again = server.ask(path, Accept_Encoding=encoding, If_None_Match=tag)
        assert (304, b"", tag) == (again.status, again.body, again.headers["etag"])


def check_heads(server: Server, path: str) -> None:
    """HEAD has the headers of GET, but for the date, and leaves the connection in order."""
    got, head = (
        server.ask(path, Accept_Encoding="br"),
        server.ask(path, "HEAD", Accept_Encoding="br"),
    )
    pairs = [(a.status, {k: v for k, v in a.headers.items() if k != "date"}) for a in (got, head)]
    assert pairs[0] == pairs[1]
    assert b"" == head.body


def check_errors(server: Server) -> None:
    """Errors, redirects and preflights, each readable from every origin."""
    wanted = {
        ("GET", f"{API}/de/page/"): 400,
        ("GET", f"{API}/de/page/?id=abc"): 400,
        ("GET", f"{API}/de/page/?url=http://[%00%FF"): 404,
        ("GET", f"{API}/de/nothing/"): 404,
        ("GET", f"{API}/%FF%00/pages/"): 404,
        ("GET", "/api/v3/nowhere/de/pages/"): 404,
        ("GET", f"{API}/de/imprint/"): 404,
        ("GET", f"{API}/de/news"): 301,
        ("DELETE", f"{API}/de/pages/"): 405,
        ("OPTIONS", f"{API}/de/pages/"): 200,
        ("GET", f"{API}/de/page/?url=" + "x" * 9000): 414,
    }
    for (method, path), status in wanted.items():
        answer = server.ask(path, method, Origin="https://integreat.app")
        assert (status, "*") == (answer.status, answer.headers["access-control-allow-origin"]), path
    assert f"{API}/de/news/?a=b" == server.ask(f"{API}/de/news?a=b").headers["location"]
    assert 406 == server.ask(f"{API}/de/pages/", Accept="text/html").status


def test_every_endpoint_over_real_http(server: Server) -> None:
    """One connection, every endpoint, every encoding, every kind of error."""
    for path in ENDPOINTS:
        check_encodings(server, path)
        check_heads(server, path)
    check_errors(server)
    raw = f"{API}/ar/page/?url={ARABIC}".encode().decode("latin-1")
    with socket.create_connection((server.connection.host, server.connection.port)) as plain:
        plain.sendall(
            f"GET {raw} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode("latin-1")
        )
        first = plain.makefile("rb").readline()
    assert b"HTTP/1.1 200 OK\r\n" == first  # letters that nobody encoded
    assert 200 == server.ask("/").status
    assert "*" == server.ask("/static/icons/compass.svg").headers["access-control-allow-origin"]
