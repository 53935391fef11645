"""Targets: written down for ever, and the head of a segment moved to the one that is to be served."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.segments.codes import Code, problems
from app.domain.segments.sanitising import UNWANTED
from app.domain.segments.segmentation import Segment
from app.errors import Conflict, Invalid, NotFound
from app.models import Head, Occurrence, SourceText, Target
from app.models import Segment as SegmentRow
from app.services.segments import moves
from app.services.segments.revisions import codes_to_json, segment_of


def write(
    session: Session,
    segment_id: int,
    language: str,
    coded: str,
    codes: Sequence[Code],
    made_against: str,
    *,
    origin: str,
    quality: str,
    now: datetime,
    author: str = "",
    based_on: int | None = None,
) -> Target:
    """Keep a target; it is not served until a head points to it."""
    target = draft(
        segment_id, language, coded, codes, made_against,
        origin=origin, quality=quality, now=now, author=author, based_on=based_on,
    )  # fmt: skip
    session.add(target)
    session.flush()
    return target


def draft(
    segment_id: int,
    language: str,
    coded: str,
    codes: Sequence[Code],
    made_against: str,
    *,
    origin: str,
    quality: str,
    now: datetime,
    author: str = "",
    based_on: int | None = None,
) -> Target:
    """A target that is still to be kept."""
    return Target(
        segment_id=segment_id, language=language, coded=UNWANTED.sub("", coded),
        codes=codes_to_json(codes), made_against=made_against, origin=origin, quality=quality,
        based_on=based_on, author=author, at=now,
    )  # fmt: skip


def serve(
    session: Session,
    target: Target,
    lock_version: int | None = None,
    *,
    now: datetime | None = None,
    actor: str = "",
    klass: str = "",
) -> Head:
    """Make `target` the one that readers get; Conflict if `lock_version` is no longer the head's.

    The move is noted: at `now`, else the target's own time, by `actor`, else its author.
    """
    key = (target.segment_id, target.language)
    head = session.get(Head, key, with_for_update=True)
    before = head.target_id if head else None
    if head is None:
        if lock_version:
            raise Conflict(f"segment {target.segment_id} ({target.language}) has no head any more")
        (head,) = _new_heads(session, [target])
    else:
        if lock_version is not None and head.lock_version != lock_version:
            raise Conflict(
                f"segment {target.segment_id} ({target.language}) is at version"
                f" {head.lock_version}, not {lock_version}"
            )
        head.target_id = target.id
        head.lock_version += 1
    session.flush()
    moves.note(session, [(before, target)], now=now, actor=actor, klasses={key: klass})
    return head


def serve_all(
    session: Session,
    written: Sequence[Target],
    *,
    now: datetime | None = None,
    actor: str = "",
    klasses: Mapping[moves.Key, str] | None = None,
) -> None:
    """Make many targets the ones that readers get; the moves are noted as by `serve`."""
    if not written:
        return
    session.flush()
    found = session.scalars(
        select(Head)
        .where(Head.segment_id.in_({target.segment_id for target in written}))
        .where(Head.language.in_({target.language for target in written}))
        .order_by(Head.segment_id, Head.language)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    heads = {(head.segment_id, head.language): head for head in found}
    before = {key: head.target_id for key, head in heads.items()}
    new = [target for target in written if (target.segment_id, target.language) not in heads]
    for target in written:
        if head := heads.get((target.segment_id, target.language)):
            head.target_id, head.lock_version = target.id, head.lock_version + 1
    _new_heads(session, new)
    session.flush()
    served = [(before.get((target.segment_id, target.language)), target) for target in written]
    moves.note(session, served, now=now, actor=actor, klasses=klasses)


def _new_heads(session: Session, served: Sequence[Target]) -> list[Head]:
    """Heads where nothing is served; one that was there before comes back at a version nobody has seen."""
    if not served:
        return []
    keys = [(target.segment_id, target.language) for target in served]
    emptied = moves.last_nothing(session, keys)
    heads = [
        Head(
            segment_id=key[0], language=key[1], target_id=target.id,
            lock_version=emptied.get(key, 0) + 1,
        )
        for key, target in zip(keys, served, strict=True)
    ]  # fmt: skip
    session.add_all(heads)
    return heads


def serve_nothing(session: Session, head: Head, *, now: datetime, actor: str) -> None:
    """Take away what readers get, where it was the first translation; the move is noted."""
    moves.note_nothing(session, head, now, actor)
    session.delete(head)
    session.flush()


def answer(
    session: Session,
    segment_id: int,
    language: str,
    coded: str,
    made_against: str,
    *,
    origin: str,
    quality: str,
    now: datetime,
    author: str = "",
    lock_version: int | None = None,
) -> Target:
    """Save and serve a translation of the text `made_against` (a hash); Invalid if its codes are broken."""
    codes = codes_of(session, segment_id, made_against)
    wrong = problems(coded, codes)
    if wrong:
        raise Invalid(f"segment {segment_id} ({language}): {'; '.join(wrong)}")
    if not coded.strip():
        raise Invalid(f"segment {segment_id} ({language}): the translation is empty")
    target = write(
        session, segment_id, language, coded, codes, made_against,
        origin=origin, quality=quality, now=now, author=author,
    )  # fmt: skip
    serve(session, target, lock_version)
    return target


def source_of(session: Session, segment_id: int, made_against: str) -> Segment:
    """A source text as this segment had it last, else as it was first stored."""
    kind = session.get_one(SegmentRow, segment_id).kind
    row = session.scalar(
        select(Occurrence)
        .where(Occurrence.segment_id == segment_id, Occurrence.hash == made_against)
        .order_by(Occurrence.revision_id.desc())
        .limit(1)
    ) or session.get(SourceText, made_against)
    if row is None:
        raise NotFound(f"source text {made_against!r} is unknown")
    return segment_of(row, kind)


def codes_of(session: Session, segment_id: int, made_against: str) -> tuple[Code, ...]:
    """The codes of a source text as this segment had it last."""
    return source_of(session, segment_id, made_against).codes
