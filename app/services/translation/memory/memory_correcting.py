"""Correcting the memory: another text in the place of one that answers no German of now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.domain.exchange.texts import neat
from app.domain.segments.codes import problems
from app.domain.segments.segmentation import Segment
from app.errors import Conflict, Invalid
from app.models import Head, MemoryVeto, Region, Target
from app.services import events
from app.services.quality import checking, glossary
from app.services.segments import targets
from app.services.translation.memory import memory_entries, memory_vetoes

LONGEST = 20_000  # characters


def correct(
    session: Session,
    region: Region,
    language: str,
    target_id: int,
    coded: str,
    *,
    who: str,
    now: datetime,
) -> Target:
    """Keep `coded` for the German that a text answers, and offer that text no more.

    Conflict if that German stands in a page now: then its translation is changed at the desk.
    Invalid (field "coded") says what is wrong: empty, long, codes, checks.
    """
    old = memory_vetoes.find(session, region, language, target_id)
    if (known := memory_entries.entry(session, region, target_id)) and known.stands:
        raise Conflict(
            f"the German of text {target_id} stands in a page; it is changed at the desk"
        )
    text = neat(coded, language)
    if text == old.coded:
        return old
    source = targets.source_of(session, old.segment_id, old.made_against)
    _check(session, region, old, source, text)
    memory_vetoes.withdraw(session, region, language, target_id, who=who, now=now)
    _offer(session, region, old, text)
    made = _write(session, old, source, text, who, now)
    detail = {"target": made.id, "before": old.id}
    events.record(session, region.id, who, "memory.correct", now, language=language, **detail)
    return made


def _offer(session: Session, region: Region, old: Target, text: str) -> None:
    """A text that somebody writes is wanted, even if it was withdrawn before."""
    session.execute(
        delete(MemoryVeto).where(
            MemoryVeto.region_id == region.id, MemoryVeto.language == old.language,
            MemoryVeto.source_hash == old.made_against, MemoryVeto.coded == text,
        )
    )  # fmt: skip


def _write(
    session: Session, old: Target, source: Segment, text: str, who: str, now: datetime
) -> Target:
    """Keep the text for the same paragraph; if that comes back, this is what readers get."""
    quality = "reviewed" if old.quality == "reviewed" else "translated"
    made = targets.write(
        session, old.segment_id, old.language, text, source.codes, old.made_against,
        origin="human", quality=quality, now=now, author=who,
    )  # fmt: skip
    head = session.get(Head, (old.segment_id, old.language))
    if head is not None and head.target_id == old.id:
        targets.serve(session, made, now=now, actor=who)
    return made


def _check(session: Session, region: Region, old: Target, source: Segment, text: str) -> None:
    """Invalid unless the text fits the German that the old one answers."""
    if not text:
        raise Invalid("the translation is empty", "coded", "empty")
    if len(text) > LONGEST:
        raise Invalid(f"the translation is longer than {LONGEST} characters", "coded", "long")
    if wrong := problems(text, source.codes):
        raise Invalid("; ".join(wrong), "coded", "codes", "; ".join(wrong))
    terms = glossary.of_region(session, region.id)
    found = checking.look(source, text, old.language, terms)
    blocking = [f"{one.check}: {one.detail}" for one in found if one.level == "block"]
    if blocking:
        why = "; ".join(blocking)
        raise Invalid(why, "coded", "checks", why)
