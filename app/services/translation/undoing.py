"""A head move taken back: the earlier translation, or none, is served again, and stays so."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.errors import Conflict, NotFound
from app.models import Content, Head, HeadMove, Target
from app.models import Segment as SegmentRow
from app.services import tree
from app.services.pages import releasing
from app.services.publishing import publication
from app.services.segments import moves, targets


def undo(session: Session, head_move_id: int, author: str, now: datetime) -> None:
    """Serve the translation from before a move again, as a move of its own; readers get it at once,
    or the German if it was the first one.

    No rule makes again what was taken back, until the German changes; a person, or undoing the
    undo, can serve it again. Conflict if another translation has come to be served since.
    """
    move = session.get(HeadMove, head_move_id)
    if move is None:
        raise NotFound(f"move {head_move_id} does not exist")
    place = f"segment {move.segment_id} ({move.language})"
    content = _content(session, move)
    head = session.get(Head, (move.segment_id, move.language), with_for_update=True)
    if head is None or head.target_id != move.to_target_id:
        serves = f"serves translation {head.target_id}" if head else "serves no translation"
        raise Conflict(f"{place} {serves}, not {move.to_target_id} of move {move.id}")
    if move.from_target_id is None:
        targets.serve_nothing(session, head, now=now, actor=author)
    else:
        before = session.get_one(Target, move.from_target_id)
        targets.serve(session, before, now=now, actor=author, klass=moves.UNDONE)
    if content.published_revision_id is not None:
        settled = releasing.settle(session, content, now)
        publication.publish_texts(session, content, now, settled.after)


def _content(session: Session, move: HeadMove) -> Content:
    """The content of the moved head as it is now; nobody else changes it until the transaction ends."""
    segment = session.get_one(SegmentRow, move.segment_id)
    content = session.get_one(Content, segment.content_id)
    tree.lock(session, content.region_id)
    session.refresh(content)
    return content
