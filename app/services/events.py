"""The audit trail: who did what to what, and when; written in the transaction of the deed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Event


def record(
    session: Session,
    region_id: int | None,
    actor: str,
    action: str,
    now: datetime,
    *,
    content_id: int | None = None,
    language: str = "",
    **detail: Any,
) -> None:
    """Note a deed such as "page.publish"; `detail` is what a person will want to know of it."""
    session.add(
        Event(
            region_id=region_id, actor=actor, action=action, at=now, content_id=content_id,
            language=language, detail=detail,
        )
    )  # fmt: skip


def newest(
    session: Session,
    region_id: int | None = None,
    *,
    content_id: int | None = None,
    limit: int = 20,
    before: int | None = None,
) -> Sequence[Event]:
    """The newest deeds in a region, or on one content; older ones by the id of the last one seen."""
    wanted = select(Event).order_by(Event.id.desc()).limit(limit)
    if region_id is not None:
        wanted = wanted.where(Event.region_id == region_id)
    if content_id is not None:
        wanted = wanted.where(Event.content_id == content_id)
    if before is not None:
        wanted = wanted.where(Event.id < before)
    return session.scalars(wanted).all()
