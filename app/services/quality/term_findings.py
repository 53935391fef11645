"""What a changed glossary finds in translations: of paragraphs that use its terms, with no engine asked."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.quality.findings import words_only
from app.domain.quality.glossary import Term, in_text
from app.models import Content, Head, Occurrence, Region, Target
from app.services.quality import checking, glossary


def renew(session: Session, region: Region, changed: Sequence[Term]) -> int:
    """Check again what readers get, and newer drafts, wherever German uses one of these terms, as they
    were or as they are; how many translations. Findings that people dismissed stay dismissed."""
    rows = session.execute(
        select(Occurrence.segment_id, Occurrence.coded)
        .join(Content, Content.published_revision_id == Occurrence.revision_id)
        .where(Content.region_id == region.id, Content.archived_at.is_(None))
    )
    wanted = [term for term in changed if term.lemma]
    segments = {id_ for id_, coded in rows if in_text(wanted, words_only(coded))}
    ids = session.scalars(
        select(Target.id)
        .outerjoin(
            Head, (Head.segment_id == Target.segment_id) & (Head.language == Target.language)
        )
        .where(Target.segment_id.in_(segments))
        .where(or_(Head.target_id.is_(None), Head.target_id <= Target.id))
        .order_by(Target.id)
    ).all()
    terms = glossary.of_region(session, region.id)
    for start in range(0, len(ids), checking.BATCH):
        some = ids[start : start + checking.BATCH]
        checking.examine_all(session, checking.with_sources(session, some), terms)
    return len(ids)
