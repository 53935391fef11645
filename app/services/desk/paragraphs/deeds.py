"""What all deeds at a paragraph have in common: looked up in the region, settled, noted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.domain.freshness.staleness import MISSING
from app.domain.quality.findings import Found
from app.domain.revisions.word_diff import Stretch
from app.errors import Invalid, NotFound
from app.models import Content, Head, Region, Target
from app.services import events, tree
from app.services.desk.paragraphs.whereabouts import content_of
from app.services.pages import releasing
from app.services.publishing import publication
from app.services.quality import checking
from app.services.segments.freshness import Paragraph


@dataclass(frozen=True)
class Decided:
    """What came of a deed at a paragraph.

    `outcome`: saved; behind (the German moved on: an accepted text is kept and served, but stale;
    nothing else was done); conflict (somebody was quicker: an accepted text is kept beside theirs);
    gone (the paragraph no longer stands in its page: the text is kept, in case it comes back); stays
    (the paragraph is still stale, since the German has codes that the text lacks). `diff` leads from
    the German that the text answers to the German of now; `found` are warnings about the text;
    `published`: the page went live with it.
    """

    outcome: str
    state: str = MISSING.state
    klass: str = MISSING.klass
    yours: str = ""
    theirs: str = ""
    diff: tuple[Stretch, ...] = ()
    found: tuple[Found, ...] = ()
    published: bool = False


class Faulty(Invalid):
    """A text that readers cannot be given: `found` says why. `may_insist`: all of it is a matter of
    judgement, so the translator can overrule the checks."""

    def __init__(self, found: Iterable[Found], may_insist: bool) -> None:
        self.found, self.may_insist = tuple(found), may_insist
        said = "; ".join(f"{one.check}: {one.detail}" for one in self.found)
        super().__init__(said, "text", self.found[0].check if self.found else "", said)


def refuse_blocked(session: Session, target_id: int) -> None:
    """Faulty if a check speaks against a kept text and nobody has dismissed that."""
    if blocks := checking.open_blocks(session, target_id):
        raise Faulty((Found(row.check_name, "block", row.detail) for row in blocks), False)


def opened(session: Session, region: Region, language: str, segment_id: int) -> Content:
    """The content of a paragraph as it is now; nobody else changes it until the transaction ends."""
    content = content_of(session, region, language, segment_id)
    tree.lock(session, region.id)
    session.refresh(content)
    if content.published_revision_id is None:
        raise NotFound(f"{content.kind} {content.id} is not published")
    return content


def served(session: Session, segment_id: int, language: str) -> tuple[Head, Target] | None:
    """What is served for a paragraph; nobody else moves it until the transaction ends."""
    row = session.execute(
        select(Head, Target)
        .join(Target, Target.id == Head.target_id)
        .where(Head.segment_id == segment_id, Head.language == language)
        .with_for_update(of=Head)
        .execution_options(populate_existing=True)
    ).first()
    return (row[0], row[1]) if row else None


def renew(session: Session, content: Content, language: str, now: datetime) -> dict[int, Paragraph]:
    """Compare the page in this language anew and let readers have it; its paragraphs by segment."""
    judged = releasing.settle(session, content, now, only=(language,)).after
    publication.publish_texts(session, content, now, judged, only=(language,))
    return {one.segment_id: one for one in judged.get(language, [])}


def outcome(paragraph: Paragraph | None, **said: Any) -> Decided:
    """What came of a deed, by what holds for the paragraph now."""
    if paragraph is None:
        return Decided("gone", **said)
    verdict = paragraph.verdict
    word = "stays" if verdict.state in ("stale", "missing") else "saved"
    return Decided(word, verdict.state, verdict.klass, **said)


def note(
    session: Session,
    who: Actor,
    content: Content,
    language: str,
    deed: str,
    now: datetime,
    **detail: Any,
) -> None:
    """Write a deed into the audit trail."""
    events.record(
        session, content.region_id, who.name, deed, now, content_id=content.id, language=language,
        **detail,
    )  # fmt: skip
