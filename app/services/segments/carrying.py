"""When German is published: what can be carried is written into every language, the rest is left."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from app.domain.freshness.staleness import Answer
from app.domain.segments.segmentation import has_words
from app.models import Content, Status, Target
from app.services.segments import targets
from app.services.segments.freshness import Paragraph
from app.services.segments.moves import WAITING
from app.services.segments.revisions import codes_to_json

RULE = "rule"
ORIGINS = {"auto": "rule", "tm": "memory"}
FACTS = ("state", "klass", "severity", "characters", "since", "unseen", "offered", "position")
Key = tuple[int, str]  # segment and language
Facts = tuple[str, str, int, int, datetime, bool, bool, int]


def carry(
    session: Session, judged: Mapping[str, Sequence[Paragraph]], now: datetime
) -> list[Target]:
    """Write the targets that rules made and serve old ones again; returns what came to be served."""
    written: list[Target] = []
    restored: list[int] = []
    for language, paragraphs in judged.items():
        for paragraph in paragraphs:
            verdict = paragraph.verdict
            if verdict.answer is None:
                continue
            if verdict.word in ORIGINS:
                written.append(_made(language, paragraph, verdict.answer, now))
            elif verdict.word in ("carry", "advise") and paragraph.head_id != verdict.answer.id:
                restored.append(verdict.answer.id)
    session.add_all(written)
    served = written + _old(session, restored)
    klasses = _klasses(judged)
    for actor in (RULE, ""):  # a machine answers for its text itself
        mine = [target for target in served if bool(actor) == (target.origin != "machine")]
        targets.serve_all(session, mine, now=now, actor=actor, klasses=klasses)
    return served


def _klasses(judged: Mapping[str, Sequence[Paragraph]]) -> dict[Key, str]:
    """The class of the change behind each verdict."""
    return {
        (paragraph.segment_id, language): paragraph.verdict.klass
        for language, paragraphs in judged.items()
        for paragraph in paragraphs
    }


def _made(language: str, paragraph: Paragraph, answer: Answer, now: datetime) -> Target:
    """A target of rule or memory; it keeps the quality of what it was made from."""
    verdict, source = paragraph.verdict, paragraph.source
    return Target(
        segment_id=paragraph.segment_id, language=language, coded=verdict.coded,
        codes=codes_to_json(source.segment.codes), made_against=source.hash,
        origin=ORIGINS[verdict.word], quality=answer.quality, based_on=answer.id,
        author=RULE, at=now,
    )  # fmt: skip


def _old(session: Session, ids: Sequence[int]) -> list[Target]:
    return list(session.scalars(select(Target).where(Target.id.in_(ids)))) if ids else []


def note(
    session: Session,
    content: Content,
    judged: Mapping[str, Sequence[Paragraph]],
    only: Collection[str] = (),
) -> dict[Key, int]:
    """Keep the cached states of a content, or those of `only` some languages, equal to what comparing
    says; returns what needs a translation that needed none before, with its characters."""
    columns = (Status.segment_id, Status.language, *(getattr(Status, name) for name in FACTS))
    old = {
        (segment_id, language): tuple(facts)
        for segment_id, language, *facts in session.execute(
            select(*columns)
            .where(Status.content_id == content.id)
            .where(Status.language.in_(only) if only else true())
        )
    }
    wanted = {
        (paragraph.segment_id, language): _facts(paragraph)
        for language, paragraphs in judged.items()
        for paragraph in paragraphs
    }
    _change(session, {key for key in old if old[key] != wanted.get(key)}, wanted)
    session.add_all(_row(content, key, facts) for key, facts in wanted.items() if key not in old)
    session.flush()
    waiting = {key: facts for key, facts in wanted.items() if facts[0] in WAITING}
    return {
        key: characters
        for key, (_, _, _, characters, *_) in waiting.items()
        if key not in old or old[key][0] not in WAITING
    }


def _row(content: Content, key: Key, facts: Facts) -> Status:
    return Status(
        segment_id=key[0], language=key[1], region_id=content.region_id, content_id=content.id,
        **_named(facts),
    )  # fmt: skip


def _change(session: Session, outdated: Collection[Key], wanted: Mapping[Key, Facts]) -> None:
    """Write anew, or delete, the rows that hold no more."""
    if not outdated:
        return
    segments = {segment_id for segment_id, _ in outdated}
    for row in session.scalars(select(Status).where(Status.segment_id.in_(segments))):
        key = (row.segment_id, row.language)
        if key not in outdated:
            continue
        if key not in wanted:
            session.delete(row)
        else:
            for name, value in _named(wanted[key]).items():
                setattr(row, name, value)


def _facts(paragraph: Paragraph) -> Facts:
    verdict = paragraph.verdict
    return (
        verdict.state, verdict.klass, verdict.severity, characters(paragraph), paragraph.since,
        _is_unseen(paragraph), paragraph.is_offered, paragraph.position,
    )  # fmt: skip


def _is_unseen(paragraph: Paragraph) -> bool:
    """Whether what is served comes from a machine and nobody has reviewed it."""
    served = paragraph.verdict.answer
    if served is None or served.id != paragraph.head_id:
        return False
    return served.maker == "machine" and served.quality != "reviewed"


def _named(facts: Facts) -> dict[str, Any]:
    return dict(zip(FACTS, facts, strict=True))


def characters(paragraph: Paragraph) -> int:
    """What a paragraph weighs in shares of fresh text: its characters, none if it has no words."""
    segment = paragraph.source.segment
    return len(segment.coded) if has_words(segment) else 0
