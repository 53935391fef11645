"""Saving many paragraphs of a page at once: each comes to its own end, readers get the page but once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.domain.freshness.verdicts import Source
from app.domain.quality.findings import Found
from app.errors import Invalid
from app.models import Content, Head, Region, Target
from app.services import regions, tree
from app.services.desk import release
from app.services.desk.pages import page_texts
from app.services.desk.pages.page_texts import Read, Typed
from app.services.desk.paragraphs import confirming, deeds, drafts
from app.services.quality import checking
from app.services.segments import revisions, targets
from app.services.segments.freshness import Paragraph, source_of

KEPT = frozenset({"saved", "behind", "conflict", "gone"})
"""The outcomes with which a text is in the books; whatever else was typed is still the visitor's alone."""


@dataclass(frozen=True)
class Outcome:
    """What came of a paragraph: saved; behind (served, but the German has moved on); conflict (kept
    aside, since somebody was quicker); gone (it no longer stands in the page); refused (a check
    speaks against it: kept as the visitor's draft). `found` is what checks found in the text;
    `may_insist`: what speaks against it is a matter of judgement.
    """

    segment_id: int
    word: str
    coded: str
    found: tuple[Found, ...] = ()
    may_insist: bool = False


@dataclass(frozen=True)
class Saved:
    """What came of all of them, by paragraph; `is_published`: the page went live with it."""

    outcomes: Mapping[int, Outcome]
    is_published: bool = False


@dataclass(frozen=True)
class _Work:
    """Who saves what, and when."""

    who: Actor
    region: Region
    language: str
    content: Content
    now: datetime


def save(
    session: Session,
    who: Actor,
    region: Region,
    language: str,
    content: Content,
    typed: Sequence[Typed],
    now: datetime,
) -> Saved:
    """Keep what was typed, paragraph by paragraph; those that nobody touched are left as they are.

    Invalid unless the page is published and the region translates into `language`; NotFound if a
    paragraph belongs to another page.
    """
    regions.check_target(region, language)
    tree.lock(session, region.id)
    session.refresh(content)
    if content.published_revision_id is None:
        raise Invalid(f"page {content.id} is not published yet", "page", "unpublished")
    work = _Work(who, region, language, content, now)
    present = {
        row.segment_id: source_of(row)
        for row in revisions.occurrences(session, content.published_revision_id)
    }
    return _keep(
        session, work, page_texts.read(session, content, language, typed, present), present
    )


def _keep(
    session: Session, work: _Work, read: Sequence[Read], present: Mapping[int, Source]
) -> Saved:
    good, live = [one for one in read if one.is_good], False
    judged: Mapping[int, Paragraph] = {}
    if good:
        judged = _serve(session, work, good)
        live = release.when_complete(
            session, work.who, work.region, work.content, work.language, work.now
        )
    found = {one.typed.segment_id: _outcome(one, present, judged) for one in good}
    bad = [one for one in read if not one.is_good]
    return Saved(found | {one.typed.segment_id: _refused(session, work, one) for one in bad}, live)


def _serve(session: Session, work: _Work, good: Sequence[Read]) -> dict[int, Paragraph]:
    """Write the texts down, let readers have those that nobody else was quicker with, and settle."""
    said = _machines(session, work, good)
    kept = [(said.get(one.typed.segment_id) or _target(one, work), one) for one in good]
    session.add_all([target for target, _ in kept])
    session.flush()
    checking.keep(session, [(target, one.found) for target, one in kept])
    for target, one in kept:
        for finding in checking.open_blocks(session, target.id) if one.typed.insist else ():
            checking.dismiss(session, finding.id, work.who.name, work.now)
    served = [target for target, _ in kept if target.quality != "draft"]
    targets.serve_all(session, served, now=work.now, actor=work.who.name)
    confirming.end(session, work.who, work.language, [one.typed.segment_id for one in good])
    _note(session, work, good)
    return deeds.renew(session, work.content, work.language, work.now)


def _note(session: Session, work: _Work, good: Sequence[Read]) -> None:
    """Put on record which paragraphs were translated, and which texts were kept aside."""
    for outcome, some in (
        ("saved", [one for one in good if not one.is_late]),
        ("conflict", [one for one in good if one.is_late]),
    ):
        ids = [one.typed.segment_id for one in some]
        if ids:
            deed = "paragraph.save" if len(ids) == 1 else "translation.save"
            deeds.note(
                session, work.who, work.content, work.language, deed, work.now, segments=ids,
                outcome=outcome,
            )  # fmt: skip


def _machines(session: Session, work: _Work, good: Sequence[Read]) -> dict[int, Target]:
    """Machines' texts that wait and were left as they are: those stay the machine's, reviewed."""
    wanted = {one.typed.segment_id: one for one in good if not one.is_late}
    rows = session.scalars(
        select(Target)
        .outerjoin(
            Head, (Head.segment_id == Target.segment_id) & (Head.language == Target.language)
        )
        .where(Target.segment_id.in_(wanted), Target.language == work.language)
        .where(Target.origin == "machine", Target.id > func.coalesce(Head.target_id, 0))
        .order_by(Target.id)
    )
    found: dict[int, Target] = {}
    for row in rows:
        one = wanted[row.segment_id]
        if (row.made_against, row.coded) == (one.typed.made_against, one.coded):
            row.quality, row.set_aside = "reviewed", False
            found[row.segment_id] = row
    return found


def _target(one: Read, work: _Work) -> Target:
    return targets.draft(
        one.typed.segment_id, work.language, one.coded, one.source.codes, one.typed.made_against,
        origin="human", quality="draft" if one.is_late else "translated", now=work.now,
        author=work.who.name,
    )  # fmt: skip


def _outcome(one: Read, present: Mapping[int, Source], judged: Mapping[int, Paragraph]) -> Outcome:
    segment_id = one.typed.segment_id
    here, after = present.get(segment_id), judged.get(segment_id)
    if here is None or after is None:
        word = "gone"
    elif one.is_late:
        word = "conflict"
    else:
        old = here.hash != one.typed.made_against and after.verdict.state == "stale"
        word = "behind" if old else "saved"
    return Outcome(segment_id, word, one.coded, one.found)


def _refused(session: Session, work: _Work, one: Read) -> Outcome:
    """What readers must not get stays the visitor's draft, so that nothing they typed is lost."""
    typed = one.typed
    if len(one.coded) <= drafts.LONGEST:
        drafts.keep(
            session, work.who, typed.segment_id, work.language, one.coded,
            made_against=typed.made_against, lock_version=typed.lock_version, now=work.now,
        )  # fmt: skip
    return Outcome(typed.segment_id, "refused", one.coded, one.found, one.may_insist)
