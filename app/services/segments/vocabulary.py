"""Which words a region's own published German knew when a revision was published.

The answer depends on nothing that comes later, so a verdict that leans on it can be rebuilt. Words
are asked for one at a time, and only when it matters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from app.domain.segments.codes import plain
from app.models import Content, Occurrence, Revision

OFTEN_ENOUGH = 2


def known_words(session: Session, content: Content, revision_id: int) -> Callable[[str], bool]:
    """A question: did the region write this word at least twice when `revision_id` was published?

    Of the revision's own page the text before it counts as well, and the larger number decides, so
    that a word is not unknown for being edited away.
    """
    revision = session.get_one(Revision, revision_id)
    answers: dict[str, bool] = {}

    def known(word: str) -> bool:
        key = word.casefold()
        if key not in answers:
            answers[key] = _is_known(session, content, revision, key)
        return answers[key]

    return known


def _is_known(session: Session, content: Content, revision: Revision, word: str) -> bool:
    """Whether the word is there often enough: on the page itself, else in the whole region."""
    own = max(
        _times(session.scalars(_containing(select(Occurrence.coded).where(wanted), word)), word)
        for wanted in (
            Occurrence.revision_id == revision.id,
            Occurrence.revision_id == _before(content, revision).scalar_subquery(),
        )
    )
    if own >= OFTEN_ENOUGH:
        return True
    others = session.scalars(_containing(_elsewhere(content, revision), word))
    return own + _times(others, word) >= OFTEN_ENOUGH


def _elsewhere(content: Content, revision: Revision) -> Select[str]:
    """The texts that the region's other contents showed when `revision` was published."""
    newest = aliased(Revision)
    shown = select(func.max(newest.number)).where(
        newest.content_id == Revision.content_id, newest.published_at.is_not(None)
    )
    if revision.published_at is not None:
        shown = shown.where(newest.published_at <= revision.published_at)
    return (
        select(Occurrence.coded)
        .join(Revision, Revision.id == Occurrence.revision_id)
        .join(Content, Content.id == Revision.content_id)
        .where(Content.region_id == content.region_id, Content.id != content.id)
        .where(Content.source_language == content.source_language)
        .where(Revision.number == shown.correlate(Revision).scalar_subquery())
    )


def _before(content: Content, revision: Revision) -> Select[int]:
    """The revision of this content that was published before."""
    return (
        select(Revision.id)
        .where(Revision.content_id == content.id, Revision.number < revision.number)
        .where(Revision.published_at.is_not(None))
        .order_by(Revision.number.desc())
        .limit(1)
    )


def _containing(texts: Select[str], word: str) -> Select[str]:
    """Those of the texts that may hold the word; SQLite folds the case of ASCII letters only."""
    longest = max(re.findall(r"[a-z0-9]+", word), key=len, default="")
    return texts.where(Occurrence.coded.ilike(f"%{longest}%")) if longest else texts


def _times(texts: Iterable[str], word: str) -> int:
    pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    return sum(len(pattern.findall(plain(text).casefold())) for text in texts)
