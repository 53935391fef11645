"""A guide of another Integreat backend brought over: tree, texts, addresses, dates and pairing kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.addresses.slugs import last_segment
from app.domain.segments.sanitising import clean
from app.errors import Invalid
from app.exchange.integreat import Item
from app.models import Content, Region, Slug, Takeover, Translation
from app.services import regions
from app.services.importing.bundling import Bundle, bundle
from app.services.pages import addresses, pages, releasing, takeover, translations
from app.services.pages.pages import Draft
from app.services.publishing import catalogue, publication

AUTHOR = "import"


@dataclass
class Outcome:
    """What an import did, in numbers of pages and languages of pages."""

    pages_new: int = 0
    texts_new: int = 0
    texts_changed: int = 0
    texts_unchanged: int = 0
    addresses_changed: int = 0  # of pages that were known already
    unverified: int = 0
    torn: list[str] = field(default_factory=list)  # "language path: what is torn"
    mended: int = 0

    def changed(self) -> bool:
        """Whether anything at all was written."""
        return bool(
            self.pages_new or self.texts_new or self.texts_changed or self.addresses_changed
        )


Progress = Callable[[int, int], None]


def import_guide(
    session: Session,
    slug: str,
    name: str,
    files: Mapping[str, Sequence[Item]],
    now: datetime,
    progress: Progress = lambda done, of: None,
) -> Outcome:
    """Bring the items of all `files` (by language, the source first) into the region `slug`.

    The region is made if there is none. Running it again with the same files changes nothing.
    `progress` is told how many pages of how many are done.
    """
    region = _region(session, slug, name, list(files), now)
    bundles = bundle(files)
    outcome, ids = Outcome(), _known(session, region)
    places = [_place(session, region, one, ids, outcome) for one in bundles]
    for number, (one, content) in enumerate(zip(bundles, places, strict=True), 1):
        _bring(session, content, one, outcome)
        progress(number, len(bundles))
    if outcome.changed():
        catalogue.publish_catalogue(session, now)
        publication.publish_region(session, region.id, now, texts_of=set(ids.values()))
    return outcome


def _region(session: Session, slug: str, name: str, languages: list[str], now: datetime) -> Region:
    region = regions.find(session, slug)
    regions.ensure_languages(session)
    if region is None:
        return regions.create(session, slug, name or slug, languages, now)
    if languages[0] != regions.source_code(region):
        raise Invalid(
            f"region {slug!r} is written in {regions.source_code(region)!r}: name that language first"
        )
    regions.add_languages(session, region, languages)
    return region


def _known(session: Session, region: Region) -> dict[tuple[str, str], int]:
    """The pages of a region by (language, slug), old slugs included."""
    rows = session.execute(
        select(Slug.language, Slug.slug, Slug.content_id).where(
            Slug.region_id == region.id, Slug.kind == "page"
        )
    )
    return {(language, slug): content_id for language, slug, content_id in rows}


def _place(
    session: Session,
    region: Region,
    one: Bundle,
    ids: dict[tuple[str, str], int],
    outcome: Outcome,
) -> Content:
    """The page in its place, with all of its addresses: links to it are known before any text is."""
    found = (ids.get((item.language, item.slug)) for item in one.items.values())
    known = next((content_id for content_id in found if content_id is not None), None)
    if known is None:
        content = _begin(session, region, one.source, ids)
        outcome.pages_new += 1
    else:
        content = pages.get(session, known)
    for language, item in one.items.items():
        translations.begin(session, content, language, item.slug, item.changed_at)
        outcome.addresses_changed += _bring_slugs(session, content, item, ids)
    return content


def _bring(session: Session, content: Content, one: Bundle, outcome: Outcome) -> None:
    """The texts of a page in all of its languages."""
    for language, item in one.items.items():
        if language == content.source_language:
            _bring_source(session, content, item, outcome)
        else:
            _bring_target(session, content, item, one.source, outcome)


def _begin(
    session: Session, region: Region, item: Item, ids: dict[tuple[str, str], int]
) -> Content:
    parent_id = None
    if item.parent is not None:
        parent_id = ids[item.language, last_segment(item.parent)]
    content = pages.begin(
        session, region, item.title, now=item.changed_at, parent_id=parent_id, slug=item.slug,
        icon=item.thumbnail, order=item.order, language=item.language,
    )  # fmt: skip
    _take_slug(session, content, item)
    ids[item.language, item.slug] = content.id
    return content


def _take_slug(session: Session, content: Content, item: Item) -> bool:
    """The address exactly as it was over there; whether it was another here."""
    entry = pages.translation(session, content, item.language)
    if entry.slug == item.slug:
        return False
    addresses.record(session, content, item.language, item.slug, item.changed_at)
    entry.slug = item.slug
    return True


def _bring_slugs(
    session: Session, content: Content, item: Item, ids: dict[tuple[str, str], int]
) -> bool:
    """All addresses that a page has and had; whether it moved. One that it had here keeps ours."""
    for slug in (item.slug, *item.slug_history):
        if (owner := ids.get((item.language, slug), content.id)) != content.id:
            where = f"{item.language}: item {item.path}: field 'slug_history'"
            raise Invalid(f"{where}: slug {slug!r} belongs to page {owner} already")
    moved = (item.language, item.slug) not in ids and _take_slug(session, content, item)
    ids[item.language, item.slug] = content.id
    for slug in item.slug_history:
        if (item.language, slug) not in ids:
            addresses.record(session, content, item.language, slug, item.changed_at)
            ids[item.language, slug] = content.id
    return moved


def _bring_source(session: Session, content: Content, item: Item, outcome: Outcome) -> None:
    draft = Draft(item.title, item.content)
    working = content.working
    if working is None:
        pages.write_first(session, content, draft, author=AUTHOR, now=item.changed_at)
        outcome.texts_new += 1
    else:
        saved = pages.revise(
            session, content, draft, based_on=working.number, author=AUTHOR, now=item.changed_at
        )
        if saved is working and content.published_revision_id == working.id:
            outcome.texts_unchanged += 1
            return
        outcome.texts_changed += 1
    releasing.release(session, content, item.changed_at)


def _bring_target(
    session: Session, content: Content, item: Item, source: Item, outcome: Outcome
) -> None:
    kept = session.get(Takeover, (content.id, item.language))
    if kept is not None and (kept.title, kept.html) == (item.title, clean(item.content)):
        outcome.texts_unchanged += 1
        return
    quality = "translated" if item.changed_at >= source.changed_at else "unverified"
    by = takeover.Origin("import", quality, AUTHOR)
    report = translations.save_page(
        session, content, item.language, item.title, item.content, by=by, now=item.changed_at,
        slug=item.slug,
    )  # fmt: skip
    releasing.settle(session, content, item.changed_at)
    _show(session, content, item)
    outcome.texts_new += kept is None
    outcome.texts_changed += kept is not None
    outcome.unverified += quality == "unverified"
    outcome.mended += report.mended
    outcome.torn += [f"{item.language} {item.path}: {what}" for what in report.torn]


def _show(session: Session, content: Content, item: Item) -> None:
    """What was public over there is public here, untranslated paragraphs and all."""
    entry = session.scalars(
        select(Translation).where(
            Translation.content_id == content.id, Translation.language == item.language
        )
    ).one()
    entry.state, entry.live_since = "published", entry.live_since or item.changed_at
