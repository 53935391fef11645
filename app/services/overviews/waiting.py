"""What waits for a person in a region: pages handed in for review, and what machines have left to us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Content, Job, Occurrence, Region, Status, Target
from app.services.overviews.holdings import Held, Holdings


@dataclass(frozen=True)
class Approval:
    """A page that waits for approval, and in which languages."""

    page: Held
    languages: tuple[str, ...]


@dataclass(frozen=True)
class MachineWork:
    """Paragraphs of one language: machine texts that a person has to accept, and work that a check or
    an engine has put on hold; with the pages of the former."""

    language: str
    texts: int
    pages: tuple[int, ...]
    held: int


def approvals(held: Holdings) -> list[Approval]:
    """The pages with a working copy that was handed in, in the order of the tree."""
    return [
        Approval(page, tuple(page.waits_in())) for page in held.pages.values() if page.waits_in()
    ]


def machine_work(session: Session, region: Region) -> list[MachineWork]:
    """Where machines wait for people, by language."""
    texts = drafts(session, region)
    held = _held(session, region)
    return [
        MachineWork(
            code, sum(texts.get(code, {}).values()), tuple(texts.get(code, {})), held.get(code, 0)
        )
        for entry in region.languages
        if (code := entry.language.code) in texts or code in held
    ]  # fmt: skip


def drafts(session: Session, region: Region) -> dict[str, dict[int, int]]:
    """By language and page, the paragraphs that need a text and have a machine's draft of it."""
    rows: Sequence[tuple[str, int, int]] = session.execute(
        select(Status.language, Status.content_id, func.count(Status.segment_id.distinct()))
        .join(Content, Content.id == Status.content_id)
        .join(
            Occurrence,
            (Occurrence.revision_id == Content.published_revision_id)
            & (Occurrence.segment_id == Status.segment_id),
        )
        .join(
            Target,
            (Target.segment_id == Status.segment_id)
            & (Target.language == Status.language)
            & (Target.made_against == Occurrence.hash),
        )
        .where(Content.region_id == region.id, Content.archived_at.is_(None))
        .where(Status.state.in_(("stale", "missing")))
        .where(Target.origin == "machine", Target.quality == "draft")
        .group_by(Status.language, Status.content_id)
        .order_by(Status.language, Status.content_id)
    ).all()
    found: dict[str, dict[int, int]] = {}
    for language, content_id, count in rows:
        found.setdefault(language, {})[content_id] = count
    return found


def _held(session: Session, region: Region) -> dict[str, int]:
    rows = session.execute(
        select(Job.language, func.count())
        .where(Job.region_id == region.id, Job.state == "held")
        .group_by(Job.language)
    )
    return dict(iter(rows))
