"""Webhooks: who wants to be told what, and the messages to them, written in the transaction of the deed."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import orjson
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.domain.links.forms import LONGEST
from app.domain.links.reaching import Unfit, target
from app.errors import Invalid, NotFound
from app.models import Delivery, Region, Webhook
from app.services import events

PUBLISHED, NEEDED, TEST = "published", "needs-translation", "test"
EVENTS = (PUBLISHED, NEEDED)
KEPT = {"delivered": timedelta(days=30), "failed": timedelta(days=90)}
FAULTS = {
    "malformed": "this is no web address",
    "credentials": "an address with a name or password in it is not taken",
    "port": "only the usual ports are taken (443, and 80 inside the house)",
}


def of_region(session: Session, region: Region) -> Sequence[Webhook]:
    """The webhooks of a region, the oldest first."""
    wanted = select(Webhook).where(Webhook.region_id == region.id).order_by(Webhook.id)
    return session.scalars(wanted).all()


def get(session: Session, region: Region, webhook_id: int) -> Webhook:
    """A webhook of this region; NotFound if it is another's, as if it did not exist."""
    found = session.get(Webhook, webhook_id)
    if found is None or found.region_id != region.id:
        raise NotFound(f"webhook {webhook_id} does not exist in region {region.slug!r}")
    return found


def create(
    session: Session,
    region: Region,
    url: str,
    wanted: Collection[str],
    *,
    by: str,
    now: datetime,
    inner_hosts: Collection[str] = (),
) -> Webhook:
    """A new webhook with a secret of its own; Invalid names the field that is wrong."""
    made = Webhook(
        region_id=region.id, url=checked(url, inner_hosts), events=_events(wanted),
        secret=f"whsec_{secrets.token_urlsafe(32)}", active=True, author=by, created_at=now,
    )  # fmt: skip
    session.add(made)
    session.flush()
    _note(session, made, "webhook.create", by, now)
    return made


def _note(session: Session, webhook: Webhook, deed: str, by: str, now: datetime) -> None:
    """A line in the trail. All who may look at the region read it, and the path of an address is often
    its secret: so only the host is told."""
    host = urlsplit(webhook.url).hostname or ""
    events.record(session, webhook.region_id, by, deed, now, webhook=webhook.id, host=host)


def checked(url: str, inner_hosts: Collection[str] = ()) -> str:
    """An address that messages may be sent to: https, or a host of the house's own network."""
    url = url.strip()
    try:
        there = target(url, inner_hosts)
    except Unfit as unfit:
        raise Invalid(f"url: {FAULTS[unfit.reason]}", "url", f"url-{unfit.reason}") from None
    if there.scheme != "https" and there.host not in inner_hosts:
        raise Invalid("url: an address that begins with https:// is needed", "url", "url-https")
    if len(url.encode()) > LONGEST or urlsplit(url).fragment:
        raise Invalid("url: too long, or with a # in it", "url", "url-malformed")
    return url


def _events(wanted: Collection[str]) -> list[str]:
    chosen = [event for event in EVENTS if event in wanted]
    if not chosen or len(chosen) < len(set(wanted)):
        said = f"events: at least one of {', '.join(EVENTS)} is needed, and no other"
        raise Invalid(said, "events", "choice")
    return chosen


def change(
    session: Session,
    webhook: Webhook,
    url: str,
    wanted: Collection[str],
    *,
    by: str,
    now: datetime,
    inner_hosts: Collection[str] = (),
) -> None:
    """Give a webhook another address or other events."""
    webhook.url, webhook.events = checked(url, inner_hosts), _events(wanted)
    _note(session, webhook, "webhook.change", by, now)


