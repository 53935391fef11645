"""What came to need a translation, told to those who listen: one message per language and minute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Content, Delivery, Region, Webhook
from app.services import regions
from app.services.webhooks import webhooks

COLLECTING = timedelta(minutes=1)
Key = tuple[int, str]  # segment and language


@dataclass
class Need:
    """What of one content a language lacks: paragraphs, and their characters."""

    paragraphs: int = 0
    characters: int = 0


def tell(session: Session, content: Content, needed: Mapping[Key, int], now: datetime) -> None:
    """Tell of paragraphs of `content` (with their characters) that now need a translation."""
    if not needed:
        return
    hooks = webhooks.listening(session, content.region_id, webhooks.NEEDED)
    if not hooks:
        return
    region = session.get_one(Region, content.region_id)
    found: dict[str, Need] = defaultdict(Need)
    for (_, language), characters in needed.items():
        found[language].paragraphs += 1
        found[language].characters += characters
    machines = {entry.language.code: entry.machine for entry in regions.active(region)}
    for language in sorted(found.keys() & machines.keys()):
        for hook in hooks:
            body = _open(session, hook, language, now)
            if body is None:
                fresh = {"language": language, "machine": machines[language], "contents": []}
                body = webhooks.write(
                    session, hook, region, webhooks.NEEDED, fresh, now, COLLECTING
                )
            _add(body, content, found[language])
    session.flush()


def _open(session: Session, hook: Webhook, language: str, now: datetime) -> Delivery | None:
    """A message of this minute that nobody has begun to send."""
    rows = session.scalars(
        select(Delivery)
        .where(Delivery.webhook_id == hook.id, Delivery.event == webhooks.NEEDED)
        .where(Delivery.state == "waiting", Delivery.tries == 0, Delivery.next_at > now)
        .order_by(Delivery.id)
        .with_for_update()
    )
    return next((row for row in rows if orjson.loads(row.body)["language"] == language), None)


def _add(message: Delivery, content: Content, need: Need) -> None:
    document: dict[str, Any] = orjson.loads(message.body)
    known = next((one for one in document["contents"] if one["id"] == content.id), None)
    if known is None:
        known = {"id": content.id, "kind": content.kind, "paragraphs": 0, "characters": 0}
        document["contents"].append(known)
    known["paragraphs"] += need.paragraphs
    known["characters"] += need.characters
    for figure in ("paragraphs", "characters"):
        document[figure] = sum(one[figure] for one in document["contents"])
    message.body = orjson.dumps(document).decode()
