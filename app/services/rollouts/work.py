"""The work of a rollout before it starts: what each language lacks, what that costs, what stands against it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.machines.machine import price
from app.domain.machines.machine_text import encode
from app.domain.segments.segmentation import has_words
from app.models import Content, EngineState, Region
from app.services import regions
from app.services.overviews.holdings import Held
from app.services.segments.freshness import Judged, Paragraph, is_work, judge_content
from app.services.translation import engines
from app.services.translation.engines import Engine, Engines, capability
from app.services.translation.reconciling import is_machine_work, policy, remembered


@dataclass(frozen=True)
class Share:
    """One language of a section: its paragraphs with words, those without a fresh translation, and how
    those will come by one.

    `known`: the memory has it; `drafted`: a machine's text waits for a person; `asked`: machines would
    be asked, for `cost` characters of the budget; `manual`: people have it in hand. `engine` is the
    one that would be asked, "" if `trouble` says why there is none: nothing set up, every one paused, or
    none that can.
    """

    language: str
    machine: str  # the region's policy
    visible: bool
    pages: int
    live: int
    paragraphs: int
    open: int = 0
    known: int = 0
    drafted: int = 0
    asked: int = 0
    manual: int = 0
    cost: int = 0
    engine: str = ""
    trouble: str = ""  # none, paused, cannot

    @property
    def is_done(self) -> bool:
        """Whether there is nothing left to do."""
        return not self.open and self.live == self.pages > 0


def shares(
    session: Session, region: Region, pages: Sequence[Held], found: Engines, now: datetime
) -> list[Share]:
    """The work of a section (its pages as held) in each language that the region translates into.

    The judgement and the price are those of reconciling and of paying; nothing is changed.
    """
    published = [page for page in pages if page.is_published]
    contents = session.scalars(
        select(Content).where(Content.id.in_([page.id for page in published]))
    ).all()
    codes = regions.target_codes(region)
    judged = [_judged(session, content, codes) for content in contents]
    return [_share(session, region, code, published, judged, found, now) for code in codes]


_Page = tuple[Judged, set[tuple[str, int]]]


def _judged(session: Session, content: Content, codes: Iterable[str]) -> _Page:
    """What holds for a page, and the (language, segment) pairs that the memory has."""
    assert content.published_revision_id is not None
    wanted = [code for code in codes if code != content.source_language]
    judged = judge_content(session, content, content.published_revision_id, wanted)
    known = remembered(session, content, judged)
    return judged, {(code, paragraph.segment_id) for code, paragraph, _ in known}


def _share(
    session: Session,
    region: Region,
    code: str,
    pages: Sequence[Held],
    judged: Sequence[_Page],
    found: Engines,
    now: datetime,
) -> Share:
    entry = policy(region, code)
    engine, trouble = engines.likely(session, found, entry.engines, code, now)
    tags = capability(session.get(EngineState, engine.name), code).tags if engine else True
    share = Share(
        code, entry.machine, entry.visible, len(pages), sum(code in page.live_in for page in pages),
        0, engine=engine.name if engine else "", trouble=trouble,
    )  # fmt: skip
    for page, known in judged:
        for paragraph in page.get(code, ()):
            if has_words(paragraph.source.segment):
                share = _count(
                    share, paragraph, (code, paragraph.segment_id) in known, engine, tags
                )
    return share


def _count(
    share: Share, paragraph: Paragraph, is_known: bool, engine: Engine | None, tags: bool
) -> Share:
    share = replace(share, paragraphs=share.paragraphs + 1)
    if not is_work(paragraph.verdict):
        return share
    share = replace(share, open=share.open + 1)
    if is_known:
        return replace(share, known=share.known + 1)
    if paragraph.verdict.standby is not None:
        return replace(share, drafted=share.drafted + 1)
    if not is_machine_work(paragraph) or share.machine == "off":
        return replace(share, manual=share.manual + 1)
    cost = _cost(paragraph, tags) if engine is None or engine.paid else 0
    return replace(share, asked=share.asked + 1, cost=share.cost + cost)


def _cost(paragraph: Paragraph, tags: bool) -> int:
    """What an engine would charge for the German of a paragraph."""
    segment = paragraph.source.segment
    return price(encode(segment.coded, segment.codes, 0, tags), tags)
