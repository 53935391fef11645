"""The translations of a page's paragraphs, for equal paragraphs of its copy."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Equivalence, Head, Occurrence, Target
from app.services.segments import targets
from app.services.translation.memory import memory_rows

Pair = tuple[Occurrence, Occurrence]  # a paragraph, and the one like it in the copy
MEMORY = "memory"


def bring(
    session: Session, pairs: Sequence[Pair], open_to_machines: Collection[str], now: datetime
) -> None:
    """What is served for each paragraph is served for its twin, as good, as old and by the same makers.

    A machine's text stays a machine's. Titles are left to comparing in languages that are
    `open_to_machines`: there a page appears by itself when its title arrives.
    """
    twins = {old.segment_id: new for old, new in pairs}
    if not twins:
        return
    served = session.scalars(
        select(Target)
        .join(Head, Head.target_id == Target.id)
        .where(Head.segment_id.in_(twins))
        .order_by(Target.id)
    ).all()
    wanted = [
        target
        for target in served
        if twins[target.segment_id].position or target.language not in open_to_machines
    ]
    makers = memory_rows.makers(session, [(t.id, t.origin, t.based_on) for t in wanted])
    made = [_like(t, twins[t.segment_id], makers[t.id], now) for t in wanted]
    session.add_all(made)
    targets.serve_all(session, made, now=now, actor=MEMORY)
    _declare(session, twins)


def _like(target: Target, twin: Occurrence, maker: str, now: datetime) -> Target:
    return Target(
        segment_id=twin.segment_id, language=target.language, coded=target.coded,
        codes=target.codes, made_against=target.made_against, quality=target.quality,
        origin="machine" if maker == "machine" else MEMORY, based_on=target.id,
        author=target.author, at=now,
    )  # fmt: skip


def _declare(session: Session, twins: dict[int, Occurrence]) -> None:
    """What was declared to need no other translation needs none here either."""
    edges = session.scalars(select(Equivalence).where(Equivalence.segment_id.in_(twins)))
    session.add_all(
        Equivalence(
            segment_id=twins[edge.segment_id].segment_id, language=edge.language,
            hash_a=edge.hash_a, hash_b=edge.hash_b, reason=edge.reason, author=edge.author,
            at=edge.at,
        )
        for edge in edges.all()
    )  # fmt: skip
    session.flush()
