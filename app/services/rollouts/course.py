"""The course of a rollout: how far each language has come, found by comparing each time it is asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Job, Region, Rollout
from app.services import regions
from app.services.overviews import coverage, waiting
from app.services.overviews.coverage import Heap, Heaps
from app.services.overviews.holdings import Held, Holdings

UNDER_WAY = ("waiting", "claimed")


@dataclass(frozen=True)
class Step:
    """How far a section has come in one language.

    Paragraphs: `translated` have a text that may be old; `checked` are as they should be; `under_way`
    are with machines, `drafts` and `held` wait for a person. Pages: `live` are read, `ready` could be
    but wait for somebody to let readers have them.
    """

    language: str
    pages: int
    live: int
    ready: tuple[int, ...]
    paragraphs: int
    translated: int
    checked: int
    stale: int
    missing: int
    under_way: int
    drafts: int
    held: int

    @property
    def is_done(self) -> bool:
        """Whether readers have all of it, and none of it is old."""
        return self.live == self.pages > 0 and not self.stale and not self.missing


def of_rollout(
    session: Session, region: Region, rollout: Rollout, held: Holdings, heaps: Heaps | None = None
) -> list[Step]:
    """The steps of a rollout in the order of its languages, but for those that were switched off
    since; none if its section was put away."""
    if rollout.content_id not in held.pages:
        return []
    spoken = regions.target_codes(region)
    pages = [page for page in held.section(rollout.content_id) if page.is_published]
    ids = [page.id for page in pages]
    known = coverage.heaps(session, region) if heaps is None else heaps
    jobs, drafts = _jobs(session, ids), waiting.drafts(session, region)
    ready = waiting.readable(session, ids, rollout.languages)
    return [
        _step(code, pages, known, ready, jobs.get(code, {}), drafts.get(code, {}))
        for code in rollout.languages
        if code in spoken
    ]


def _step(
    code: str,
    pages: Sequence[Held],
    heaps: Heaps,
    ready: Collection[tuple[int, str]],
    jobs: Mapping[str, int],
    drafts: Mapping[int, int],
) -> Step:
    here = [heap for page in pages for heap in heaps.get((page.id, code), ())]
    total, missing, stale = _sum(here), _sum(here, "missing"), _sum(here, "stale")
    return Step(
        code, len(pages), sum(code in page.live_in for page in pages),
        tuple(
            page.id
            for page in pages
            if (page.id, code) in ready and page.states.get(code) != "published"
        ),
        total, total - missing, _sum(here, "current"), stale, missing,
        sum(jobs.get(state, 0) for state in UNDER_WAY),
        sum(drafts.get(page.id, 0) for page in pages), jobs.get("held", 0),
    )  # fmt: skip


def _sum(heaps: Sequence[Heap], kind: str = "") -> int:
    return sum(heap.paragraphs for heap in heaps if kind in ("", heap.kind))


def _jobs(session: Session, ids: Sequence[int]) -> dict[str, dict[str, int]]:
    """How many jobs these pages have, by language and state."""
    rows = session.execute(
        select(Job.language, Job.state, func.count())
        .where(Job.content_id.in_(ids), Job.state.in_((*UNDER_WAY, "held")))
        .group_by(Job.language, Job.state)
    )
    found: dict[str, dict[str, int]] = {}
    for language, state, count in rows:
        found.setdefault(language, {})[state] = count
    return found
