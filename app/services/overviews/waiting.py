"""What waits for a person in a region: pages handed in for review, and what machines have left to us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.models import Content, Job, Occurrence, Region, Status, Target
from app.services import regions
from app.services.overviews.holdings import Held, Holdings
from app.services.segments.revisions import BODY


@dataclass(frozen=True)
class Approval:
    """A page that waits for approval in a language: somebody handed it in, or it is `ready` to be given
    to readers since its title and body are translated."""

    page: Held
    language: str
    handed_in: bool
    ready: bool


@dataclass(frozen=True)
class MachineWork:
    """Paragraphs of one language: machine texts that a person has to accept, and work that a check or
    an engine has put on hold; with the pages of the former."""

    language: str
    texts: int
    pages: tuple[int, ...]
    held: int


def approvals(session: Session, region: Region, held: Holdings) -> list[Approval]:
    """What waits for approval: language by language, the source first, in the order of the tree."""
    known = readable(session, list(held.pages), regions.target_codes(region))
    found = []
    for code in [entry.language.code for entry in regions.active(region)]:
        for page in held.pages.values():
            handed_in = page.states.get(code) == "review"
            is_new = page.is_published and code not in page.live_in
            ready = (page.id, code) in known and (is_new or handed_in)
            if handed_in or (ready and page.states.get(code) != "published"):
                found.append(Approval(page, code, handed_in, ready))
    return found


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


def readable(
    session: Session, ids: Sequence[int], languages: Sequence[str]
) -> set[tuple[int, str]]:
    """The pages that readers of a language could be given: title and body have translations."""
    has_text = Status.state != "missing"
    title = func.max(case((Occurrence.position == 0, case((has_text, 1), else_=0)), else_=0))
    in_body = (Occurrence.position >= BODY) & (Status.characters > 0)
    words = func.sum(case((in_body, 1), else_=0))
    said = func.sum(case((in_body & has_text, 1), else_=0))
    rows = session.execute(
        select(Status.content_id, Status.language)
        .join(Content, Content.id == Status.content_id)
        .join(
            Occurrence,
            (Occurrence.revision_id == Content.published_revision_id)
            & (Occurrence.segment_id == Status.segment_id),
        )
        .where(Status.content_id.in_(ids), Status.language.in_(languages))
        .group_by(Status.content_id, Status.language)
        .having(title == 1, (words == 0) | (said > 0))
    )
    return {(content_id, language) for content_id, language in rows}
