"""Texts that are kept beside what is served, taken over or decided against."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.errors import Invalid, NotFound
from app.models import Region, Target
from app.services.desk import release
from app.services.desk.paragraphs import deeds
from app.services.desk.paragraphs.confirming import end, present
from app.services.desk.paragraphs.deeds import Decided
from app.services.segments import targets


def take_machine(
    session: Session,
    who: Actor,
    region: Region,
    language: str,
    segment_id: int,
    target_id: int,
    *,
    lock_version: int,
    now: datetime,
) -> Decided:
    """Give readers a machine's text that waits, as it is; it counts as reviewed by that.

    Faulty if a check that nobody dismissed speaks against it.
    """
    return _take(
        session, who, region, language, segment_id, target_id, ("machine", "reviewed"),
        lock_version, now,
    )  # fmt: skip


def take_mine(
    session: Session,
    who: Actor,
    region: Region,
    language: str,
    segment_id: int,
    target_id: int,
    *,
    lock_version: int,
    now: datetime,
) -> Decided:
    """Of two texts of people, give readers the one that was kept aside; the other stays on record."""
    return _take(
        session, who, region, language, segment_id, target_id, ("human", "translated"),
        lock_version, now,
    )  # fmt: skip


def _take(
    session: Session,
    who: Actor,
    region: Region,
    language: str,
    segment_id: int,
    target_id: int,
    becomes: tuple[str, str],
    lock_version: int,
    now: datetime,
) -> Decided:
    """Serve a kept text of this origin, with this quality from now on."""
    origin, quality = becomes
    content = deeds.opened(session, region, language, segment_id)
    target = _kept(session, segment_id, language, target_id, origin)
    deeds.refuse_blocked(session, target.id)
    found = deeds.served(session, segment_id, language)
    if (found[0].lock_version if found else 0) != lock_version:
        return Decided("conflict", yours=target.coded, theirs=found[1].coded if found else "")
    german = present(session, content, segment_id)
    if german is None or german.hash != target.made_against:
        return Decided("gone" if german is None else "behind", yours=target.coded)
    target.quality, target.set_aside = quality, False
    targets.serve(session, target, now=now, actor=who.name)
    paragraph = deeds.renew(session, content, language, now).get(segment_id)
    end(session, who, language, [segment_id])
    deed = "paragraph.take-machine" if origin == "machine" else "paragraph.take-mine"
    deeds.note(session, who, content, language, deed, now, segment=segment_id, target=target_id)
    live = release.when_complete(session, who, region, content, language, now)
    return deeds.outcome(paragraph, yours=target.coded, published=live)


def _kept(session: Session, segment_id: int, language: str, target_id: int, origin: str) -> Target:
    """A text of this paragraph by its number; NotFound if it is none, or of another origin."""
    target = session.get(Target, target_id, populate_existing=True)
    is_ours = target is not None and (target.segment_id, target.language, target.origin) == (
        segment_id, language, origin,
    )  # fmt: skip
    if target is None or not is_ours:
        raise NotFound(f"paragraph {segment_id} has no text {target_id} in {language!r}")
    return target


def keep_theirs(
    session: Session,
    who: Actor,
    region: Region,
    language: str,
    segment_id: int,
    target_id: int,
    now: datetime,
) -> None:
    """Of two texts of people, leave readers the one they have; the other stays on record, and is no
    longer in anybody's way."""
    content = deeds.opened(session, region, language, segment_id)
    target = _kept(session, segment_id, language, target_id, "human")
    if target.quality != "draft":
        raise Invalid(f"text {target_id} does not wait for a decision", "target", "decided")
    target.set_aside = True
    end(session, who, language, [segment_id])
    deeds.note(
        session, who, content, language, "paragraph.keep-theirs", now, segment=segment_id,
        target=target_id,
    )  # fmt: skip
    session.flush()
