"""Rollouts started, stopped, and finished: what a person orders, and what comparing finds to be done.

A rollout makes no work of its own. What is missing is work by the policies of the region; a rollout
lets that of its section go first, language after language, and tells how far it has come. So a
rollout that stops takes its precedence away and drops no work, and none can get stuck.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import Conflict, Invalid, NotFound
from app.models import Region, Rollout
from app.services import events, regions
from app.services.overviews import coverage, holdings
from app.services.overviews.holdings import Holdings
from app.services.rollouts import course

RULE = "rule"


def start(
    session: Session,
    region: Region,
    held: Holdings,
    section: int,
    languages: Sequence[str],
    *,
    estimate: int,
    author: str,
    now: datetime,
) -> Rollout:
    """Send a section on its way into `languages`, in this order; `estimate` is what it may cost.

    Invalid without a section, languages or readable pages; Conflict while another one of the section runs.
    """
    if section not in held.pages:
        raise Invalid(f"page {section} does not exist in region {region.slug!r}")
    for code in languages:
        regions.check_target(region, code)
    if not languages or len(set(languages)) < len(languages):
        raise Invalid("languages: at least one, and none twice")
    if not any(page.is_published for page in held.section(section)):
        raise Invalid(f"page {section} has nothing that is published yet")
    if _running(session, section) is not None:
        raise Conflict(f"a rollout of page {section} is running already")
    rollout = Rollout(
        region_id=region.id, content_id=section, languages=list(languages), estimate=estimate,
        author=author, started_at=now,
    )  # fmt: skip
    session.add(rollout)
    try:
        session.flush()
    except IntegrityError as error:
        raise Conflict(f"a rollout of page {section} is running already") from error
    events.record(
        session, region.id, author, "rollout.start", now, content_id=section,
        languages=list(languages), characters=estimate,
    )  # fmt: skip
    return rollout


def _running(session: Session, section: int) -> int | None:
    return session.scalar(
        select(Rollout.id).where(Rollout.content_id == section, Rollout.state == "running")
    )


def stop(session: Session, region: Region, rollout: Rollout, author: str, now: datetime) -> None:
    """Take the precedence of a rollout away; Conflict if it does not run any more."""
    session.refresh(rollout, with_for_update=True)
    if rollout.state != "running":
        raise Conflict(f"rollout {rollout.id} is {rollout.state} already")
    _end(session, region.id, rollout, "stopped", author, now)


def get(session: Session, region: Region, rollout_id: int) -> Rollout:
    """A rollout of this region; NotFound if it is none."""
    found = session.get(Rollout, rollout_id)
    if found is None or found.region_id != region.id:
        raise NotFound(f"rollout {rollout_id} does not exist in region {region.slug!r}")
    return found


def of_region(session: Session, region: Region) -> Sequence[Rollout]:
    """All rollouts of a region: those that run first, then the newest."""
    return session.scalars(
        select(Rollout)
        .where(Rollout.region_id == region.id)
        .order_by(Rollout.state != "running", Rollout.id.desc())
    ).all()


def regions_with_one(session: Session) -> list[int]:
    """The regions in which a rollout runs."""
    ids = select(Rollout.region_id).where(Rollout.state == "running").distinct()
    return list(session.scalars(ids.order_by(Rollout.region_id)))


def finish(session: Session, region_id: int, now: datetime) -> int:
    """End the rollouts of a region whose languages are all live and fresh; how many that are."""
    rows = session.scalars(
        select(Rollout)
        .where(Rollout.region_id == region_id, Rollout.state == "running")
        .with_for_update(skip_locked=True)
    ).all()
    if not rows:
        return 0
    region = session.get_one(Region, region_id)
    held, heaps = holdings.of_region(session, region), coverage.heaps(session, region)
    ended = 0
    for rollout in rows:
        steps = course.of_rollout(session, region, rollout, held, heaps)
        if steps and all(step.is_done for step in steps):
            _end(session, region_id, rollout, "done", RULE, now)
            ended += 1
    return ended


def _end(
    session: Session, region_id: int, rollout: Rollout, state: str, actor: str, now: datetime
) -> None:
    rollout.state, rollout.ended_at = state, now
    session.flush()
    deed = "rollout.finish" if state == "done" else "rollout.stop"
    events.record(
        session, region_id, actor, deed, now, content_id=rollout.content_id,
        languages=list(rollout.languages),
    )  # fmt: skip
