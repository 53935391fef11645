"""The languages of a region: added, put in order, switched off, hidden; readers know at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from babel import Locale, UnknownLocaleError
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.errors import Conflict, Invalid
from app.models import Content, Language, Region, RegionLanguage, Status
from app.services import regions, tree
from app.services.publishing import publication
from app.services.publishing.catalogue import publish_catalogue
from app.services.regions import LanguageFacts
from app.services.segments import carrying
from app.services.segments.freshness import judge_content

TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*", re.IGNORECASE)
LONGEST_NAME, LONGEST_CODE = 120, 16
OTHERS = {"prs": ("دری", "rtl"), "kmr": ("Kurmancî", "ltr"), "rom": ("Romani", "ltr")}
"""Own names and directions of languages that many newcomers speak and CLDR does not know."""

AT_ONCE = 200  # published pages; in a larger region the worker judges the new language


def known(session: Session) -> Sequence[Language]:
    """All languages that some region of the installation has, by their own names."""
    return session.scalars(select(Language).order_by(Language.native_name)).all()


def suggested(tag: str) -> LanguageFacts:
    """What is generally known of a language by its tag; Invalid if the tag is none (kind tag)."""
    tag = tag.strip().replace("_", "-")
    if not TAG.fullmatch(tag) or len(tag) > 35:
        raise _wrong("tag", "tag", tag)
    code = tag.split("-")[0].lower()
    if code in OTHERS:
        return LanguageFacts(code, tag, *OTHERS[code])
    locale = _locale(tag) or _locale(code)
    if locale is None:
        return LanguageFacts(code, tag, "")
    plain = Locale(locale.language, script=locale.script)
    name = plain.get_display_name(plain) or ""
    direction = "rtl" if locale.character_order == "right-to-left" else "ltr"
    return LanguageFacts(code, tag, name[:1].upper() + name[1:], direction)


def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-", resolve_likely_subtags=False)
    except (UnknownLocaleError, ValueError):
        return None


def found(session: Session, slug: str, name: str, codes: Sequence[str], now: datetime) -> Region:
    """A new region that speaks these languages, the source first; readers do not see it yet.

    Invalid if its slug is none (kind slug), Conflict if another region has it.
    """
    regions.ensure_languages(session)
    try:
        region = regions.create(session, slug, name, codes, now, status="hidden")
    except Invalid as error:
        raise _wrong("slug", "slug", slug) from error
    _publish(session, region, now)
    return region


def add(
    session: Session,
    region: Region,
    tag: str,
    now: datetime,
    *,
    name: str = "",
    direction: str = "",
) -> RegionLanguage:
    """Let the region's texts be translated into a language, hidden from readers for the time being.

    `name` (its own) and `direction` matter only where the installation does not have the language
    yet; "" takes what is generally known. Invalid names the field: tag, name (empty, long), direction.
    """
    tree.lock(session, region.id)
    language = _language(session, tag, name, direction)
    if language.code in regions.codes(region):
        raise Conflict(f"region {region.slug!r} speaks {language.code!r} already")
    regions.add_languages(session, region, [language.code])
    regions.set_visibility(region, language.code, active=True, visible=False)
    session.flush()
    _publish(session, region, now)
    if len(waiting := unjudged(session, region)) <= AT_ONCE:
        for content_id in waiting:
            judge(session, content_id)
    return next(one for one in region.languages if one.language.code == language.code)


def _language(session: Session, tag: str, name: str, direction: str) -> Language:
    """The language with this tag, or whose code it is; made if the installation has none."""
    facts = suggested(tag)
    rows = {row.tag.lower(): row for row in known(session)}
    by_code = {row.code: row for row in rows.values()}
    if found := rows.get(facts.tag.lower()) or by_code.get(tag.strip().lower()):
        return found
    code = facts.code if facts.code not in by_code else facts.tag.lower()
    if code in by_code or len(code) > LONGEST_CODE:
        raise _wrong("tag", "tag", tag)
    own = " ".join(name.split()) or facts.native_name
    if not own or len(own) > LONGEST_NAME:
        raise _wrong("name", "long" if own else "empty")
    if direction not in ("", "ltr", "rtl"):
        raise _wrong("direction", "choice")
    made = LanguageFacts(code, facts.tag, own, direction or facts.direction)
    regions.ensure_languages(session, [made])
    return regions.language(session, code)


def show(
    session: Session, region: Region, code: str, now: datetime, *, active: bool, visible: bool
) -> None:
    """Switch a language on or off (nothing of it is lost), or take it off the lists that readers see."""
    tree.lock(session, region.id)
    regions.set_visibility(region, code, active=active, visible=visible and active)
    session.flush()
    _publish(session, region, now)


def move(session: Session, region: Region, code: str, step: int, now: datetime) -> None:
    """Put a language one place up (-1) or down (1) in the region's order; at the end it stays."""
    tree.lock(session, region.id)
    order = list(region.languages)
    at = next((n for n, one in enumerate(order) if one.language.code == code), None)
    if at is None:
        raise Invalid(f"region {region.slug!r} does not speak {code!r}", "language", "choice", code)
    to = min(max(at + step, 0), len(order) - 1)
    order.insert(to, order.pop(at))
    for position, one in enumerate(order):
        one.position = position
    session.flush()
    session.expire(region, ["languages"])
    publish_catalogue(session, now)


def _publish(session: Session, region: Region, now: datetime) -> None:
    publish_catalogue(session, now)
    publication.publish_region(session, region.id, now)


def unjudged(session: Session, region: Region | None = None) -> Sequence[int]:
    """The published contents that have no states yet in some language of their region."""
    judged = exists().where(Status.content_id == Content.id, Status.language == Language.code)
    query = (
        select(Content.id)
        .join(RegionLanguage, RegionLanguage.region_id == Content.region_id)
        .join(Language, Language.id == RegionLanguage.language_id)
        .where(Content.published_revision_id.is_not(None))
        .where(Language.code != Content.source_language, ~judged)
        .distinct()
        .order_by(Content.id)
    )
    if region is not None:
        query = query.where(Content.region_id == region.id)
    return session.scalars(query).all()


def judge(session: Session, content_id: int) -> None:
    """Note the states of a content in the languages in which it has none."""
    content = session.get_one(Content, content_id)
    tree.lock(session, content.region_id)
    session.refresh(content)
    if content.published_revision_id is None:
        return
    region = session.get_one(Region, content.region_id)
    noted = set(
        session.scalars(select(Status.language).where(Status.content_id == content_id).distinct())
    )
    new = [c for c in regions.codes(region) if c != content.source_language and c not in noted]
    judged = judge_content(session, content, content.published_revision_id, new)
    carrying.note(session, content, judged, only=new)


def _wrong(what: str, kind: str, text: str = "") -> Invalid:
    return Invalid(f"{what}: {kind} {text}".strip(), what, kind, text)
