"""A fake DeepL over real HTTP, in a thread of the test or as a process of its own:

    python -m tests.fakes.deepl_server --port 3000

GET /__state__ tells what was billed and asked, DELETE forgets everything; POST /__faults__ with
{"faults": […], "quota": n, "features": {"fa": […]}} sets what goes wrong (tests.fakes.faults).
"""

from __future__ import annotations

import argparse
import json
import socket
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.fakes import deepl_glossaries
from tests.fakes.deepl_account import Account, Answer, Refused
from tests.fakes.faults import Fault

LARGEST = 128 * 1024  # bytes of a body
HTML = "<html><head><title>{0}</title></head><body><center>{0}</center></body></html>"


class HungUp(Exception):
    """The connection ends without an answer."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, port: int, account: Account) -> None:
        self.account = account
        self.stopping = threading.Event()
        self.open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """End every connection that a client keeps open."""
        self.stopping.set()
        for connection in list(self.open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is what tests of time-outs do."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet
    disable_nagle_algorithm = True
    server: _Server

    def _answer(self) -> None:
        try:
            status, said = self._decide()
        except Refused as refusal:
            status, said = refusal.status, refusal.body
        except HungUp:
            self.close_connection = True
            return
        self._write(status, said)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer

    def _decide(self) -> Answer:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        address = urlsplit(self.path)
        account = self.server.account
        if address.path.startswith("/__"):
            return _control(account, address.path, self.command, raw)
        key = self.headers.get("Authorization", "").removeprefix("DeepL-Auth-Key ").strip()
        try:
            body = json.loads(raw or b"{}")
        except ValueError:
            body = {}
        call = account.log(
            at=time.time(), method=self.command, path=address.path, key=key, bytes=len(raw),
            body=body, agent=self.headers.get("User-Agent", ""), billed=0, status=None, faults=[],
        )  # fmt: skip
        struck = account.struck(address.path)
        call["faults"] = [fault.kind for fault in struck]
        try:
            _refuse(struck, key, len(raw))
            status, said = self._work(call, dict(parse_qsl(address.query)), struck)
        except Refused as refusal:
            call["status"] = refusal.status
            raise
        call["status"] = status
        return self._delayed(status, said, struck)

    def _work(self, call: dict[str, Any], query: dict[str, str], struck: list[Fault]) -> Answer:
        """The right answer, what is billed for it booked."""
        account, method, parts = self.server.account, call["method"], call["path"].split("/")[1:]
        if (method, parts) == ("POST", ["v2", "translate"]):
            status, said = account.translate(call["key"], call["body"], struck)
            call["billed"] = said.pop("billed")
            return status, said
        if (method, parts) == ("GET", ["v2", "usage"]):
            return account.usage(call["key"])
        if (method, parts) == ("GET", ["v3", "languages"]):
            return account.languages()
        if parts[:2] == ["v3", "glossaries"]:
            return deepl_glossaries.answer(account, method, parts[2:], query, call["body"])
        raise Refused(404, "Not found.")

    def _delayed(self, status: int, said: Any, struck: list[Fault]) -> Answer:
        """The answer when its time has come, if it comes at all."""
        for fault in struck:
            if fault.kind in ("late", "silence"):
                self.server.stopping.wait(fault.seconds or 3600)
            if fault.kind in ("break", "silence"):
                raise HungUp
            if fault.kind == "garbage":
                return 200, HTML.format("Welcome to the Wi-Fi")
        return status, said

    def _write(self, status: int, said: Any) -> None:
        """JSON, or HTML where a front server answers for DeepL."""
        is_page = isinstance(said, str)
        text = said if is_page else "" if said is None else json.dumps(said, ensure_ascii=False)
        raw = text.encode()
        try:
            self.send_response(status, "")
            self.send_header("Content-Type", "text/html" if is_page else "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)
            self.wfile.flush()
        except OSError:
            self.close_connection = True  # whoever asked has gone

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _refuse(struck: list[Fault], key: str, size: int) -> None:
    """What is decided before the work: faults on demand, size, key."""
    for fault in struck:
        if fault.kind == "status":
            raise Refused(fault.status, _words(fault.status))
        if fault.kind in ("break", "silence") and not fault.billed:
            time.sleep(fault.seconds)
            raise HungUp
    if size > LARGEST:
        raise Refused(413, _words(413))
    if key in ("", "invalid"):
        raise Refused(403, {"message": "Forbidden"})


def _words(status: int) -> Any:
    """The body that DeepL sends with a status: HTML from its front servers, nothing, or JSON."""
    if status in (413, 500, 502, 504):
        return HTML.format(f"{status} from nginx")
    return None if status == 429 else {"message": f"status {status}, as ordered"}


def _control(account: Account, path: str, method: str, raw: bytes) -> Answer:
    """What only tests ask."""
    if path == "/__faults__":
        account.set(json.loads(raw))
    elif method == "DELETE":
        account.reset()
    return 200, account.state()


class FakeDeepL:
    """The fake in a thread: `with FakeDeepL() as fake: …`; its address is `url`."""

    def __init__(self, port: int = 0) -> None:
        self.account = Account()
        self._server = _Server(port, self.account)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> FakeDeepL:
        serving = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        serving.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.hang_up()
        self._server.server_close()

    @property
    def calls(self) -> list[dict[str, Any]]:
        """Every request so far: at, method, path, key, body, billed, status (None: under way)."""
        return self.account.calls

    def translated(self) -> list[dict[str, Any]]:
        """The requests for translations."""
        return [call for call in self.calls if call["path"] == "/v2/translate"]

    def billed(self, key: str = "") -> int:
        """Characters billed to a key, or to all."""
        counts = self.account.billed
        return counts[key] if key else sum(counts.values())

    def set(self, *given: Fault, quota: int | None = None) -> None:
        """From now on these faults, and this quota."""
        with self.account.lock:
            self.account.faults, self.account.quota = list(given), quota


def main(arguments: Iterable[str] | None = None) -> None:
    """Serve until killed; the address is printed once it answers."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    port = parser.parse_args(None if arguments is None else list(arguments)).port
    server = _Server(port, Account())
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
