"""Release: who lets a translated page go live, and when; one rule for desk, office and machines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor, may
from app.errors import Conflict, Invalid, NotAllowed
from app.models import Content, Event, Region, Translation
from app.services import events, tree
from app.services.pages import translations
from app.services.pages.withdrawing import WITHDRAWN
from app.services.settings import policies
from app.services.translation import appearing

PUBLISHED, HANDED_IN = "translation.publish", "translation.hand-in"
TAKEN_AWAY = "translation.withdraw"


@dataclass(frozen=True)
class Standing:
    """Where a page stands with the readers of a language, and what the visitor may do about it.

    `policy` is the language's: complete, at_once or editor. `missing` is title or body while nothing
    of it is translated; `waits`: it was handed in and an editor decides.
    """

    policy: str
    live_since: datetime | None
    missing: str
    waits: bool
    may_publish: bool
    may_hand_in: bool


def standing(
    session: Session, who: Actor, region: Region, content: Content, language: str
) -> Standing:
    """Where a page stands, for this visitor."""
    policy = policies.entry(region, language).release
    entry = _entry(session, content, language)
    missing = translations.untranslated(session, content, language)
    is_done = entry is not None and entry.state == "published" and entry.live_since is not None
    waits = entry is not None and entry.state == "review"
    free = not missing and not is_done and content.published_revision_id is not None
    lets = allows(who, region, language)
    return Standing(
        policy, entry.live_since if entry else None, missing, waits,
        may_publish=free and lets, may_hand_in=free and not lets and not waits,
    )  # fmt: skip


def _entry(session: Session, content: Content, language: str) -> Translation | None:
    return session.scalar(
        select(Translation).where(
            Translation.content_id == content.id, Translation.language == language
        )
    )


def allows(who: Actor, region: Region, language: str) -> bool:
    """Whether somebody may let pages of a language go live: who may publish always; a translator where
    the language leaves that to translators."""
    if may(who, "publish", region.slug):
        return True
    by_translators = policies.entry(region, language).release != "editor"
    return by_translators and may(who, "translate", region.slug, language)


def check(who: Actor, region: Region, language: str) -> None:
    """NotAllowed, with what to do instead, unless `allows` says yes."""
    if not allows(who, region, language):
        raise NotAllowed(
            f"{who.name} may hand in pages in region {region.slug!r} ({language}); an editor"
            " publishes them"
        )


def publish(
    session: Session, who: Actor, region: Region, content: Content, language: str, now: datetime
) -> None:
    """Let the readers of a language have a page. NotAllowed if that is an editor's to decide; Invalid
    (field title or body, kind untranslated) while nothing of it is translated."""
    check(who, region, language)
    tree.lock(session, region.id)
    session.refresh(content)
    _begin(session, content, language, now)
    translations.publish(session, content, language, now=now)
    _note(session, who, content, language, PUBLISHED, now)


def _begin(session: Session, content: Content, language: str, now: datetime) -> None:
    """Give the page its address in a language; Invalid while it has no title or text there."""
    if content.published_revision_id is None:
        raise Invalid(f"page {content.id} is not published yet", "page", "unpublished")
    appearing.name(session, content, language, now)
    if _entry(session, content, language) is None:
        if missing := translations.untranslated(session, content, language):
            raise Invalid(
                f"page {content.id} ({language}): {missing} has no translation yet", missing,
                "untranslated",
            )  # fmt: skip
        title = translations.served_title(session, content, language)
        translations.begin(session, content, language, title, now)


def hand_in(
    session: Session, who: Actor, region: Region, content: Content, language: str, now: datetime
) -> None:
    """Tell the editors that a page is ready in a language. Invalid as by `publish`, Conflict if there
    is nothing new to look at."""
    tree.lock(session, region.id)
    session.refresh(content)
    _begin(session, content, language, now)
    entry = _entry(session, content, language)
    assert entry is not None
    if entry.state == "published" or entry.state == "review":
        raise Conflict(f"page {content.id} ({language}) has nothing new to look at")
    if missing := translations.untranslated(session, content, language):
        raise Invalid(f"{missing} has no translation yet", missing, "untranslated")
    entry.state = "review"
    session.flush()
    _note(session, who, content, language, HANDED_IN, now)


def when_complete(
    session: Session, who: Actor, region: Region, content: Content, language: str, now: datetime
) -> bool:
    """After a deed: let the page go live where the language wants that at once, its title and body
    are translated, and nobody took it away from readers; whether it did."""
    if policies.entry(region, language).release != "at_once":
        return False
    entry = _entry(session, content, language)
    if entry is not None and (
        entry.live_since is not None or _was_taken_away(session, content, language)
    ):
        return False
    appearing.name(session, content, language, now)
    if translations.untranslated(session, content, language):
        return False
    publish(session, who, region, content, language, now)
    return True


def _was_taken_away(session: Session, content: Content, language: str) -> bool:
    """Whether somebody took the page away from the readers of this language, or of all."""
    away = or_(
        Event.action == WITHDRAWN,
        (Event.action == TAKEN_AWAY) & (Event.language == language),
    )
    found = select(Event.id).where(Event.content_id == content.id, away).limit(1)
    return session.scalar(found) is not None


def _note(
    session: Session, who: Actor, content: Content, language: str, deed: str, now: datetime
) -> None:
    events.record(
        session, content.region_id, who.name, deed, now, content_id=content.id, language=language
    )
