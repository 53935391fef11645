"""Digest mails in the morning: each one noted before it leaves, and sent with nothing open meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.exchange.mailing import Mail, Post
from app.jobs.translating import Clock, clock
from app.services.desk import digest_letters, digests
from app.services.desk.digests import News

LOG = logging.getLogger(__name__)
Open = Callable[[], AbstractContextManager[Session]]


@dataclass
class Postman:
    """One who brings digests: how it opens transactions, its post office, where links lead, its clock."""

    transaction: Open
    post: Post
    base_url: str
    now: Clock = clock

    def run(self) -> int:
        """Send what is due; how many mails were sent. One that fails holds up no other."""
        now = self.now()
        with self.transaction() as session:
            people = digests.due(session, now)
        return sum(self._bring(user_id, now) for user_id in people)

    def _bring(self, user_id: int, now: datetime) -> bool:
        try:
            with self.transaction() as session:
                news = digests.take(session, user_id, now)
            return news is not None and self._send(news, now)
        except Exception:  # whatever it is, the others want their mail too
            LOG.exception("the digest for account %s was not sent", user_id)
            return False

    def _send(self, news: News, now: datetime) -> bool:
        letter = digest_letters.letter(news, self.base_url)
        sent = self.post.send(Mail(letter.to, letter.name, letter.subject, letter.text))
        if not sent:
            with self.transaction() as session:
                digests.put_back(session, news, now)
        return sent
