"""What translators decide about a paragraph: a text accepted, a machine's or one's own taken over.

The caller has checked that the visitor may translate into the language; that the paragraph is the
region's is checked here. Each deed is noted, and ends the visitor's claim and what they were typing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.domain.exchange.texts import neat
from app.domain.quality.findings import Found
from app.domain.segments.segmentation import Segment
from app.errors import Invalid
from app.models import Content, Occurrence, Region, Target
from app.services.desk import release
from app.services.desk.paragraphs import deeds, drafts
from app.services.desk.paragraphs.confirming import confirm, end, present, tick_off
from app.services.desk.paragraphs.deeds import Decided, Faulty
from app.services.desk.paragraphs.judging import dismiss, take_up_again
from app.services.desk.paragraphs.taking import keep_theirs, take_machine, take_mine
from app.services.desk.paragraphs.undoing import undo
from app.services.pages import paragraphs
from app.services.pages.takeover import Origin
from app.services.quality import checking, glossary
from app.services.segments import targets

__all__ = [
    "Decided", "Faulty", "accept", "confirm", "dismiss", "keep_theirs", "take_machine", "take_mine",
    "take_up_again", "tick_off", "undo",
]  # fmt: skip


def accept(
    session: Session,
    who: Actor,
    region: Region,
    language: str,
    segment_id: int,
    coded: str,
    *,
    made_against: str,
    lock_version: int,
    now: datetime,
    insist: bool = False,
) -> Decided:
    """Save a person's text for the German `made_against` (a hash), on top of the version that they saw.

    Faulty if a check speaks against it, unless all of that is a matter of judgement and they `insist`.
    A machine's text that they leave as it is stays the machine's, reviewed.
    """
    content = deeds.opened(session, region, language, segment_id)
    drafts.check_length(coded)
    text = neat(coded, language)
    source = _answered(session, segment_id, made_against)
    found = checking.look(source, text, language, glossary.of_region(session, region.id))
    _refuse(found, insist)
    seen = (made_against, lock_version)
    return _unchanged(
        session, who, region, content, language, segment_id, text, seen, now
    ) or _saved(session, who, region, content, language, segment_id, text, seen, found, now)


def _saved(
    session: Session,
    who: Actor,
    region: Region,
    content: Content,
    language: str,
    segment_id: int,
    text: str,
    seen: tuple[str, int],
    found: tuple[Found, ...],
    now: datetime,
) -> Decided:
    """Save a text that may be shown, and do all that follows."""
    by = Origin("human", "translated", who.name)
    saved = paragraphs.save(
        session, segment_id, language, text, made_against=seen[0], lock_version=seen[1], by=by,
        now=now,
    )  # fmt: skip
    _keep_found(session, who, session.get_one(Target, saved.target_id), found, now)
    end(session, who, language, [segment_id])
    deeds.note(
        session, who, content, language, "paragraph.save", now, segment=segment_id,
        outcome=saved.outcome,
    )  # fmt: skip
    live = release.when_complete(session, who, region, content, language, now)
    return Decided(
        saved.outcome, saved.verdict.state, saved.verdict.klass, text, saved.theirs, saved.diff,
        found, live,
    )  # fmt: skip


def _answered(session: Session, segment_id: int, made_against: str) -> Segment:
    """The German that a text answers; Invalid if the paragraph never said that."""
    said = select(Occurrence.hash).where(
        Occurrence.segment_id == segment_id, Occurrence.hash == made_against
    )
    if session.scalar(said.limit(1)) is None:
        raise Invalid(f"paragraph {segment_id} never said {made_against!r}", "made_against")
    return targets.source_of(session, segment_id, made_against)


def _refuse(found: Sequence[Found], insist: bool) -> None:
    blocks = [one for one in found if one.level == "block"]
    may_insist = all(one.check not in checking.FACTS for one in blocks)
    if blocks and not (insist and may_insist):
        raise Faulty(blocks, may_insist)


def _unchanged(
    session: Session,
    who: Actor,
    region: Region,
    content: Content,
    language: str,
    segment_id: int,
    text: str,
    seen: tuple[str, int],
    now: datetime,
) -> Decided | None:
    """The deed, where the text is what is served already or what a machine proposes; else None."""
    made_against, lock_version = seen
    german = present(session, content, segment_id)
    if german is None or german.hash != made_against:
        return None
    found = deeds.served(session, segment_id, language)
    head, target = found if found else (None, None)
    if (head.lock_version if head else 0) != lock_version:
        return None
    if target is not None and (target.coded, target.made_against) == (text, made_against):
        return confirm(
            session, who, region, language, segment_id, made_against=made_against,
            lock_version=lock_version, now=now,
        )  # fmt: skip
    machine = _machine(session, segment_id, language, made_against, target)
    if machine is None or machine.coded != text:
        return None
    return take_machine(
        session, who, region, language, segment_id, machine.id, lock_version=lock_version, now=now
    )


def _machine(
    session: Session, segment_id: int, language: str, german: str, head: Target | None
) -> Target | None:
    """The newest text of a machine for this German, newer than what is served."""
    wanted = select(Target).where(
        Target.segment_id == segment_id, Target.language == language,
        Target.made_against == german, Target.origin == "machine",
        Target.id > (head.id if head else 0),
    )  # fmt: skip
    return session.scalar(wanted.order_by(Target.id.desc()).limit(1))


def _keep_found(
    session: Session, who: Actor, target: Target, found: Sequence[Found], now: datetime
) -> None:
    """Keep what checks found in an accepted text; what the translator overruled is dismissed."""
    checking.keep(session, [(target, found)])
    for row in checking.open_blocks(session, target.id):
        checking.dismiss(session, row.id, who.name, now)
