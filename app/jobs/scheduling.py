"""What was planned for now happens: one transaction per page, so that one that fails holds up no other."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy.orm import Session

from app.services.pages import happening, scheduling

LOG = logging.getLogger(__name__)
Open = Callable[[], AbstractContextManager[Session]]


def happen(transaction: Open, now: datetime) -> int:
    """Publish and withdraw what is due; how many such things were done."""
    with transaction() as session:
        ids = scheduling.due(session, now)
    return sum(_happen(transaction, content_id, now) for content_id in ids)


def _happen(transaction: Open, content_id: int, now: datetime) -> int:
    try:
        with transaction() as session:
            return len(happening.carry_out(session, content_id, now))
    except Exception as error:  # whatever it is, the other pages' time has come too
        LOG.exception("what was planned for page %s did not happen", content_id)
        with transaction() as session:
            happening.fail(session, content_id, f"{type(error).__name__}: {error}"[:500], now)
        return 0
