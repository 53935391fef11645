"""What publishing the working copy would mean, before anybody does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.models import Content
from app.services.pages import pages, releasing
from app.services.segments.looks import look_of
from app.services.segments.saving import ParagraphChange, Report


@dataclass(frozen=True)
class Outlook:
    """The report on a working copy, with what its author declares to be minor.

    `changes` are told as if nothing were minor, `report` counts with it. `is_nothing`: readers have
    exactly this already. `beside` names what else goes live: icon, organisation.
    """

    changes: tuple[ParagraphChange, ...]
    report: Report
    minor: frozenset[int]
    is_first: bool
    is_nothing: bool
    beside: tuple[str, ...]

    @property
    def by_language(self) -> dict[str, tuple[int, int]]:
        """How many paragraphs need a translation in each language, and their characters in all."""
        paragraphs: Counter[str] = Counter()
        characters: Counter[str] = Counter()
        for change in self.report.changes:
            for code in change.languages:
                paragraphs[code] += 1
                characters[code] += change.characters // len(change.languages)
        return {code: (number, characters[code]) for code, number in paragraphs.items()}


def of(
    session: Session, content: Content, *, now: datetime, minor: Collection[int] | None = None
) -> Outlook:
    """The outlook; without `minor` as the classes of the changes propose it."""
    working = content.working
    assert working is not None
    source = pages.translation(session, content, content.source_language)
    is_live, is_same = source.live_since is not None, content.published is working
    is_first, beside = content.published is None, tuple(_beside(content))
    plain = releasing.preview_of(session, content, working, now=now)
    wanted = frozenset(_allowed(plain, minor))
    told = plain
    if wanted:
        told = releasing.preview_of(session, content, working, now=now, minor=wanted)
    return Outlook(plain.changes, told, wanted, is_first, is_live and is_same, beside)


def _allowed(report: Report, minor: Collection[int] | None) -> Collection[int]:
    """The segments that count as minor: those named, or those proposed, where that may be."""
    return [
        change.segment_id
        for change in report.changes
        if change.may_be_minor
        and (change.preset_minor if minor is None else change.segment_id in minor)
    ]


def _beside(content: Content) -> list[str]:
    now, live = look_of(content, content.working), look_of(content, content.published)
    if content.published is None:
        return []
    changed = {
        "icon": now.icon != live.icon,
        "organisation": now.organisation_id != live.organisation_id,
    }
    return [name for name, is_other in changed.items() if is_other]
