"""Prefilling: what of a paragraph's old translation still holds, sentence by sentence."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.machines import sentences
from app.domain.machines.sentences import Piece
from app.models import Content, Head, Occurrence, Target
from app.services.segments import targets


def prefill(session: Session, segment_id: int, language: str) -> tuple[Piece, ...]:
    """The published German of a paragraph sentence by sentence, each unchanged one with its part of the
    translation that is served.

    Empty where there is nothing to go by: no translation, one that answers this very German, or one
    whose sentences are not as many as those of the German that it answered.
    """
    now = _published(session, segment_id)
    head = session.get(Head, (segment_id, language))
    if now is None or head is None:
        return ()
    target = session.get_one(Target, head.target_id)
    if target.made_against == now.hash:
        return ()
    before = targets.source_of(session, segment_id, target.made_against)
    return sentences.prefill(before.coded, now.coded, target.coded, language) or ()


def _published(session: Session, segment_id: int) -> Occurrence | None:
    """A paragraph as readers of German get it; None if they do not."""
    return session.scalar(
        select(Occurrence)
        .join(Content, Content.published_revision_id == Occurrence.revision_id)
        .where(Occurrence.segment_id == segment_id)
    )
