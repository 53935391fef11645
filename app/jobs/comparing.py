"""Comparing in the background: one transaction per content, so that nobody who saves has to wait long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy.orm import Session

from app.services.publishing import due
from app.services.rollouts import running
from app.services.settings import region_languages
from app.services.translation import dirty

Open = Callable[[], AbstractContextManager[Session]]
Told = Callable[[int, int], None]


def _silent(done: int, of: int) -> None:
    """Tell nobody."""


def reconcile(
    transaction: Open,
    which: Callable[[Session], Sequence[int]],
    now: datetime,
    told: Told = _silent,
) -> int:
    """Reconcile the contents that `which` names; how many jobs are new."""
    with transaction() as session:
        ids = which(session)
    made = 0
    for done, content_id in enumerate(ids, start=1):
        with transaction() as session:
            made += dirty.reconcile(session, content_id, now)
        told(done, len(ids))
    return made


def judge_new(transaction: Open) -> int:
    """Note the states of contents in languages that their regions came to have; how many contents."""
    with transaction() as session:
        ids = region_languages.unjudged(session)
    for content_id in ids:
        with transaction() as session:
            region_languages.judge(session, content_id)
    return len(ids)


def publish_due(transaction: Open, now: datetime) -> int:
    """Let readers have what the days that passed have brought; how many contents were looked at."""
    with transaction() as session:
        ids = due.contents(session, now)
    for content_id in ids:
        with transaction() as session:
            due.publish(session, content_id, now)
    return len(ids)


def finish_rollouts(transaction: Open, now: datetime) -> int:
    """End the rollouts that have arrived in all their languages; how many those are."""
    with transaction() as session:
        ids = running.regions_with_one(session)
    ended = 0
    for region_id in ids:
        with transaction() as session:
            ended += running.finish(session, region_id, now)
    return ended
