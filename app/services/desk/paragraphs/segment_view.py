"""The view of one paragraph: everything that its screen shows, read in few queries."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.domain.facts.changed_facts import changed_facts
from app.domain.machines import sentences
from app.domain.machines.sentences import Piece
from app.domain.quality.findings import words_only
from app.domain.quality.glossary import in_text
from app.domain.revisions.changes import classify
from app.domain.revisions.word_diff import word_diff
from app.domain.segments.segmentation import Segment
from app.models import Region
from app.services import exports
from app.services.desk.paragraphs import claims, comments, drafts, segment_reading, undoing
from app.services.desk.paragraphs.segment_reading import Kept, Place
from app.services.desk.paragraphs.segment_values import Reasons, SegmentView, TermHint
from app.services.desk.paragraphs.whereabouts import content_of
from app.services.desk.rungs import GRAVE, is_from_machine
from app.services.quality import glossary
from app.services.segments import targets
from app.services.segments.stored_segments import codes_from_json
from app.services.translation.memory import memory
from app.services.translation.memory.memory import Match

MEMORIES = 5


def view(
    session: Session, who: Actor, region: Region, language: str, segment_id: int, now: datetime
) -> SegmentView:
    """A published paragraph with all that helps to translate it.

    NotFound unless it stands in the published text of a page of this region.
    """
    content = content_of(session, region, language, segment_id)
    place = segment_reading.place(session, content, language, segment_id)
    facts, source = place.facts, place.source
    before = _before(session, place)
    kept = segment_reading.kept(session, place, language)
    codes = codes_from_json(place.head.codes) if place.head else ()
    near = segment_reading.neighbours(session, content, language, facts.position)
    return SegmentView(
        facts=facts,
        content_id=content.id,
        trail=segment_reading.trail(session, content),
        source=segment_reading.text(source.coded, source.codes),
        before=segment_reading.text(before.coded, before.codes) if before else None,
        diff=word_diff(before.coded, source.coded) if before else (),
        target=segment_reading.text(facts.target, codes),
        waiting=kept.machine,
        other=kept.other,
        prefill=_prefill(before, source, facts.target, language),
        memory=_memory(session, region, language, source, segment_id),
        terms=_terms(session, region, language, source),
        faults=kept.faults,
        comments=tuple(comments.of(session, segment_id, language)),
        claim=claims.of(session, [segment_id], language, now, who).get(segment_id),
        draft=drafts.of(session, who, segment_id, language),
        previous=near[0],
        following=near[1],
        reasons=_reasons(place, before, kept),
        assigned=segment_reading.assigned(session, content, language),
        exported=exports.of_segments(session, [segment_id], language, now).get(segment_id),
        machine=segment_reading.machine(session, facts, language),
        undo=undoing.undoable(session, who, content, language, segment_id),
    )


def _before(session: Session, place: Place) -> Segment | None:
    """The German that the served translation answers, if that is another than the one of now."""
    head = place.head
    if head is None or head.made_against == place.facts.source_hash:
        return None
    return targets.source_of(session, head.segment_id, head.made_against)


def _prefill(
    before: Segment | None, source: Segment, target: str, language: str
) -> tuple[Piece, ...]:
    if before is None:
        return ()
    return sentences.prefill(before.coded, source.coded, target, language) or ()


def _memory(
    session: Session, region: Region, language: str, source: Segment, segment_id: int
) -> tuple[Match, ...]:
    found = memory.lookup(session, region.id, language, source, MEMORIES, segment_id=segment_id)
    return tuple(found)


def _terms(
    session: Session, region: Region, language: str, source: Segment
) -> tuple[TermHint, ...]:
    """The terms in the German that have a wording in this language, the preferred one first."""
    used = in_text(glossary.of_region(session, region.id), words_only(source.coded))
    return tuple(
        TermHint(
            term.id, term.lemma, term.mode, tuple(one.text for one in term.wordings[language]),
            term.note,
        )
        for term in used
        if term.wordings.get(language)
    )  # fmt: skip


def _reasons(place: Place, before: Segment | None, kept: Kept) -> Reasons:
    queues = _queues(place, kept)
    if before is None:
        return Reasons(queues)
    change = classify(before, place.source, known=_unknown)
    return Reasons(queues, change.guards, changed_facts(before, place.source))


def _unknown(word: str) -> bool:
    """Guard words and values are found without knowing a region's words."""
    return False


def _queues(place: Place, kept: Kept) -> tuple[str, ...]:
    state, severity = place.facts.state, place.facts.severity
    rules = {
        "now": state == "stale" and severity >= GRAVE,
        "changed": state == "stale" and severity < GRAVE,
        "new": state == "missing",
        "conflicts": kept.other is not None,
        "findings": any(not one.dismissed_by for one in kept.faults),
        "machine": is_from_machine(state, place.is_unseen, place.is_offered),
        "unverified": state == "unverified",
        "advise": state == "advise",
    }
    return tuple(name for name, holds in rules.items() if holds)
