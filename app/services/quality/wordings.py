"""How one language puts the terms of a glossary: changed by its translators, and what that touches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.quality.glossary import Term, Wording
from app.domain.segments.chips import Chip, chips
from app.errors import Conflict, Invalid, NotFound
from app.models import Content, Occurrence, Region, Revision, Target
from app.models import Term as TermRow
from app.services import events, regions
from app.services.quality import glossary, term_findings
from app.services.quality.glossary import Estimate, Outdated
from app.services.segments.stored_segments import codes_from_json

SHOWN = 100  # paragraphs of a list


@dataclass(frozen=True)
class Touched:
    """A paragraph that does not say a term as agreed: its page, German and translation, coded."""

    segment_id: int
    content_id: int
    title: str
    source: str
    source_chips: dict[int, Chip]
    target: str
    target_chips: dict[int, Chip]
    characters: int


def look_ahead(
    session: Session,
    region: Region,
    language: str,
    term_id: int,
    wordings: Sequence[Wording],
    now: datetime,
) -> Estimate:
    """What these wordings would make out of date in their language; nothing is kept."""
    wanted = _term(session, region, language, term_id, wordings)
    _, touched = glossary.look_ahead(session, region, wanted, now)
    return touched.get(language, Estimate(language, ()))


def affected(session: Session, term: Term, language: str) -> Estimate:
    """The paragraphs of a language that use a term and do not say it as agreed."""
    only = replace(term, wordings={language: term.wordings.get(language, ())})
    return glossary.affected(session, only)[language]


def reword(
    session: Session,
    region: Region,
    language: str,
    term_id: int,
    wordings: Sequence[Wording],
    *,
    seen: Sequence[Wording],
    who: str,
    now: datetime,
) -> Term:
    """Put `wordings` in the place of those that were `seen`; other languages stay as they are.

    Conflict if somebody has changed them since; Invalid as by `glossary.change`.
    """
    session.get(TermRow, term_id, with_for_update=True)
    wanted = _term(session, region, language, term_id, wordings)
    before = glossary.get(session, term_id)
    if _texts(before.wordings.get(language, ())) != _texts(seen):
        raise Conflict(f"the wordings of {before.lemma!r} ({language}) have changed meanwhile")
    kept = glossary.change(session, term_id, wanted, now)
    term_findings.renew(session, region, [before, kept])
    events.record(session, region.id, who, "term.reword", now, language=language, lemma=kept.lemma)
    return kept


def _texts(wordings: Sequence[Wording]) -> list[str]:
    return [wording.text for wording in wordings]


def _term(
    session: Session, region: Region, language: str, term_id: int, wordings: Sequence[Wording]
) -> Term:
    """A term of this region with other wordings in one language."""
    regions.check_target(region, language)
    before = glossary.in_region(session, region, term_id)
    if before is None:
        raise NotFound(f"term {term_id} does not exist in region {region.slug!r}")
    rest = {code: given for code, given in before.wordings.items() if code != language}
    if not wordings and not rest:
        raise Invalid(f"{before.lemma}: no language has a wording", language, "silent")
    return replace(before, wordings={**rest, language: tuple(wordings)} if wordings else rest)


def listed(session: Session, found: Sequence[Outdated], most: int = SHOWN) -> list[Touched]:
    """The first of these paragraphs with their texts."""
    some = found[:most]
    rows = session.execute(
        select(Target, Occurrence, Revision.title)
        .join(Occurrence, Occurrence.segment_id == Target.segment_id)
        .join(Content, Content.published_revision_id == Occurrence.revision_id)
        .join(Revision, Revision.id == Occurrence.revision_id)
        .where(Target.id.in_([one.target_id for one in some]))
    )
    texts = {target.id: (target, place, title) for target, place, title in rows}
    return [_touched(one, *texts[one.target_id]) for one in some if one.target_id in texts]


def _touched(one: Outdated, target: Target, place: Occurrence, title: str) -> Touched:
    return Touched(
        one.segment_id, one.content_id, title, place.coded, chips(codes_from_json(place.codes)),
        target.coded, chips(codes_from_json(target.codes)), one.characters,
    )  # fmt: skip
