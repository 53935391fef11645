"""Sending messages to webhooks in the background, with nothing open while somebody is asked."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from app.exchange.fetching import Fetcher, Unreachable
from app.jobs.translating import Clock, clock
from app.services.webhooks import webhook_sending, webhooks
from app.services.webhooks.webhook_sending import Message

LOG = logging.getLogger(__name__)
Open = Callable[[], AbstractContextManager[Session]]
A_RUN = timedelta(seconds=30)
SAID = 200  # bytes of an answer that are kept, to show what the receiver did not like


@dataclass
class Messenger:
    """One who sends messages: how it opens transactions, how it asks, its clock."""

    transaction: Open
    fetcher: Fetcher
    now: Clock = clock

    def run(self, lasting: timedelta = A_RUN) -> int:
        """Send what is due, for about as long as said; how many messages were tried."""
        until, done = self.now() + lasting, 0
        while self.now() < until:
            with self.transaction() as session:
                message = webhook_sending.claim(session, self.now())
            if message is None:
                break
            self._send(message)
            done += 1
        return done

    def _send(self, message: Message) -> None:
        status, reason = self._asked(message)
        with self.transaction() as session:
            state = webhook_sending.settle(session, message, status, reason, self.now())
        LOG.info("webhook message %s: %s %s %s", message.id, state, status or "", reason)

    def _asked(self, message: Message) -> tuple[int | None, str]:
        """The status of the answer and the beginning of what it says if it is no good one, or why
        there is none."""
        headers = message.headers(self.now())
        try:
            reply = self.fetcher.ask(
                "POST", message.url, body=message.body, headers=headers, largest=SAID
            )
        except Unreachable as error:
            return None, error.kind
        if 200 <= reply.status < 300:
            return reply.status, ""
        said = reply.body.decode("utf-8", "replace")
        return reply.status, " ".join("".join(c if c.isprintable() else " " for c in said).split())


def tidy(transaction: Open) -> int:
    """Forget old messages; how many."""
    with transaction() as session:
        return webhooks.tidy(session, clock())
