"""Asking the open internet: one request, to an address that was looked at first, with every limit set.

The name is resolved once; the connection goes to one of the addresses that were found fit, so a
second answer of a name server cannot lead into the house's own network. Nothing is followed, no
proxy of the environment is used, and no body is unpacked.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import certifi

from app.domain.links.reaching import Target, Unfit, is_public, target

SECONDS = 10.0  # for a connection, and for each piece that is waited for
ALL_SECONDS = 20.0  # for a request from beginning to end
LARGEST = 64 * 1024  # bytes of an answer that are read
MOST_ADDRESSES = 3
EXPIRED, OTHER_NAME = 10, 62  # OpenSSL's X509_V_ERR_…
Resolve = Callable[[str, int], list[str]]


class Unreachable(Exception):
    """There is no answer; `kind` is dns, refused, timeout, network, nonsense, tls, certificate-expired,
    certificate-name, private, port, malformed or credentials."""

    def __init__(self, kind: str, said: str = "") -> None:
        super().__init__(said or kind)
        self.kind = kind


@dataclass(frozen=True)
class Reply:
    """What was answered; header names in lower case, as much of the body as was wanted."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def resolved(host: str, port: int) -> list[str]:
    """The IP addresses of a host, as the machine's name servers say."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _context() -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    return context


@dataclass(frozen=True)
class Fetcher:
    """How this installation asks: under which name, and which hosts of its own network it may ask."""

    agent: str
    inner_hosts: Collection[str] = ()
    resolve: Resolve = resolved
    seconds: float = SECONDS
    all_seconds: float = ALL_SECONDS
    context: ssl.SSLContext = field(default_factory=_context)

    def ask(
        self,
        method: str,
        url: str,
        *,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        largest: int = LARGEST,
    ) -> Reply:
        """The answer to one request; Unreachable says why there is none."""
        try:
            there = target(url, self.inner_hosts)
        except Unfit as unfit:
            raise Unreachable(unfit.reason) from None
        with _told_apart(), self._connected(there) as connection:
            connection.request(method, there.path, body or None, self._headers(there, headers))
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, named, answer.read(largest) if largest else b"")

    def _headers(self, there: Target, more: Mapping[str, str] | None) -> dict[str, str]:
        return {
            "Host": there.authority,
            "User-Agent": self.agent,
            "Accept": "*/*",
            "Accept-Language": "de,en;q=0.5",
            "Accept-Encoding": "identity",
            "Connection": "close",
        } | dict(more or {})

    @contextmanager
    def _connected(self, there: Target) -> Iterator[http.client.HTTPConnection]:
        """A connection to the very address that was looked at; it ends when its time is over."""
        connection = http.client.HTTPConnection(there.host, there.port, timeout=self.seconds)
        sock = self._opened(self._addresses(there), there.port)
        if there.scheme == "https":
            sock = self.context.wrap_socket(
                sock, server_hostname=there.host, do_handshake_on_connect=False
            )
        connection.sock = sock
        with _ending(sock, self.all_seconds):
            try:
                if isinstance(sock, ssl.SSLSocket):
                    sock.do_handshake()
                yield connection
            finally:
                connection.close()
                sock.close()

    def _addresses(self, there: Target) -> list[str]:
        """The addresses of a host, all of them fit to be asked."""
        try:
            found = self.resolve(there.host, there.port)
        except (OSError, UnicodeError) as error:
            raise Unreachable("dns", str(error)) from None
        if not found:
            raise Unreachable("dns")
        if there.host not in self.inner_hosts and not all(map(is_public, found)):
            raise Unreachable("private")
        return found[:MOST_ADDRESSES]

    def _opened(self, addresses: list[str], port: int) -> socket.socket:
        """A connection to the first of the addresses that takes it."""
        for address in addresses[:-1]:
            try:
                return socket.create_connection((address, port), self.seconds)
            except OSError:
                continue
        return socket.create_connection((addresses[-1], port), self.seconds)


def fetcher(base_url: str, inner_hosts: str = "") -> Fetcher:
    """How an installation at `base_url` asks; `inner_hosts` are names with commas between them."""
    return Fetcher(f"Wegweiser (+{base_url})", names(inner_hosts))


def names(hosts: str) -> frozenset[str]:
    """Host names out of a list with commas."""
    return frozenset(filter(None, (host.strip().lower() for host in hosts.split(","))))


@contextmanager
def _ending(sock: socket.socket, seconds: float) -> Iterator[None]:
    """Hang up when the time is over, however slowly an answer drips in."""
    is_over = threading.Event()

    def hang_up() -> None:
        is_over.set()
        with suppress(OSError):
            socket.socket.shutdown(sock, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, http.client.HTTPException):
        if not is_over.is_set():
            raise
    finally:
        timer.cancel()
    if is_over.is_set():  # what came by then may be half of a header
        raise TimeoutError


@contextmanager
def _told_apart() -> Iterator[None]:
    """What goes wrong on the wire, as Unreachable of a kind."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        kinds = {EXPIRED: "certificate-expired", OTHER_NAME: "certificate-name"}
        raise Unreachable(kinds.get(error.verify_code, "tls"), error.verify_message) from None
    except ssl.SSLError as error:
        raise Unreachable("tls", str(error.reason or error)) from None
    except TimeoutError:
        raise Unreachable("timeout") from None
    except ConnectionRefusedError:
        raise Unreachable("refused") from None
    except http.client.HTTPException as error:
        raise Unreachable("nonsense", type(error).__name__) from None
    except (OSError, ValueError) as error:
        raise Unreachable("network", str(error)) from None
