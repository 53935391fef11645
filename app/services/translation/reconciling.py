"""Reconcile: compare, and make the work that is missing; making it twice changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.domain.machines.urgency import ROLLOUT, priority
from app.models import Content, Job, MachineCall, Region, RegionLanguage, Revision
from app.services import regions, tree
from app.services.segments.freshness import Judged, Paragraph, judge_content, needs_machine
from app.services.segments.targets import serve, write
from app.services.translation import (
    appearing,
    budget,
    drafts,
    precedence,
)
from app.services.translation.memory import memory

DEBOUNCE = timedelta(seconds=60)
AT_ONCE = 4  # severity of critical changes
CLAIM = timedelta(minutes=10)  # a worker that has not answered by then is taken for dead
Key = tuple[int, str, str]  # segment, language, source text


def content(session: Session, wanted: Content, now: datetime) -> int:
    """Make the jobs that a content needs in all its languages, drop those it needs no more; how many
    are new."""
    if wanted.published_revision_id is None or wanted.archived_at is not None:
        _drop(session, wanted, set(), now)
        return 0
    codes = _codes(session, wanted)
    judged = judge_content(session, wanted, wanted.published_revision_id, codes)
    if remembered(session, wanted, judged) or drafts.releasable(session, wanted, judged):
        judged = _with_what_there_is(session, wanted, codes, now)
    needed = {
        (paragraph.segment_id, code, paragraph.source.hash): paragraph
        for code, paragraphs in judged.items()
        for paragraph in paragraphs
        if is_machine_work(paragraph)
    }
    _drop(session, wanted, set(needed), now)
    return _make(session, wanted, needed, now)


def is_machine_work(paragraph: Paragraph) -> bool:
    """Whether an engine is to be asked: nobody has the paragraph in hand, and no machine has answered."""
    return needs_machine(paragraph) and paragraph.verdict.standby is None


def _codes(session: Session, wanted: Content) -> list[str]:
    """The languages that machines may translate a content into."""
    home = session.get_one(Region, wanted.region_id)
    spoken = [entry for entry in regions.active(home) if entry.machine != "off"]
    codes = [entry.language.code for entry in spoken]
    return [code for code in codes if code != wanted.source_language]


def remembered(
    session: Session, wanted: Content, judged: Judged
) -> list[tuple[str, Paragraph, memory.Exact]]:
    """The paragraphs without a translation whose text has one elsewhere in the region."""
    known = []
    for code, paragraphs in judged.items():
        missing = [p for p in paragraphs if p.verdict.state == "missing"]
        for kind in {p.source.segment.kind for p in missing}:
            hashes = {p.source.hash for p in missing}
            found = memory.exact(session, wanted.region_id, code, hashes, kind)
            known += [
                (code, p, found[p.source.hash])
                for p in missing
                if p.source.segment.kind == kind and p.source.hash in found
            ]
    return known


def _with_what_there_is(
    session: Session, wanted: Content, codes: list[str], now: datetime
) -> Judged:
    """What holds once readers have what the memory knows, and the drafts that wait for nobody any more.

    Locks as all who work with jobs do, jobs first; somebody may have been quicker until then.
    """
    session.execute(select(Job.id).where(Job.content_id == wanted.id).with_for_update())
    tree.lock(session, wanted.region_id)
    session.refresh(wanted)
    assert wanted.published_revision_id is not None
    judged = judge_content(session, wanted, wanted.published_revision_id, codes)
    waiting = drafts.releasable(session, wanted, judged)
    spoken = set()
    for code, paragraph, found in remembered(session, wanted, judged):
        _remember(session, paragraph, code, found, now)
        waiting.pop((paragraph.segment_id, code, paragraph.source.hash), None)
        spoken.add(code)
    drafts.release(waiting.values())
    spoken |= {code for _, code, _ in waiting}
    if not spoken:
        return judged
    appearing.show(session, wanted, spoken, now)
    return judge_content(session, wanted, wanted.published_revision_id, codes)


def _remember(
    session: Session, paragraph: Paragraph, code: str, found: memory.Exact, now: datetime
) -> None:
    target = write(
        session, paragraph.segment_id, code, found.coded, paragraph.source.segment.codes,
        paragraph.source.hash, origin="memory", quality=found.quality, now=now, author="memory",
        based_on=found.target_id,
    )  # fmt: skip
    serve(session, target)


def _make(session: Session, wanted: Content, needed: dict[Key, Paragraph], now: datetime) -> int:
    """The jobs that are missing; those that wait for a first try wait for the last save, too."""
    revision = session.get_one(Revision, wanted.published_revision_id)
    saved = revision.published_at or revision.at
    rows = session.scalars(select(Job).where(Job.content_id == wanted.id)).all()
    known = {(row.segment_id, row.language, row.source_hash): row for row in rows}
    first = precedence.of_content(session, wanted)
    made, new = 0, []
    for key, paragraph in needed.items():
        severity = paragraph.verdict.severity
        start = saved if severity >= AT_ONCE else saved + DEBOUNCE
        rank = first.get(key[1], 0.0) + priority(severity, 0, now - paragraph.since)
        row = known.get(key)
        if row is None:
            new.append(_job(wanted, key, paragraph, start, now) | {"priority": rank})
            continue
        if abs(row.priority - rank) >= ROLLOUT / 2:
            row.priority = rank  # a rollout began or ended
        if row.state == "dropped":
            _revive(row, severity, start, now)
            made += 1
        elif row.state == "waiting" and row.tries == 0:
            row.not_before, row.severity = max(row.not_before, start), severity
    session.flush()
    return made + _insert(session, new)


def _job(
    wanted: Content, key: Key, paragraph: Paragraph, start: datetime, now: datetime
) -> dict[str, Any]:
    severity = paragraph.verdict.severity
    return {
        "region_id": wanted.region_id, "content_id": wanted.id, "segment_id": key[0],
        "language": key[1], "source_hash": key[2], "severity": severity,
        "characters": len(paragraph.source.segment.coded),
        "state": "waiting", "reason": "", "tries": 0, "rung": 0, "not_before": start,
        "created_at": now, "changed_at": now,
    }  # fmt: skip


def _insert(session: Session, jobs: list[dict[str, Any]]) -> int:
    """Write jobs unless somebody who compares at the same time has written them; how many are new."""
    if not jobs:
        return 0
    is_postgres = session.get_bind().dialect.name == "postgresql"
    statement = (postgresql.insert if is_postgres else sqlite.insert)(Job)
    key = ["segment_id", "language", "source_hash"]
    statement = statement.on_conflict_do_nothing(index_elements=key)
    ordered = sorted(jobs, key=lambda job: (job["segment_id"], job["language"]))  # no deadlocks
    return len(session.scalars(statement.returning(Job.id), ordered).all())


def _revive(row: Job, severity: int, start: datetime, now: datetime) -> None:
    """Work that was dropped is needed after all, and begins anew."""
    row.state, row.reason, row.tries, row.rung = "waiting", "", 0, 0
    row.severity, row.not_before, row.changed_at = severity, start, now


def _drop(session: Session, wanted: Content, needed: set[Key], now: datetime) -> None:
    """Work that nobody needs any more: the German moved on, or a person was quicker."""
    rows = session.scalars(
        select(Job).where(Job.content_id == wanted.id, Job.state.in_(("waiting", "held")))
    )
    for row in rows:
        if (row.segment_id, row.language, row.source_hash) not in needed:
            row.state, row.reason, row.changed_at = "dropped", "no longer needed", now
    session.flush()


def recover(session: Session, now: datetime) -> int:
    """Work whose worker died is found again; a call without an answer is unknown from then on."""
    rows = session.scalars(
        select(Job)
        .where(Job.state == "claimed", Job.claimed_until < now)
        .order_by(Job.id)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        row.state, row.claimed_until, row.changed_at = "waiting", None, now
        row.reason = "the worker that had it stopped"
    session.flush()
    lost = session.scalars(
        select(MachineCall)
        .where(MachineCall.outcome == "sent", MachineCall.sent_at < now - CLAIM)
        .order_by(MachineCall.id)
    ).all()
    for call in lost:
        budget.settle(session, call, "unknown", 0, now)
    return len(rows)


def policy(home: Region, code: str) -> RegionLanguage:
    """How a region treats a language."""
    return next(entry for entry in home.languages if entry.language.code == code)
