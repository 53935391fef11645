"""Planning: which work is next, with which engine, and its money; claimed and reserved in one step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.domain.freshness.staleness import Source
from app.domain.machines.machine import Request, price
from app.domain.machines.machine_text import LAST_RUNG, encode
from app.models import Content, Job, MachineCall, Region
from app.services.segments.freshness import source_of
from app.services.segments.revisions import occurrences
from app.services.translation import budget
from app.services.translation.asking import request
from app.services.translation.engines import Engine, Engines, capability, choose, state
from app.services.translation.reconciling import CLAIM, policy

LATER = timedelta(minutes=5)  # until work that had to wait is looked at again
LOOK_AT = 400  # jobs looked at for one plan
MOST_TEXTS = 50  # of one request
BYTES = 60 * 1024  # of one request


@dataclass(frozen=True)
class Item:
    """One job with the source it is for, as it stood when it was sent, and the texts sent for it."""

    job_id: int
    rung: int
    texts: tuple[str, ...]
    source: Source


@dataclass(frozen=True)
class Plan:
    """One request, planned, claimed and paid for in advance."""

    call_id: int
    engine: Engine
    tags: bool
    items: tuple[Item, ...]
    request: Request


def plan(session: Session, engines: Engines, now: datetime) -> Plan | None:
    """The most urgent request that can be sent now, or None when there is nothing to do.

    Work that has to wait for its engine or for money is told why, and is put off for a while, so
    that it keeps no other work from being seen.
    """
    while True:
        put_off = 0
        for ids in _groups(session, now):
            group = _locked(session, ids)
            if not group:
                continue  # another worker has it
            made = _send(session, engines, group, now)
            if made is not None:
                return made
            put_off += any(job.state != "waiting" or job.not_before > now for job in group)
        session.flush()
        if not put_off:
            return None


def _send(session: Session, engines: Engines, group: list[Job], now: datetime) -> Plan | None:
    """A request for as much of a group as goes into one, if it may be sent now."""
    first = group[0]
    home = session.get_one(Region, first.region_id)
    content = session.get_one(Content, first.content_id)
    entry = policy(home, first.language)
    if content.archived_at is not None or entry.machine == "off" or not entry.active:
        _drop(group, "no longer needed", now)
        return None
    engine, reason = choose(session, engines, entry.engines, first.language, now)
    if engine is None:
        _wait(group, reason, now)
        return None
    return _claim(session, engine, content, group, now)


def _groups(session: Session, now: datetime) -> Iterable[list[int]]:
    """The ids of waiting work by page, language, rung and urgency, the most urgent first: wrong facts
    go before anything else, rollouts included."""
    rows = session.execute(
        select(Job.id, Job.content_id, Job.language, Job.rung, Job.severity)
        .where(Job.state == "waiting", Job.not_before <= now)
        .order_by((Job.severity >= budget.URGENT).desc(), Job.priority.desc(), Job.id)
        .limit(LOOK_AT)
    )
    groups: dict[tuple[int, str, int, bool], list[int]] = defaultdict(list)
    for row in rows:
        is_urgent = row.severity >= budget.URGENT
        groups[row.content_id, row.language, row.rung, is_urgent].append(row.id)
    return groups.values()


def _locked(session: Session, ids: Sequence[int]) -> list[Job]:
    """Those of the jobs that still wait and that no other worker is at, for this transaction alone."""
    rows = session.scalars(
        select(Job)
        .where(Job.id.in_(ids), Job.state == "waiting")
        .order_by(Job.id)
        .with_for_update(skip_locked=True)
    )
    return list(rows)


def _wait(jobs: Sequence[Job], reason: str, now: datetime) -> None:
    for job in jobs:
        job.not_before = now + LATER
        if job.reason != reason:
            job.reason, job.changed_at = reason, now


def _drop(jobs: Sequence[Job], reason: str, now: datetime) -> None:
    for job in jobs:
        job.state, job.reason, job.changed_at = "dropped", reason, now


def _claim(
    session: Session, engine: Engine, content: Content, group: list[Job], now: datetime
) -> Plan | None:
    row = state(session, engine.name)
    if _under_way(session, engine.name, now) >= row.concurrency:
        return None
    first = group[0]
    tags = capability(row, first.language).tags
    present = _present(session, content)
    group.sort(key=lambda job: (-job.severity, job.id))
    items = _fitting(list(_items(group[: row.largest], present, tags, now)))
    if engine.paid:
        jobs = {job.id: job for job in group}
        items = _paid(session, content.region_id, items, jobs, tags, now)
    if not items:
        return None
    texts = tuple(text for item in items for text in item.texts)
    cost = price(texts, tags) if engine.paid else 0
    call = _write_call(session, engine, first, len(texts), cost, now)
    chosen = [item.job_id for item in items]
    session.execute(
        update(Job)
        .where(Job.id.in_(chosen))
        .values(
            state="claimed", reason="", claimed_until=now + CLAIM, call_id=call.id, changed_at=now
        )
    )
    wanted = request(session, row, content, first.language, texts, tags, present.values())
    return Plan(call.id, engine, tags, tuple(items), wanted)


def _paid(
    session: Session,
    region_id: int,
    items: Sequence[Item],
    jobs: Mapping[int, Job],
    tags: bool,
    now: datetime,
) -> list[Item]:
    """As many of the items as there is money for, which is reserved; the others are put off."""
    costs = {item.job_id: price(item.texts, tags) for item in items}
    severity = max((jobs[id_].severity for id_ in costs), default=0)
    if budget.reserve(session, region_id, sum(costs.values()), severity, now):
        return list(items)
    left = budget.left(session, region_id, severity, now)
    fitting = []
    for item in items:
        if costs[item.job_id] <= left:
            left -= costs[item.job_id]
            fitting.append(item)
    cost = sum(costs[item.job_id] for item in fitting)
    if not budget.reserve(session, region_id, cost, severity, now):
        fitting, cost = [], 0  # somebody has lowered the limit just now
    put_off = [jobs[item.job_id] for item in items if item not in fitting]
    missing = sum(costs.values()) - cost
    _wait(put_off, f"budget: {missing} characters are not left this month", now)
    return fitting


def _under_way(session: Session, engine: str, now: datetime) -> int:
    """Requests that were sent and may still be answered."""
    return (
        session.scalar(
            select(func.count())
            .select_from(MachineCall)
            .where(MachineCall.engine == engine, MachineCall.outcome == "sent")
            .where(MachineCall.sent_at > now - CLAIM)
        )
        or 0
    )


def _present(session: Session, content: Content) -> dict[tuple[int, str], Source]:
    """The published German of a content, in order, by segment and hash."""
    if content.published_revision_id is None:
        return {}
    rows = occurrences(session, content.published_revision_id)
    return {(row.segment_id, row.hash): source_of(row) for row in rows}


def _items(
    jobs: Sequence[Job], present: dict[tuple[int, str], Source], tags: bool, now: datetime
) -> Iterator[Item]:
    """The texts of each job whose German is still the published one."""
    for job in jobs:
        source = present.get((job.segment_id, job.source_hash))
        if source is None:
            _drop([job], "the German has changed", now)
            continue
        segment = source.segment
        texts = encode(segment.coded, segment.codes, job.rung, tags)
        if len(texts) > MOST_TEXTS:
            job.rung = LAST_RUNG
            texts = encode(segment.coded, segment.codes, job.rung, tags)
        yield Item(job.id, job.rung, texts, source)


def _fitting(items: Sequence[Item]) -> list[Item]:
    """As many as go into one request: at most 50 texts and 60 KiB, one at least."""
    chosen: list[Item] = []
    texts = size = 0
    for item in items:
        texts += len(item.texts)
        size += sum(len(text.encode()) for text in item.texts)
        if chosen and (texts > MOST_TEXTS or size > BYTES):
            break
        chosen.append(item)
    return chosen


def _write_call(
    session: Session, engine: Engine, job: Job, texts: int, cost: int, now: datetime
) -> MachineCall:
    """The ledger's row, written before anything is sent."""
    call = MachineCall(
        region_id=job.region_id, content_id=job.content_id, language=job.language,
        engine=engine.name, month=budget.month_of(now), texts=texts, reserved=cost,
        outcome="sent", sent_at=now,
    )  # fmt: skip
    session.add(call)
    session.flush()
    return call
