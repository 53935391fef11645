"""Mails: told to the log by default, sent by SMTP where a server is set; never inside a transaction."""

from __future__ import annotations

import logging
import smtplib
import ssl
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

LOG = logging.getLogger(__name__)
PATIENCE = 10.0  # seconds for each answer of a mail server
MOST_WAITING = 200


@dataclass(frozen=True)
class Mail:
    """A plain text to one person."""

    to: str
    name: str
    subject: str
    text: str


class Carrier(Protocol):
    """What takes a mail away; raises OSError or smtplib.SMTPException when it cannot."""

    def __call__(self, mail: Mail) -> None:
        """Send one mail."""


def console(mail: Mail) -> None:
    """The mail on standard error, where the log is; for installations without a mail server."""
    told = f"--- mail to {mail.to}: {mail.subject}\n\n{mail.text}\n---"
    print(told, file=sys.stderr, flush=True)


def by_smtp(url: str, sender: str) -> Carrier:
    """A carrier that hands mails to the server of a `smtp://` or `smtps://` address.

    smtp:// changes to TLS before it says anything, unless the address ends in ?tls=no.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""

    def carry(mail: Mail) -> None:
        with _connection(parts.scheme, host, parts.port) as server:
            if parts.scheme == "smtp" and parts.query != "tls=no":
                server.starttls(context=ssl.create_default_context())
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(_message(mail, sender))

    return carry


def _connection(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    if scheme == "smtps":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(host, port or 465, timeout=PATIENCE, context=context)
    return smtplib.SMTP(host, port or 587, timeout=PATIENCE)


def _message(mail: Mail, sender: str) -> EmailMessage:
    name, address = parseaddr(sender)
    found = EmailMessage()
    found["From"] = Address(name, addr_spec=address)
    found["To"] = Address(mail.name, addr_spec=mail.to)
    found["Subject"] = mail.subject
    found["Date"] = formatdate()
    found["Message-ID"] = make_msgid(domain=address.rpartition("@")[2])
    found["Auto-Submitted"] = "auto-generated"
    found.set_content(mail.text)
    return found


class Post:
    """The post office of one process: at once, where somebody waits for the answer, or behind the scenes."""

    def __init__(self, carrier: Carrier) -> None:
        self.carrier = carrier
        self._hands = ThreadPoolExecutor(max_workers=1, thread_name_prefix="post")
        self._waiting: set[Future[Any]] = set()

    def send(self, mail: Mail) -> bool:
        """Send a mail now; False, and a line in the log, if that failed. Not inside a transaction."""
        try:
            self.carrier(mail)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            LOG.error("a mail could not be sent: %s: %s", type(error).__name__, error)
            return False
        return True

    def later(self, work: Callable[[], object]) -> None:
        """Do some work soon and elsewhere, so that nobody can tell by the time whether there is any."""
        if len(self._waiting) >= MOST_WAITING:
            LOG.error("too many mails are waiting; one was dropped")
            return
        future = self._hands.submit(_careful, work)
        self._waiting.add(future)
        future.add_done_callback(self._waiting.discard)

    def finish(self) -> None:
        """Wait until everything that waits is done."""
        for future in tuple(self._waiting):
            future.result()


def post(url: str, sender: str) -> Post:
    """The post office for a mail server's address; without one ("") mails are told to the log."""
    return Post(by_smtp(url, sender) if url else console)


def _careful(work: Callable[[], object]) -> None:
    try:
        work()
    except Exception:
        LOG.exception("a mail could not be written")
