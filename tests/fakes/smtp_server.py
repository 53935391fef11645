"""A mail server on this machine that keeps what it is given: plain SMTP as far as a sender needs it."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


class _Talk(socketserver.StreamRequestHandler):
    """One conversation with a sender."""

    server: SmtpServer

    def handle(self) -> None:
        """Answer each line until the sender says goodbye."""
        self._say(self.server.greeting)
        while line := self.rfile.readline():
            word = line.split(b" ")[0].strip().upper()
            self.server.heard.append(line.decode().strip())
            if word == b"DATA":
                self._say("354 go on")
                self.server.mails.append(self._mail())
                self._say("250 kept")
            elif word == b"QUIT":
                self._say("221 bye")
                return
            elif word == b"EHLO":
                self._say("250-fake\r\n250-AUTH PLAIN\r\n250 SMTPUTF8")
            else:
                self._say(
                    {b"AUTH": "235 welcome", b"RCPT": self.server.verdict}.get(word, "250 ok")
                )

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")

    def _mail(self) -> EmailMessage:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        found: Any = message_from_bytes(b"".join(lines), policy=policy.default)
        return found


class SmtpServer(socketserver.ThreadingTCPServer):
    """Keeps mails and what was said; `verdict` is the answer to each recipient."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.mails: list[EmailMessage] = []
        self.heard: list[str] = []
        self.greeting, self.verdict = "220 fake", "250 ok"

    @property
    def url(self) -> str:
        """Its address, as the setting has it."""
        return f"smtp://127.0.0.1:{self.server_address[1]}?tls=no"


@contextmanager
def smtp_server() -> Iterator[SmtpServer]:
    """A server that runs while the block does."""
    with SmtpServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
