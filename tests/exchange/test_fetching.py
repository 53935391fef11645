"""Asking the open internet: over real HTTP, with the names of a name server of the test's own."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from app.exchange.fetching import Unreachable, resolved
from tests.fakes.outside import AGENT, HERE, Authority, Names, fetcher

HOST = "amt.example"


@pytest.fixture
def names() -> Names:
    """A name server that knows our host."""
    found = Names()
    found.known[HOST] = [HERE]
    return found


def reason(ask: Callable[[], object]) -> str:
    """Why there was no answer."""
    with pytest.raises(Unreachable) as caught:
        ask()
    return caught.value.kind


def at(server: HTTPServer, path: str = "/", host: str = HOST) -> str:
    """The address of a path on the server, under a name."""
    return f"http://{host}:{server.port}{path}"


def test_one_request(httpserver: HTTPServer, names: Names) -> None:
    """It says who asks and for which host, wants nothing packed, and gives back what came."""
    seen: list[Request] = []

    def answer(request: Request) -> Response:
        seen.append(request)
        return Response(b"guten Tag", 201, {"X-One": "1"})

    httpserver.expect_request("/a b").respond_with_handler(answer)
    reply = fetcher(names, {HOST}).ask("GET", at(httpserver, "/a b?q=ä"))
    assert (201, b"guten Tag", "1") == (reply.status, reply.body, reply.headers["x-one"])
    sent = seen[0].headers
    assert "ä" == seen[0].args["q"]
    assert (AGENT, "identity") == (sent["User-Agent"], sent["Accept-Encoding"])
    assert f"{HOST}:{httpserver.port}" == sent["Host"]
    assert {HOST: 1} == names.asked


def test_posting(httpserver: HTTPServer, names: Names) -> None:
    """A body and headers go out as they are."""
    httpserver.expect_request("/hook", "POST", data=b"{}", headers={"X-Id": "7"}).respond_with_data(
        "ok"
    )
    ask = fetcher(names, {HOST}).ask
    assert 200 == ask("POST", at(httpserver, "/hook"), body=b"{}", headers={"X-Id": "7"}).status


def test_limits_of_an_answer(httpserver: HTTPServer, names: Names) -> None:
    """No more is read than was wanted, and nothing is followed or unpacked."""
    httpserver.expect_request("/big").respond_with_data(b"x" * 500_000)
    httpserver.expect_request("/moved").respond_with_data("", 301, {"Location": "/big"})
    httpserver.expect_request("/packed").respond_with_data(
        b"\x1f\x8b\x00", headers={"Content-Encoding": "gzip"}
    )
    ask = fetcher(names, {HOST}).ask
    assert 64 * 1024 == len(ask("GET", at(httpserver, "/big")).body)
    assert 10 == len(ask("GET", at(httpserver, "/big"), largest=10).body)
    assert b"" == ask("HEAD", at(httpserver, "/big")).body
    assert 301 == ask("GET", at(httpserver, "/moved")).status
    assert b"\x1f\x8b\x00" == ask("GET", at(httpserver, "/packed")).body


@pytest.mark.parametrize(
    "addresses",
    [[HERE], ["10.0.0.1"], ["169.254.169.254"], ["::1"], ["::ffff:127.0.0.1"], ["8.8.8.8", HERE]],
)
def test_names_of_the_inside(httpserver: HTTPServer, names: Names, addresses: list[str]) -> None:
    """A name that leads inside is refused before anything is sent, also if only one answer does."""
    names.known[HOST] = addresses
    assert "private" == reason(lambda: fetcher(names).ask("GET", f"http://{HOST}/"))
    names.known[HERE] = [HERE]
    assert "private" == reason(lambda: fetcher(names).ask("GET", f"http://{HERE}/"))
    assert [] == httpserver.log


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "localhost", "[::1]"])
def test_spellings_of_this_machine(host: str) -> None:
    """However this machine is written, the real name server knows what it is."""
    real = replace(fetcher(Names()), resolve=resolved)
    assert reason(lambda: real.ask("GET", f"http://{host}/")) in ("private", "dns")


def test_a_name_that_changes_its_mind(httpserver: HTTPServer) -> None:
    """Resolved once for a request: a second answer that leads inside is never asked for."""
    asked = []

    def fickle(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["198.18.0.1"] if len(asked) == 1 else [HERE]

    one = replace(fetcher(Names()), resolve=fickle)
    assert "private" == reason(lambda: one.ask("GET", f"http://{HOST}/"))
    assert ([HOST], []) == (asked, httpserver.log)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://amt.example:22/", "port"),
        ("http://me:geheim@amt.example/", "credentials"),
        ("file:///etc/passwd", "malformed"),
        ("gopher://amt.example/", "malformed"),
        ("http://unknown.example/", "dns"),
    ],
)
def test_what_is_not_asked(url: str, kind: str, names: Names) -> None:
    """Other doors, passwords, other schemes; and names that nobody knows."""
    assert kind == reason(lambda: fetcher(names).ask("GET", url))


def test_nobody_there(names: Names) -> None:
    """A port that nobody listens at."""
    with socket.socket() as free:
        free.bind((HERE, 0))
        port = free.getsockname()[1]
    url = f"http://{HOST}:{port}/"
    assert "refused" == reason(lambda: fetcher(names, {HOST}).ask("GET", url))


def test_the_next_address(httpserver: HTTPServer, names: Names) -> None:
    """A host with several addresses is asked at the next one if the first takes no connection."""
    names.known[HOST] = ["127.0.0.2", HERE]
    httpserver.expect_request("/").respond_with_data("ok")
    assert 200 == fetcher(names, {HOST}).ask("GET", at(httpserver)).status


@contextmanager
def talking(*pieces: bytes, pause: float = 0.0) -> Iterator[int]:
    """A server that sends these pieces, one after each pause, whatever it is asked; its port."""
    done = threading.Event()
    with socket.create_server((HERE, 0)) as listener:

        def talk() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(4096)
                for piece in pieces:
                    try:
                        connection.sendall(piece)
                    except OSError:
                        return
                    if done.wait(pause):
                        return

        speaker = threading.Thread(target=talk)
        speaker.start()
        yield listener.getsockname()[1]
        done.set()
        speaker.join()


@pytest.mark.parametrize(
    ("pieces", "kind"),
    [
        ([b"SSH-2.0-OpenSSH_9.2\r\n"], "nonsense"),
        ([b""], "nonsense"),
        ([b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"], "nonsense"),
        ([b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n"], "nonsense"),
    ],
)
def test_nonsense(pieces: list[bytes], kind: str, names: Names) -> None:
    """What speaks no HTTP, hangs up, or sends headers without end."""
    with talking(*pieces) as port:
        url = f"http://{HOST}:{port}/"
        assert kind == reason(lambda: fetcher(names, {HOST}).ask("GET", url))


def test_silence_and_drops(names: Names) -> None:
    """A server that says nothing, and one that drips so that each piece is in time: both end."""
    with talking(b"", pause=5) as port:
        patient = fetcher(names, {HOST}, seconds=0.2)
        assert "timeout" == reason(lambda: patient.ask("GET", f"http://{HOST}:{port}/"))
    with talking(b"HTTP/1.1 200 OK\r\n", *[b"X: y\r\n"] * 90, pause=0.1) as port:
        patient = fetcher(names, {HOST}, seconds=1, all_seconds=0.5)
        assert "timeout" == reason(lambda: patient.ask("GET", f"http://{HOST}:{port}/"))


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Somebody who gives out certificates."""
    return Authority(tmp_path_factory.mktemp("certificates"))


