"""Pages that come as one text, as integreat-cms sends them: found, and cut into our paragraphs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.exchange.row_states import Sent
from app.domain.exchange.texts import neat
from app.domain.facts.normal_forms import digest, forms
from app.domain.segments.segmentation import Segment, has_words, plain_segment, split
from app.domain.takeover.adoption import adopt_segment, pair
from app.exchange.translators.parcels import WholePage
from app.models import Content, Occurrence, Region
from app.models import Segment as SegmentRow
from app.services.exchange.places import Place, made_by, online_of, source_now, standing_now
from app.services.pages import addresses
from app.services.publishing import link_identity
from app.services.segments import targets

Answer = tuple[str, str, Place | None]  # unit, text, place


def replies(
    session: Session, region: Region, language: str, pages: Iterable[WholePage]
) -> Iterator[Answer]:
    """The paragraphs of these pages with their translations, each with its place, None if it has none."""
    for page in pages:
        content = _find(session, region, page)
        if content is None:
            yield page.unit, neat(plain_segment("title", page.target_title).coded, language), None
        else:
            yield from _paragraphs(session, content, language, page)


def _find(session: Session, region: Region, page: WholePage) -> Content | None:
    """The page by its address, else by its title, else by most of its paragraphs; None if several
    are as likely."""
    parts = [part for part in page.path.split("/") if part]
    if len(parts) >= 3 and parts[0] == region.slug:
        owner = addresses.owner_of(session, region.id, "page", parts[1], parts[-1])
        if owner is not None:
            return session.get(Content, owner)
    title = _hash(plain_segment("title", page.title))
    body = {_hash(segment) for segment in split(page.html).segments}
    found: dict[int, set[str]] = defaultdict(set)
    rows = session.execute(
        select(SegmentRow.content_id, Occurrence.hash)
        .join(SegmentRow, SegmentRow.id == Occurrence.segment_id)
        .join(Content, Content.id == SegmentRow.content_id)
        .where(Content.region_id == region.id, Content.archived_at.is_(None))
        .where(Occurrence.hash.in_(body | {title}))
        .distinct()
    )
    for content_id, text in rows:
        found[content_id].add(text)
    named = {id_: texts for id_, texts in found.items() if title in texts}
    half = {id_: texts for id_, texts in found.items() if 2 * len(texts & body) > len(body)}
    likely = sorted((len(texts), id_) for id_, texts in (named or half).items())
    if not likely or (len(likely) > 1 and likely[-1][0] == likely[-2][0]):
        return None
    return session.get(Content, likely[-1][1])


def _hash(segment: Segment) -> str:
    return digest(forms(segment).full)


def _paragraphs(
    session: Session, content: Content, language: str, page: WholePage
) -> Iterator[Answer]:
    known = _places(session, content, language)
    for at, (source, target) in enumerate(_pairs(session, content, language, page)):
        text = neat(adopt_segment(source, target).coded, language)
        waiting = known.get(_hash(source), [])
        yield f"{page.unit} ¶{at}", text, waiting.pop(0) if waiting else None


def _pairs(
    session: Session, content: Content, language: str, page: WholePage
) -> Iterator[tuple[Segment, Segment]]:
    """The title and each paragraph with words, with what the file has for it."""
    yield plain_segment("title", page.title), plain_segment("title", page.target_title)
    before = split(link_identity.identified(session, content, page.html)).segments
    after = split(link_identity.identified(session, content, page.target_html, language)).segments
    for old, new in pair(before, after):
        if old is not None and has_words(before[old]):
            nothing = Segment(before[old].kind, before[old].element, "")
            yield before[old], after[new] if new is not None else nothing


def _places(session: Session, content: Content, language: str) -> dict[str, list[Place]]:
    """Where each source text stands, or stood, in a page; what stands there now goes first."""
    rows = session.execute(standing_now(language).where(SegmentRow.content_id == content.id)).all()
    makers = made_by(session, [row for row in rows if row.target_id is not None])
    found: dict[str, list[Place]] = defaultdict(list)
    present = {row.id: row for row in rows}
    for segment_id, text in _ever(session, content, {row.id: row.hash for row in rows}):
        row, now = present[segment_id], source_now(present[segment_id])
        is_newer = row.target_id is not None and makers[row.target_id] == "human"
        is_same = now is not None and now.hash == text
        source = now.segment if now and is_same else targets.source_of(session, segment_id, text)
        online = online_of(row, language, is_newer)
        found[text].append(Place(segment_id, content.id, Sent(text), source, now, online))
    return found


def _ever(
    session: Session, content: Content, present: dict[int, str | None]
) -> list[tuple[int, str]]:
    """The segments of a page with each source text that they ever had, those of now first."""
    rows = session.execute(
        select(Occurrence.segment_id, Occurrence.hash)
        .join(SegmentRow, SegmentRow.id == Occurrence.segment_id)
        .where(SegmentRow.content_id == content.id)
        .order_by(Occurrence.revision_id.desc(), Occurrence.position)
    )
    every = dict.fromkeys((segment_id, text) for segment_id, text in rows)
    return sorted(every, key=lambda one: present[one[0]] != one[1])
