"""The links that readers get: kept beside each fragment when its text is made, so that none is looked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

import orjson
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.domain.links import forms, own, reading
from app.domain.links.own import Home
from app.models import Content, Fragment, Link, Region, Revision
from app.services import tree
from app.services.publishing.own_addresses import home, pages

AT_ONCE = 200  # contents
LONGEST_TEXT = 500
Key = tuple[int, str]  # content and language
Text = tuple[int, str, bytes]  # content, language, and the fragment's body
Row = tuple[int, str, str, str, int | None]  # content, language, address, words, page


def rebuild(session: Session, region_id: int) -> int:
    """Read all links of a region anew from what readers get; how many rows had been wrong."""
    tree.lock(session, region_id)
    region = session.get_one(Region, region_id)
    ids = session.scalars(
        select(Fragment.content_id).where(Fragment.region_id == region.id).distinct()
    ).all()
    gone = delete(Link).where(Link.region_id == region.id, Link.content_id.not_in(ids))
    wrong = len(session.scalars(gone.returning(Link.id)).all())
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        texts = _texts(session, some)
        known = select(Link.content_id, Link.language).where(Link.content_id.in_(some)).distinct()
        lost = {(id_, code) for id_, code in session.execute(known)} - set(map(_key, texts))
        wrong += forget(session, lost) + renew(session, region, texts)
    return wrong


def _texts(session: Session, ids: Collection[int]) -> list[Text]:
    rows = session.execute(
        select(Fragment.content_id, Fragment.language, Fragment.body)
        .where(Fragment.content_id.in_(ids))
        .order_by(Fragment.content_id, Fragment.language)
    )
    return [(content_id, language, body) for content_id, language, body in rows]


def forget(session: Session, gone: Collection[Key]) -> int:
    """Drop the links of contents in languages that readers do not get any more; how many."""
    dropped = 0
    for content_id, language in sorted(gone):
        which = delete(Link).where(Link.content_id == content_id, Link.language == language)
        dropped += len(session.scalars(which.returning(Link.id)).all())
    return dropped


def renew(session: Session, region: Region, texts: Sequence[Text]) -> int:
    """Keep the links of these texts as they are now; how many rows changed."""
    wanted = set(_rows(session, home(session, region), region.id, texts))
    old = _known(session, set(map(_key, texts)))
    outdated = [old[row] for row in old.keys() - wanted]
    if outdated:
        session.execute(delete(Link).where(Link.id.in_(outdated)))
    new = sorted(wanted - old.keys(), key=lambda row: row[:4])
    if new:
        session.execute(insert(Link), [_named(region.id, row) for row in new])
    return len(outdated) + len(new)


def _known(session: Session, keys: Collection[Key]) -> dict[Row, int]:
    """The ids of the rows there are."""
    rows = session.execute(
        select(Link.content_id, Link.language, Link.url, Link.text, Link.points_to, Link.id)
        .where(Link.content_id.in_({content_id for content_id, _ in keys}))
        .order_by(Link.id)
    )
    return {
        (content_id, language, url, text, page): id_
        for content_id, language, url, text, page, id_ in rows
        if (content_id, language) in keys
    }


def _key(text: Text) -> Key:
    return text[:2]


def _named(region_id: int, row: Row) -> dict[str, object]:
    names = ("content_id", "language", "url", "text", "points_to")
    return {"region_id": region_id, **dict(zip(names, row, strict=True))}


def _rows(session: Session, guide: Home, region_id: int, texts: Sequence[Text]) -> Iterator[Row]:
    """What these texts link to: the source as it was written, a translation as readers get it, with
    pages of the guide by their identity again."""
    sources = _sources(session, {content_id for content_id, *_ in texts})
    found = [
        (content_id, language, link)
        for content_id, language, body in texts
        for link in reading.links(_html(content_id, language, body, sources))
        if forms.kind(link.href) != "anchor" and forms.is_kept(link.href)
    ]
    places = {(code, link.href): guide.read(link.href, code) for _, code, link in found}
    slugs = pages(session, region_id, [place for place in places.values() if place and place.slug])
    ours = _ours(session, region_id, [link.href for *_, link in found])
    for content_id, language, link in found:
        place = places[language, link.href]
        if place is not None and not place.slug:
            continue  # the guide's own front page, its news and events: nothing to look after
        page = own.page_of(link.href)
        leads_to = (
            slugs.get((place.language, place.slug)) if place else page if page in ours else None
        )
        url = link.href
        if place and leads_to is not None and (content_id, language) not in sources:
            url = own.page_address(leads_to, place.anchor)
        yield content_id, language, url, link.text[:LONGEST_TEXT], leads_to


def _sources(session: Session, ids: Collection[int]) -> dict[Key, str]:
    """The published source text of each content, by content and language."""
    rows = session.execute(
        select(Content.id, Content.source_language, Revision.html)
        .join(Revision, Revision.id == Content.published_revision_id)
        .where(Content.id.in_(ids))
    )
    return {(content_id, language): html for content_id, language, html in rows}


def _html(content_id: int, language: str, body: bytes, sources: dict[Key, str]) -> str:
    written = sources.get((content_id, language))
    return str(orjson.loads(body)["content"]) if written is None else written


def _ours(session: Session, region_id: int, hrefs: Iterable[str]) -> set[int]:
    """Those of the pages that links name by id which the region has."""
    named = {page for href in hrefs if (page := own.page_of(href)) is not None}
    if not named:
        return set()
    which = select(Content.id).where(Content.region_id == region_id, Content.id.in_(named))
    return set(session.scalars(which))
