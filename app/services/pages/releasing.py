"""Releasing: readers get the working copy, and every language what can be carried, in one step."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.models import Content, Region, Revision
from app.services import regions, tree
from app.services.pages.pages import Draft, _newest, revise, translation
from app.services.publishing import publication
from app.services.segments import carrying, looks, material, saving
from app.services.segments.freshness import Judged, judge_all
from app.services.segments.saving import Report
from app.services.webhooks import needs


@dataclass(frozen=True)
class Settled:
    """The verdicts on a content before anything was carried, and after; and which words it knows."""

    before: Judged
    after: Judged
    known: Callable[[str], bool]


def publish(
    session: Session,
    content: Content,
    *,
    now: datetime,
    author: str = "",
    minor: Collection[int] | None = (),
    revision: Revision | None = None,
) -> Report:
    """Give readers the working copy; every language gets what can be carried, in the same step.

    `minor` are the segments whose change the author declares to need no new translation (None: all
    that changed). The report says what changed and what it costs. With `revision` readers get that
    one, and a newer working copy goes on waiting.
    """
    tree.lock(session, content.region_id)
    home = session.get_one(Region, content.region_id)  # held here, so that it is read but once
    _newest(session, content)
    first = translation(session, content, content.source_language).live_since is None
    told = release(session, content, now, author, minor, revision)
    if first:
        publication.publish_region(session, home.id, now, texts_of={content.id})
    else:
        publication.publish_texts(session, content, now, told.settled)
    return told


def release(
    session: Session,
    content: Content,
    now: datetime,
    author: str = "",
    minor: Collection[int] | None = (),
    revision: Revision | None = None,
) -> Report:
    """Let the working copy, or `revision`, be the published one and settle the languages; documents
    come later."""
    source = translation(session, content, content.source_language)
    chosen, before_id = revision or content.working, content.published_revision_id
    assert chosen is not None
    chosen.published_at = chosen.published_at or now
    content.published = chosen
    looks.go_live(session, content)
    source.state = "published" if chosen is content.working else source.state
    source.live_since = source.live_since or now
    session.flush()
    if before_id == chosen.id:
        return saving.NOTHING
    source.changed_at = now
    saving.declare_minor(session, content, before_id, chosen.id, minor, author, now)
    settled = settle(session, content, now)
    told = saving.report(session, before_id, settled.before, settled.known)
    return replace(told, settled=settled.after)


def preview(
    session: Session, content: Content, draft: Draft, *, now: datetime, author: str = ""
) -> Report:
    """What saving and publishing `draft` would mean, without doing it."""
    working = content.working
    assert working is not None
    savepoint = session.begin_nested()
    try:
        revise(session, content, draft, based_on=working.number, author=author, now=now)
        return release(session, content, now, author)
    finally:
        savepoint.rollback()


def preview_of(
    session: Session,
    content: Content,
    revision: Revision,
    *,
    now: datetime,
    minor: Collection[int] | None = (),
) -> Report:
    """What publishing a saved revision would mean, without doing it."""
    savepoint = session.begin_nested()
    try:
        return release(session, content, now, minor=minor, revision=revision)
    finally:
        savepoint.rollback()


def settle(
    session: Session, content: Content, now: datetime, only: Collection[str] = ()
) -> Settled:
    """Carry what can be carried into every language (or `only` some), and note what holds then."""
    assert content.published_revision_id is not None
    region = session.get_one(Region, content.region_id)
    languages = [
        code
        for code in regions.codes(region)
        if code != content.source_language and (not only or code in only)
    ]
    read = material.gather(session, content, content.published_revision_id, languages)
    judged = judge_all(read, languages)
    served = carrying.carry(session, judged, now)
    material.take_in(session, read, served)
    settled = judged | judge_all(read, {target.language for target in served})
    needs.tell(session, content, carrying.note(session, content, settled, only), now)
    return Settled(judged, settled, read.known)


def withdraw(session: Session, content: Content, language: str, *, now: datetime) -> None:
    """Take a page away from the readers of one language; nothing is lost."""
    tree.lock(session, content.region_id)
    entry = translation(session, content, language)
    entry.live_since, entry.state = None, "draft"
    session.flush()
    publication.publish_region(session, content.region_id, now)