def switch(session: Session, webhook: Webhook, active: bool, *, by: str, now: datetime) -> None:
    """Switch a webhook on or off; what waits for one that is switched off is not sent any more."""
    webhook.active = active
    if not active:
        session.execute(
            update(Delivery)
            .where(Delivery.webhook_id == webhook.id, Delivery.state == "waiting")
            .values(state="failed", reason="switched-off")
        )
    deed = "webhook.switch-on" if active else "webhook.switch-off"
    _note(session, webhook, deed, by, now)


def renew_secret(session: Session, webhook: Webhook, *, by: str, now: datetime) -> str:
    """Another secret, from the next message on."""
    webhook.secret = f"whsec_{secrets.token_urlsafe(32)}"
    _note(session, webhook, "webhook.secret", by, now)
    return webhook.secret


def remove(session: Session, webhook: Webhook, *, by: str, now: datetime) -> None:
    """Take a webhook away, and its messages."""
    session.execute(delete(Delivery).where(Delivery.webhook_id == webhook.id))
    _note(session, webhook, "webhook.remove", by, now)
    session.delete(webhook)
    session.flush()


def listening(session: Session, region_id: int, event: str) -> list[Webhook]:
    """The webhooks of a region that want to be told of an event."""
    active = select(Webhook).where(Webhook.region_id == region_id, Webhook.active)
    hooks = session.scalars(active.order_by(Webhook.id))
    return [hook for hook in hooks if event in hook.events]


def tell(session: Session, region: Region, event: str, body: dict[str, Any], now: datetime) -> None:
    """Write a message to all who want to be told of `event`; it is sent once this is committed."""
    for hook in listening(session, region.id, event):
        write(session, hook, region, event, body, now)


def write(
    session: Session,
    hook: Webhook,
    region: Region,
    event: str,
    body: dict[str, Any],
    now: datetime,
    later: timedelta = timedelta(0),
) -> Delivery:
    """A message to one webhook, to be sent `later`; its id stays the same however often it is sent."""
    document = {"id": uuid4().hex, "event": event, "region": region.slug, "at": now} | body
    made = Delivery(
        webhook_id=hook.id, event=event, body=orjson.dumps(document).decode(), state="waiting",
        next_at=now + later, created_at=now,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def say_hello(session: Session, hook: Webhook, region: Region, now: datetime) -> Delivery:
    """A message that says nothing, to see whether it arrives; Invalid for one that is switched off."""
    if not hook.active:
        raise Invalid(f"webhook {hook.id} is switched off")
    return write(session, hook, region, TEST, {}, now)


def deliveries(
    session: Session, hook: Webhook, page: int = 1, per_page: int = 50
) -> tuple[Sequence[Delivery], int]:
    """The messages to a webhook, the newest first, and how many there are."""
    count = session.scalar(
        select(func.count()).select_from(Delivery).where(Delivery.webhook_id == hook.id)
    )
    rows = session.scalars(
        select(Delivery)
        .where(Delivery.webhook_id == hook.id)
        .order_by(Delivery.id.desc())
        .offset((page - 1) * per_page)
        .limit(per_page)
    ).all()
    return rows, count or 0


def resend(session: Session, hook: Webhook, delivery_id: int, now: datetime) -> Delivery:
    """The same message once more, with the same id, so that a receiver who has it can tell."""
    old = session.get(Delivery, delivery_id)
    if old is None or old.webhook_id != hook.id:
        raise NotFound(f"delivery {delivery_id} does not exist for webhook {hook.id}")
    if not hook.active:
        raise Invalid(f"webhook {hook.id} is switched off")
    again = Delivery(
        webhook_id=hook.id, event=old.event, body=old.body, state="waiting", next_at=now,
        created_at=now,
    )  # fmt: skip
    session.add(again)
    session.flush()
    return again


def tidy(session: Session, now: datetime) -> int:
    """Forget old messages, sent ones sooner than failed ones; how many."""
    gone = 0
    for state, kept in KEPT.items():
        old = delete(Delivery).where(Delivery.state == state, Delivery.created_at < now - kept)
        gone += len(session.scalars(old.returning(Delivery.id)).all())
    return gone
