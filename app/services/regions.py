"""Regions and their languages: made, found, and changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.addresses.slugs import RESERVED_REGIONS
from app.errors import Conflict, Invalid, NotFound
from app.models import Language, Region, RegionLanguage


@dataclass(frozen=True)
class LanguageFacts:
    """What is known of a language before it stands in the database."""

    code: str
    tag: str
    native_name: str
    direction: str = "ltr"


SEVEN = (
    LanguageFacts("de", "de-DE", "Deutsch"),
    LanguageFacts("en", "en-GB", "English"),
    LanguageFacts("ar", "ar-arb", "العربية", "rtl"),
    LanguageFacts("fa", "fa-IR", "فارسی", "rtl"),
    LanguageFacts("ru", "ru-RU", "Русский"),
    LanguageFacts("tr", "tr-TR", "Türkçe"),
    LanguageFacts("uk", "uk-UA", "Українська"),
)


def ensure_languages(session: Session, wanted: Iterable[LanguageFacts] = SEVEN) -> None:
    """Add the languages that the installation does not know yet."""
    known = set(session.scalars(select(Language.code)))
    for facts in wanted:
        if facts.code not in known:
            session.add(Language(**vars(facts)))
    session.flush()


def language(session: Session, code: str) -> Language:
    """The language with this code; NotFound names it and what there is."""
    found = session.scalar(select(Language).where(Language.code == code))
    if found is None:
        known = ", ".join(session.scalars(select(Language.code).order_by(Language.code)))
        raise NotFound(f"language {code!r} is unknown; known are {known}")
    return found


def create(
    session: Session,
    slug: str,
    name: str,
    languages: Sequence[str],
    now: datetime,
    *,
    status: str = "live",
    time_zone: str = "Europe/Berlin",
) -> Region:
    """A new region that speaks `languages`, the source first."""
    if not re.fullmatch(r"[-a-z0-9_]+", slug) or slug in RESERVED_REGIONS:
        raise Invalid(f"region slug {slug!r}: small letters, digits and hyphens, and not reserved")
    if find(session, slug) is not None:
        raise Conflict(f"there is a region {slug!r} already")
    region = Region(
        slug=slug, name=name, status=status, time_zone=time_zone, created_at=now,
        aliases={}, features={},
    )  # fmt: skip
    session.add(region)
    session.flush()
    add_languages(session, region, languages)
    return region


def add_languages(session: Session, region: Region, codes: Sequence[str]) -> None:
    """Let `region` speak these languages too; the first of a region without any is its source."""
    spoken = {entry.language.code for entry in region.languages}
    for code in codes:
        if code in spoken:
            continue
        entry = RegionLanguage(
            language=language(session, code),
            is_source=not region.languages,
            position=len(region.languages),
        )
        region.languages.append(entry)
    session.flush()


def find(session: Session, slug: str) -> Region | None:
    """The region with this slug, or None."""
    return session.scalar(select(Region).where(Region.slug == slug))


def every(session: Session) -> Sequence[Region]:
    """All regions of the installation, by name."""
    return session.scalars(select(Region).order_by(Region.name, Region.id)).all()


def get(session: Session, slug: str) -> Region:
    """The region with this slug; NotFound names it."""
    region = find(session, slug)
    if region is None:
        known = ", ".join(session.scalars(select(Region.slug).order_by(Region.slug))) or "none"
        raise NotFound(f"region {slug!r} does not exist; there are: {known}")
    return region


def source_code(region: Region) -> str:
    """The language that the region writes in."""
    return next(entry.language.code for entry in region.languages if entry.is_source)


def active(region: Region) -> list[RegionLanguage]:
    """The region's languages that may be edited and read, in order."""
    return [entry for entry in region.languages if entry.active]


def target_codes(region: Region) -> list[str]:
    """The active languages that texts are translated into."""
    return [entry.language.code for entry in active(region) if not entry.is_source]


def set_visibility(region: Region, code: str, *, active: bool, visible: bool) -> None:
    """Switch a language of the region on or off, or hide it from the lists."""
    for entry in region.languages:
        if entry.language.code == code:
            if entry.is_source and not active:
                raise Invalid(f"{code!r} is the language that {region.slug!r} is written in")
            entry.active, entry.visible = active, visible
            return
    raise NotFound(f"region {region.slug!r} does not speak {code!r}")


def codes(region: Region) -> list[str]:
    """All languages of the region, switched off ones too: their states go on being kept."""
    return [entry.language.code for entry in region.languages]


def check_target(region: Region, code: str) -> None:
    """Invalid unless `code` is a language that this region translates into."""
    if code not in target_codes(region):
        known = ", ".join(target_codes(region))
        raise Invalid(f"region {region.slug!r} is not translated into {code!r}, but into {known}")


def all_target_codes(session: Session) -> list[str]:
    """Every language that some region translates into."""
    rows = session.scalars(
        select(Language.code)
        .join(RegionLanguage, RegionLanguage.language_id == Language.id)
        .where(RegionLanguage.active, ~RegionLanguage.is_source)
        .distinct()
        .order_by(Language.code)
    )
    return list(rows)
