"""Drafts of machines that a region held back for a person, and that readers may have by now."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.machines.machine_text import LAST_RUNG
from app.models import Content, Job, Region, Target
from app.services import regions
from app.services.quality import checking
from app.services.segments.freshness import Judged, needs_machine

WAITS_FOR_REVIEW = "waits for review"
"""The reason of a job that is done and whose translation is a draft."""

Key = tuple[int, str, str]  # segment, language, source text
Waiting = dict[Key, tuple[Job, Target]]


def releasable(session: Session, content: Content, judged: Judged) -> Waiting:
    """The drafts that wait only because their region held machines' texts back when they were made,
    for what readers still lack; those that a check blocks, or whose links stand at the end, are not
    among them."""
    lacking = _lacking(judged)
    found = {key: row for key, row in _drafts(session, content).items() if key in lacking}
    blocked = checking.blocked(session, [target.id for _, target in found.values()])
    return {key: (job, draft) for key, (job, draft) in found.items() if draft.id not in blocked}


def release(found: Iterable[tuple[Job, Target]]) -> None:
    """Let drafts be translations like those of a region that publishes; showing them comes later."""
    for job, target in found:
        job.reason, target.quality = "", "translated"


def _lacking(judged: Judged) -> set[Key]:
    return {
        (paragraph.segment_id, code, paragraph.source.hash)
        for code, paragraphs in judged.items()
        for paragraph in paragraphs
        if needs_machine(paragraph)
    }


def _drafts(session: Session, content: Content) -> Waiting:
    """The newest draft of each job that waits for a person, where the region publishes by now."""
    home = session.get_one(Region, content.region_id)
    codes = [entry.language.code for entry in regions.active(home) if entry.machine == "publish"]
    rows = session.execute(
        select(Job, Target)
        .join(
            Target,
            (Target.segment_id == Job.segment_id)
            & (Target.language == Job.language)
            & (Target.made_against == Job.source_hash),
        )
        .where(Job.content_id == content.id, Job.language.in_(codes))
        .where(Job.state == "done", Job.reason == WAITS_FOR_REVIEW, Job.rung < LAST_RUNG)
        .where(Target.origin == "machine", Target.quality == "draft")
        .order_by(Target.id)
    )
    return {(job.segment_id, job.language, job.source_hash): (job, target) for job, target in rows}
