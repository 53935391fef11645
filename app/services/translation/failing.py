"""What an engine's failure means for the work that it had, for its money, and for the engine."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import TranslationFailed
from app.models import EngineState, Job, MachineCall
from app.services.quality import glossary_sync
from app.services.translation import budget, engines
from app.services.translation.applying import MOST_TRIES
from app.services.translation.planning import Plan

PIECES = 2  # the rung of the ladder that sends no codes of ours
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=30)
CIRCUIT = 5  # failures in a row that open it
OPEN_FOR = timedelta(minutes=5)
UNTIL_TOLD = timedelta(minutes=2)  # a glossary that is gone at the provider is made anew by then
UNTIL_RESUMED = datetime(9999, 1, 1, tzinfo=UTC)


def fail(
    session: Session,
    plan: Plan,
    failure: TranslationFailed,
    now: datetime,
    period_ends: datetime | None = None,
) -> None:
    """Book the call, give its work back, and slow the engine down as the failure asks for.

    `period_ends` is when the provider has something left again, where it says so.
    """
    jobs = session.scalars(
        select(Job)
        .where(Job.call_id == plan.call_id, Job.state == "claimed")
        .order_by(Job.id)
        .with_for_update()
    ).all()
    row = engines.state(session, plan.engine.name)
    call = session.get_one(MachineCall, plan.call_id)
    call.status, call.message = failure.status, str(failure)[:500]
    session.flush()
    budget.settle(session, call, *_price(call, failure), now)
    _learn(row, plan, failure, now, period_ends)
    if _is_without_glossary(plan, failure):
        glossary_sync.forget(session, plan.engine.name, plan.request.glossary)
    for job in jobs:
        _give_back(job, row, plan, failure, now)
    session.flush()


def _price(call: MachineCall, failure: TranslationFailed) -> tuple[str, int]:
    """Silence may have been billed; an answer that can't be read was; anything else was not."""
    if failure.kind == "silent":
        return "unknown", 0
    if failure.kind == "malformed" and failure.status == 200:
        return "ok", call.reserved
    return "refused", 0


def pause(session: Session, name: str, failure: TranslationFailed, now: datetime) -> None:
    """An engine that can't even say what it can do: a refused key until somebody resumes it, else
    for a while."""
    row = engines.state(session, name)
    refused = failure.kind == "refused"
    row.paused_until = UNTIL_RESUMED if refused else now + OPEN_FOR
    row.reason = f"{'the key was refused' if refused else 'not at present'}: {failure}"[:500]
    session.flush()


def _learn(
    row: EngineState,
    plan: Plan,
    failure: TranslationFailed,
    now: datetime,
    period_ends: datetime | None,
) -> None:
    if failure.kind == "too-many":
        row.concurrency = max(1, row.concurrency // 2)
    elif failure.kind == "quota":
        is_ahead = period_ends is not None and period_ends > now
        row.paused_until = period_ends if is_ahead else _next_month(now)
        row.reason = "quota: the provider has nothing left until its period ends"
    elif failure.kind == "refused":
        row.paused_until = UNTIL_RESUMED
        row.reason = f"the key was refused: {failure}"[:500]
    elif failure.kind == "too-large":
        row.largest = max(1, sum(len(item.texts) for item in plan.items) // 2)
    elif failure.kind in ("unavailable", "silent"):
        row.failures += 1
        if row.failures >= CIRCUIT:
            row.paused_until, row.reason = now + OPEN_FOR, f"no use asking at present: {failure}"


def _give_back(
    job: Job, row: EngineState, plan: Plan, failure: TranslationFailed, now: datetime
) -> None:
    alone_too_large = failure.kind == "too-large" and len(plan.items) == 1
    job.tries += _is_a_try(row, failure)
    job.claimed_until, job.changed_at = None, now
    job.reason = f"{failure.kind}: {failure}"[:500]
    if job.tries >= MOST_TRIES or alone_too_large:
        job.state = "held"
        return
    if failure.kind == "malformed":
        job.rung = max(job.rung, PIECES)
    answered = failure.kind == "malformed" and failure.status == 200
    kind = "unavailable" if answered else failure.kind
    job.state, job.not_before = "waiting", now + wait(kind, job.tries)
    if _is_without_glossary(plan, failure):
        job.rung, job.not_before = 0, now + UNTIL_TOLD


def _is_a_try(row: EngineState, failure: TranslationFailed) -> bool:
    """Whether a failure speaks against the work: not if the engine takes no work from anybody."""
    if failure.kind == "unavailable":
        return row.failures <= CIRCUIT
    return failure.kind not in ("quota", "refused")


def _is_without_glossary(plan: Plan, failure: TranslationFailed) -> bool:
    return failure.status == 404 and bool(plan.request.glossary)


def retry(
    session: Session, region_id: int | None, now: datetime, content_id: int | None = None
) -> int:
    """Let what is held be tried again from the start, of one content, in one region or in all; how
    many jobs."""
    held = select(Job).where(Job.state == "held").order_by(Job.id).with_for_update()
    if region_id is not None:
        held = held.where(Job.region_id == region_id)
    if content_id is not None:
        held = held.where(Job.content_id == content_id)
    rows = session.scalars(held).all()
    for job in rows:
        job.state, job.reason, job.tries, job.rung = "waiting", "", 0, 0
        job.not_before, job.changed_at = now, now
    session.flush()
    return len(rows)


def wait(kind: str, tries: int) -> timedelta:
    """How long to wait before the next try: doubling from 5 s to 30 min, with jitter of a fifth."""
    if kind in ("too-large", "quota", "refused", "malformed"):
        return timedelta(0)
    base = min(FIRST_WAIT * 2 ** max(0, tries - 1), LONGEST_WAIT)
    return timedelta(seconds=base.total_seconds() * random.uniform(0.8, 1.2))


def _next_month(now: datetime) -> datetime:
    here = now.astimezone(UTC)
    return datetime(here.year + here.month // 12, here.month % 12 + 1, 1, tzinfo=UTC)
