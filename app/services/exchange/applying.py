"""Applying: what a file brought is kept, served where it may be, and published, all in one go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.domain.exchange.row_states import APPLIED, NEWER, OLDER, UNCHANGED
from app.exchange.translators.parcels import Arrival
from app.models import Content, Export, ExportItem, Region, Target
from app.services import access, events, tree
from app.services.desk import release
from app.services.exchange.places import Place
from app.services.exchange.previewing import export_of, preview
from app.services.exchange.rows import Preview, Row
from app.services.pages import releasing
from app.services.publishing import publication
from app.services.quality import checking, glossary
from app.services.segments import targets

KEPT = (APPLIED, OLDER, NEWER)
"""The row states whose texts are kept; which of them readers get is each decision's."""

BATCH = 500


def apply(
    session: Session,
    who: Actor,
    slug: str,
    language: str,
    arrival: Arrival,
    now: datetime,
    *,
    file: str = "",
    take: Collection[str] = (),
) -> Preview:
    """Do what a preview of the file says at this moment, and return it; errors as by `preview`.

    A text that is older than what is online, or answers an older source, is kept beside it. Pages that
    are complete with it go live where the language wants that at once. The audit trail names the
    `file` and its units, page by page.
    """
    region = access.region(session, who, "translate", slug, language)
    tree.lock(session, region.id)
    found = preview(session, who, slug, language, arrival, now, take=take)
    kept = [(row, row.place) for row in found.rows if row.place and row.state in KEPT]
    _write(session, region, language, kept, who, now)
    contents = sorted({place.content_id for _, place in kept})
    _settle(session, language, contents, now)
    _note(session, region, found, who, file, now)
    for content_id in contents:
        content = session.get_one(Content, content_id)
        release.when_complete(session, who, region, content, language, now)
    if arrival.key:
        _answer(session, export_of(session, region, language, arrival.key), found.rows, now)
    session.flush()
    return found


def _write(
    session: Session,
    region: Region,
    language: str,
    kept: Sequence[tuple[Row, Place]],
    who: Actor,
    now: datetime,
) -> None:
    """Keep and check all texts, and move the heads that are to be moved."""
    written = [_draft(language, row, place, who, now) for row, place in kept]
    session.add_all(written)
    session.flush()
    pairs = list(zip(written, (place.source for _, place in kept), strict=True))
    terms = glossary.of_region(session, region.id)
    for start in range(0, len(pairs), BATCH):
        checking.examine_all(session, pairs[start : start + BATCH], terms)
    served = [target for target, (row, _) in zip(written, kept, strict=True) if row.decision.serve]
    for start in range(0, len(served), BATCH):
        targets.serve_all(session, served[start : start + BATCH], now=now, actor=who.name)


def _draft(language: str, row: Row, place: Place, who: Actor, now: datetime) -> Target:
    return targets.draft(
        place.segment_id, language, row.text, place.source.codes, place.sent.source,
        origin="import", quality=row.decision.quality, now=now, author=who.name,
        based_on=place.sent.target_id if row.decision.reason == "confirmed" else None,
    )  # fmt: skip


def _settle(session: Session, language: str, contents: Iterable[int], now: datetime) -> None:
    """Compare and publish each content once, however many of its paragraphs came."""
    for content_id in contents:
        content = session.get_one(Content, content_id, populate_existing=True)
        if content.published_revision_id is not None:
            judged = releasing.settle(session, content, now, only=(language,)).after
            publication.publish_texts(session, content, now, judged, only=(language,))


def _note(
    session: Session, region: Region, found: Preview, who: Actor, file: str, now: datetime
) -> None:
    """The audit trail: for each page which units of which file came to what."""
    by_page: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in found.rows:
        if row.place is not None and row.state in KEPT:
            by_page[row.place.content_id][row.state].append(row.unit)
    for content_id, units in sorted(by_page.items()):
        events.record(
            session, region.id, who.name, "translation.import", now, content_id=content_id,
            language=found.language, file=file, export=found.export, **units,
        )  # fmt: skip


def _answer(session: Session, export: Export, rows: Iterable[Row], now: datetime) -> None:
    """What came back is claimed no longer; nor is anything when all open paragraphs have come back."""
    came = [
        row.place.segment_id
        for row in rows
        if row.place is not None and row.text and row.state in (*KEPT, UNCHANGED)
    ]
    for start in range(0, len(came), BATCH):
        session.execute(
            update(ExportItem)
            .where(ExportItem.export_id == export.id, ExportItem.answered_at.is_(None))
            .where(ExportItem.segment_id.in_(came[start : start + BATCH]))
            .values(answered_at=now)
        )
    waiting = session.scalar(
        select(func.count())
        .where(ExportItem.export_id == export.id, ExportItem.answered_at.is_(None))
        .where(ExportItem.standing.in_(("missing", "stale")))
    )
    if not waiting and came and export.ended_at is None:
        export.ended_at = now
