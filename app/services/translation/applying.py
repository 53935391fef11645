"""Applying: an engine's reply becomes targets, if it still answers the German and is whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.machines.machine import Reply
from app.domain.machines.machine_text import (
    LAST_RUNG,
    decode,
    is_formatting,
    next_rung,
    problems_but_formatting,
)
from app.domain.quality.checks import mend
from app.domain.segments.codes import CODE
from app.domain.segments.sanitising import UNWANTED
from app.domain.segments.segmentation import Segment
from app.models import Content, Job, MachineCall, Region, Target
from app.services import tree
from app.services.pages import releasing
from app.services.quality import checking, glossary
from app.services.segments import targets
from app.services.translation import appearing, budget, engines
from app.services.translation.drafts import WAITS_FOR_REVIEW
from app.services.translation.planning import Item, Plan
from app.services.translation.reconciling import policy

MOST_TRIES = 8


@dataclass
class Applied:
    """What came of one reply, in numbers of paragraphs."""

    served: int = 0
    drafts: int = 0
    again: int = 0
    held: int = 0


def apply(session: Session, plan: Plan, reply: Reply, now: datetime) -> Applied:
    """Keep each translation of a reply; serve it where the region's policy and its checks allow.

    A reply that comes too late (its claim ran out, its German changed, a person was quicker) is kept
    as memory all the same, and its price is booked. Rows are locked in the order that all who work
    with jobs keep: jobs, region, engine, call, budget.
    """
    jobs = _jobs(session, plan)
    call = session.get_one(MachineCall, plan.call_id)
    tree.lock(session, call.region_id)
    home = session.get_one(Region, call.region_id)  # held here, so that it is read but once
    content = session.get_one(Content, call.content_id, populate_existing=True)
    applied = Applied()
    read = _read(session, plan, reply, jobs, applied, now)
    _keep(session, plan, home, read, applied, now)
    if applied.served:
        appearing.show(session, content, (call.language,), now)
    elif (applied.drafts or applied.held) and content.published_revision_id is not None:
        releasing.settle(session, content, now, (call.language,))  # the queues know of the drafts
    engines.well(session, plan.engine.name)
    budget.settle(session, call, "ok", reply.billed if plan.engine.paid else 0, now)
    return applied


def _jobs(session: Session, plan: Plan) -> dict[int, Job]:
    """The jobs of a plan by id, for this transaction alone."""
    ids = [item.job_id for item in plan.items]
    rows = session.scalars(select(Job).where(Job.id.in_(ids)).order_by(Job.id).with_for_update())
    return {row.id: row for row in rows}


def _read(
    session: Session,
    plan: Plan,
    reply: Reply,
    jobs: dict[int, Job],
    applied: Applied,
    now: datetime,
) -> list[tuple[Job, Item, str]]:
    """The translations that are whole and new; work with a broken one climbs the ladder."""
    known = _known(session, list(jobs.values()))
    found, at = [], 0
    for item in plan.items:
        texts = reply.texts[at : at + len(item.texts)]
        at += len(item.texts)
        job, segment = jobs[item.job_id], item.source.segment
        if job.state == "done":
            continue  # another reply was quicker
        try:
            coded = _decoded(item, plan, job.language, texts)
        except ValueError as error:
            higher = next_rung(segment.coded, segment.codes, item.rung, plan.tags)
            _climb(job, higher, str(error), applied, now)
            continue
        if (job.segment_id, job.source_hash, coded) in known:
            _close(job, "done", "", now)
        else:
            found.append((job, item, coded))
    return found


def _decoded(item: Item, plan: Plan, language: str, texts: Sequence[str]) -> str:
    """What came back for one job as the target of its source; ValueError says why it is none."""
    segment = item.source.segment
    coded = mend(decode(segment.coded, segment.codes, item.rung, plan.tags, texts), language)
    coded = UNWANTED.sub("", coded)
    if wrong := problems_but_formatting(coded, segment.codes):
        raise ValueError("; ".join(wrong))
    return coded


def _known(session: Session, jobs: Sequence[Job]) -> set[tuple[int, str, str]]:
    """What machines said of these jobs before, for a reply that is late or came twice."""
    rows = session.execute(
        select(Target.segment_id, Target.made_against, Target.coded).where(
            Target.segment_id.in_([job.segment_id for job in jobs]),
            Target.language == jobs[0].language, Target.origin == "machine",
        )
    )  # fmt: skip
    return {(segment_id, text, coded) for segment_id, text, coded in rows}


def _keep(
    session: Session,
    plan: Plan,
    home: Region,
    read: Sequence[tuple[Job, Item, str]],
    applied: Applied,
    now: datetime,
) -> None:
    """Check the translations, write them down, and close their jobs."""
    mode = policy(home, plan.request.target).machine
    terms = glossary.of_region(session, home.id)
    looked_at = []
    for job, item, coded in read:
        source = without_lost_formatting(item.source.segment, coded)
        found = checking.look(source, coded, job.language, terms)
        draft = mode != "publish" or item.rung >= LAST_RUNG
        wrong = checking.why_not(found)
        target = targets.draft(
            job.segment_id, job.language, coded, source.codes, job.source_hash,
            origin="machine", quality="draft" if wrong or draft else "translated", now=now,
            author=plan.engine.name,
        )  # fmt: skip
        looked_at.append((target, found))
        _finish(job, wrong, draft, applied, now)
    session.add_all(target for target, _ in looked_at)
    session.flush()
    checking.keep(session, looked_at)


def _finish(job: Job, wrong: str, is_draft: bool, applied: Applied, now: datetime) -> None:
    """Close the job of a translation that was written down."""
    if wrong:
        _close(job, "held", f"checks: {wrong}", now)
    else:
        _close(job, "done", WAITS_FOR_REVIEW if is_draft else "", now)
    applied.held += bool(wrong)
    applied.drafts += is_draft and not wrong
    applied.served += not (is_draft or wrong)


def without_lost_formatting(source: Segment, coded: str) -> Segment:
    """The source with the codes that a target really has, where only formatting was lost."""
    present = {int(mark[2]) for mark in CODE.finditer(coded)}
    kept = tuple(c for c in source.codes if c.number in present or not is_formatting(c))
    return replace(source, codes=kept)


def _climb(job: Job, higher: int | None, reason: str, applied: Applied, now: datetime) -> None:
    """Codes came back broken: the next rung of the ladder at once, or a person's hands."""
    job.tries += 1
    if higher is None or job.tries >= MOST_TRIES:
        _close(job, "held", f"codes broken: {reason}", now)
        applied.held += 1
        return
    job.rung, job.state, job.not_before, job.claimed_until = higher, "waiting", now, None
    job.reason, job.changed_at = f"codes broken: {reason}", now
    applied.again += 1


def _close(job: Job, state: str, reason: str, now: datetime) -> None:
    """Work that was dropped meanwhile stays dropped; what came of it is memory."""
    if job.state == "dropped":
        return
    job.state, job.reason, job.claimed_until, job.changed_at = state, reason, None, now