@pytest.mark.parametrize(
    ("host", "days", "is_believed", "kind"),
    [
        (HOST, 30, True, ""),
        (HOST, -1, True, "certificate-expired"),
        ("other.example", 30, True, "certificate-name"),
        (HOST, 30, False, "tls"),
    ],
)
def test_certificates(
    host: str, days: int, is_believed: bool, kind: str, names: Names, authority: Authority
) -> None:
    """The certificate is compared with the name that was asked for, though an address is connected to."""
    asking = fetcher(names, {HOST})
    if is_believed:
        asking = replace(asking, context=authority.client())
    with HTTPServer(ssl_context=authority.server(host, days)) as server:
        server.expect_request("/").respond_with_data("ok")
        url = f"https://{HOST}:{server.port}/"
        if kind:
            assert kind == reason(lambda: asking.ask("GET", url))
        else:
            assert b"ok" == asking.ask("GET", url).body


def test_no_tls_there(httpserver: HTTPServer, names: Names) -> None:
    """https at a server that speaks only http."""
    url = f"https://{HOST}:{httpserver.port}/"
    assert reason(lambda: fetcher(names, {HOST}).ask("GET", url)) in ("tls", "network")


def test_proxies_of_the_environment_are_not_used(
    httpserver: HTTPServer, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy would resolve names by itself."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    httpserver.expect_request("/").respond_with_data("ok")
    assert 200 == fetcher(names, {HOST}).ask("GET", at(httpserver)).status


def test_a_slow_handshake_ends(tmp_path: Path, names: Names) -> None:
    """A TLS handshake is part of the time that a request has."""
    with talking(*[b"\x16\x03\x01\x40\x00"], *[b"\x02"] * 50, pause=0.1) as port:
        asking = fetcher(names, {HOST}, seconds=1, all_seconds=0.4)
        url = f"https://{HOST}:{port}/"
        assert reason(lambda: asking.ask("GET", url)) in ("timeout", "tls")
