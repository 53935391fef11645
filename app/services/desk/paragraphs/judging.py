"""Findings judged by translators: nothing wrong, or worth a look after all."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.errors import NotFound
from app.models import Content, Finding, Region, Target
from app.services.desk.paragraphs import deeds, whereabouts
from app.services.quality import checking


def dismiss(
    session: Session, who: Actor, region: Region, language: str, finding_id: int, now: datetime
) -> int:
    """Say that nothing is wrong; the id of the paragraph. NotFound if the finding is of another region
    or language, NotAllowed if it is no matter of judgement."""
    target, content = _of(session, region, language, finding_id)
    row = checking.dismiss(session, finding_id, who.name, now)
    deeds.note(
        session, who, content, language, "finding.dismiss", now, segment=target.segment_id,
        check=row.check_name, said=row.detail,
    )  # fmt: skip
    return target.segment_id


def take_up_again(
    session: Session, who: Actor, region: Region, language: str, finding_id: int, now: datetime
) -> int:
    """Say that a finding that was dismissed is worth a look after all; the id of the paragraph."""
    target, content = _of(session, region, language, finding_id)
    row = session.get_one(Finding, finding_id, with_for_update=True)
    if row.dismissed_at is not None:
        row.dismissed_by, row.dismissed_at = "", None
        deeds.note(
            session, who, content, language, "finding.take-up", now, segment=target.segment_id,
            check=row.check_name, said=row.detail,
        )  # fmt: skip
        session.flush()
    return target.segment_id


def _of(session: Session, region: Region, language: str, finding_id: int) -> tuple[Target, Content]:
    row = session.get(Finding, finding_id)
    target = session.get(Target, row.target_id) if row else None
    if target is None or target.language != language:
        raise NotFound(f"finding {finding_id} does not exist")
    return target, whereabouts.content_of(session, region, language, target.segment_id)
