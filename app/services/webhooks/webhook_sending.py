"""Sending messages to webhooks: each claimed by one worker, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.domain.webhooks.patience import next_try
from app.domain.webhooks.signing import signature
from app.models import Delivery, Webhook
from app.services.webhooks import webhooks

CLAIM = timedelta(minutes=2)  # a worker that has said nothing by then is taken for dead
GONE = 410
LONGEST_REASON = 300
RULE = "rule"


@dataclass(frozen=True)
class Message:
    """A message that this worker, and no other, sends now."""

    id: int
    url: str
    secret: str
    event: str
    body: bytes

    def headers(self, now: datetime) -> dict[str, str]:
        """What a receiver needs to know that the message is ours, new, and which it is."""
        return {
            "Content-Type": "application/json",
            "X-Wegweiser-Event": self.event,
            "X-Wegweiser-Id": str(orjson.loads(self.body)["id"]),
            "X-Wegweiser-Signature": signature(self.secret, int(now.timestamp()), self.body),
        }


def claim(session: Session, now: datetime) -> Message | None:
    """The next message that is due, for this worker alone; the longest due first."""
    rows = session.execute(
        select(Delivery, Webhook)
        .join(Webhook, Webhook.id == Delivery.webhook_id)
        .where(Delivery.state == "waiting", Delivery.next_at <= now, Webhook.active)
        .order_by(Delivery.next_at, Delivery.id)
        .limit(20)
    ).all()
    for row, hook in rows:
        taken = session.scalar(
            update(Delivery)
            .where(Delivery.id == row.id, Delivery.state == "waiting")
            .where(Delivery.next_at == row.next_at)
            .values(next_at=now + CLAIM, tries=Delivery.tries + 1)
            .returning(Delivery.body)
            .execution_options(synchronize_session=False)
        )
        if taken is not None:
            return Message(row.id, hook.url, hook.secret, row.event, taken.encode())
    return None


def settle(
    session: Session, message: Message, status: int | None, reason: str, now: datetime
) -> str:
    """Keep what came of sending a message: `status` if there was an answer, else why not; the state it
    has then. A receiver who answers 410 is not told anything any more."""
    row = session.get(Delivery, message.id, with_for_update=True)
    if row is None or row.state != "waiting":
        return "" if row is None else row.state  # taken away or switched off meanwhile
    row.status, row.reason = status, reason[:LONGEST_REASON]
    if status is not None and 200 <= status < 300:
        row.state, row.delivered_at = "delivered", now
    elif status == GONE:
        row.state = "failed"
        hook = session.get_one(Webhook, row.webhook_id)
        webhooks.switch(session, hook, False, by=RULE, now=now)
    else:
        again = next_try(row.created_at, row.tries, now)
        row.state = "waiting" if again else "failed"
        row.next_at = again or now
    session.flush()
    return row.state
