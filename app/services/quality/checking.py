"""Checking: what the checks and the glossary find in targets, kept until it is dismissed or mended."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.domain.quality import checks
from app.domain.quality.findings import Found
from app.domain.quality.glossary import Term
from app.domain.quality.glossary import check as check_terms
from app.domain.segments.segmentation import Segment
from app.errors import NotAllowed, NotFound
from app.models import Content, Finding, Head, Region, SourceText, Target
from app.models import Segment as SegmentRow
from app.services.quality import glossary
from app.services.segments.revisions import codes_from_json

LOG = logging.getLogger(__name__)

FACTS = frozenset({"codes", "locked", "markup", "empty"})
"""Checks whose blocks are no matter of judgement: such a text cannot be shown."""


BATCH = 500
Key = tuple[str, str, str]


def examine(
    session: Session, target: Target, source: Segment, region_terms: Sequence[Term] | None = None
) -> str:
    """Check a target against its source and keep what is found, in place of what was found before.

    Returns why readers must not get it, nothing if they may. `region_terms` spares a look-up.
    """
    if region_terms is None:
        region_terms = glossary.of_segment(session, target.segment_id)
    return examine_all(session, [(target, source)], region_terms)[target.id]


def examine_all(
    session: Session, pairs: Sequence[tuple[Target, Segment]], region_terms: Sequence[Term]
) -> dict[int, str]:
    """The same for many targets of one region: by target, why readers must not get it."""
    session.flush()
    found = [(t, look(source, t.coded, t.language, region_terms)) for t, source in pairs]
    return keep(session, found)


def keep(session: Session, looked_at: Sequence[tuple[Target, Sequence[Found]]]) -> dict[int, str]:
    """Keep what was found in stored targets, in place of what was found before: by target, why
    readers must not get it."""
    now = datetime.now(UTC)
    kept = _kept(session, [target.id for target, _ in looked_at])
    new: list[dict[str, Any]] = []
    gone: list[int] = []
    standing: dict[int, str] = {}
    for target, fresh in looked_at:
        keys, before = {_key(one) for one in fresh}, kept[target.id]
        gone += [row.id for key, row in before.items() if key not in keys]
        new += [_row(target.id, one, now) for one in fresh if _key(one) not in before]
        standing[target.id] = why_not([one for one in fresh if not _is_waived(before, one)])
    _write(session, new, gone)
    return standing


def why_not(found: Iterable[Found]) -> str:
    """Why readers must not get a text in which this was found, nothing if they may."""
    return "; ".join(one.detail for one in found if one.level == "block")


def look(
    source: Segment, coded: str, language: str, region_terms: Sequence[Term]
) -> tuple[Found, ...]:
    """What all checks and the glossary find in a translation; nothing is kept."""
    said = check_terms(region_terms, source, coded, language)
    return checks.check(source, coded, language) + said


def blocks(session: Session, target: Target) -> bool:
    """Whether a finding that nobody dismissed keeps the target from readers."""
    return bool(blocked(session, [target.id]))


def blocked(session: Session, target_ids: Iterable[int]) -> set[int]:
    """Those of the targets that readers must not get."""
    return set(
        session.scalars(
            select(Finding.target_id).where(
                Finding.target_id.in_(list(target_ids)),
                Finding.level == "block",
                Finding.dismissed_at.is_(None),
            )
        )
    )


def open_blocks(session: Session, target_id: int) -> Sequence[Finding]:
    """What keeps a target from readers and nobody dismissed."""
    return session.scalars(
        select(Finding)
        .where(Finding.target_id == target_id, Finding.level == "block")
        .where(Finding.dismissed_at.is_(None))
        .order_by(Finding.id)
    ).all()


def dismiss(session: Session, finding_id: int, author: str, now: datetime) -> Finding:
    """Note that a person finds nothing wrong; who came first stays on record.

    NotAllowed for broken codes and the like, which are no matter of judgement.
    """
    finding = session.get(Finding, finding_id, with_for_update=True)
    if finding is None:
        raise NotFound(f"there is no finding {finding_id}")
    if finding.level == "block" and finding.check_name in FACTS:
        raise NotAllowed(f"finding {finding_id} can't be dismissed: {finding.detail}")
    if finding.dismissed_at is None:
        finding.dismissed_by, finding.dismissed_at = author, now
        session.flush()
        LOG.info(
            "finding %d (%s: %s) of target %d dismissed by %s",
            finding.id, finding.check_name, finding.detail, finding.target_id, author,
        )  # fmt: skip
    return finding


def examine_region(
    session: Session,
    region: Region,
    languages: Sequence[str] = (),
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> int:
    """Check all that a region's readers are served, in all languages or some; how many targets."""
    ids = session.scalars(
        select(Head.target_id)
        .join(SegmentRow, SegmentRow.id == Head.segment_id)
        .join(Content, Content.id == SegmentRow.content_id)
        .where(Content.region_id == region.id)
        .where(Head.language.in_(languages) if languages else Head.language != "")
        .order_by(Head.target_id)
    ).all()
    region_terms = glossary.of_region(session, region.id)
    for start in range(0, len(ids), BATCH):
        examine_all(session, with_sources(session, ids[start : start + BATCH]), region_terms)
        progress(min(start + BATCH, len(ids)), len(ids))
    return len(ids)


def with_sources(session: Session, ids: Sequence[int]) -> list[tuple[Target, Segment]]:
    """Targets with the German that each was made for, in the codes that it has."""
    rows = session.execute(
        select(Target, SourceText, SegmentRow.kind)
        .join(SourceText, SourceText.hash == Target.made_against)
        .join(SegmentRow, SegmentRow.id == Target.segment_id)
        .where(Target.id.in_(ids))
    )
    return [
        (target, Segment(kind, text.element, text.coded, codes_from_json(target.codes)))
        for target, text, kind in rows
    ]


def _kept(session: Session, ids: Sequence[int]) -> dict[int, dict[Key, Finding]]:
    rows = session.scalars(select(Finding).where(Finding.target_id.in_(ids)))
    found: dict[int, dict[Key, Finding]] = defaultdict(dict)
    for row in rows:
        found[row.target_id][row.check_name, row.level, row.detail] = row
    return found


def _key(one: Found) -> Key:
    return one.check, one.level, one.detail


def _is_waived(before: dict[Key, Finding], one: Found) -> bool:
    row = before.get(_key(one))
    return row is not None and row.dismissed_at is not None


def _row(target_id: int, one: Found, now: datetime) -> dict[str, Any]:
    return {
        "target_id": target_id, "check_name": one.check, "level": one.level, "detail": one.detail,
        "dismissed_by": "", "at": now,
    }  # fmt: skip


def _write(session: Session, new: list[dict[str, Any]], gone: list[int]) -> None:
    """Findings in and out; two who check one target at once leave it as one would."""
    if gone:
        session.execute(delete(Finding).where(Finding.id.in_(gone)))
    if new:
        is_postgres = session.get_bind().dialect.name == "postgresql"
        insert = postgresql.insert if is_postgres else sqlite.insert
        session.execute(insert(Finding).on_conflict_do_nothing(), new)
