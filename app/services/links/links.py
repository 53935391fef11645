"""The link list of a region: every address that its texts lead to, how it stands, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.links import forms, standing
from app.domain.links.own import Home
from app.domain.links.standing import STATES, Standing
from app.errors import Invalid
from app.models import Content, Link, LinkCheck, LinkNote, Region
from app.services import events
from app.services.links import link_pages
from app.services.publishing.own_addresses import home

PER_PAGE = 50
TO_DO = ("broken", "warning", "inside", "cannot")


@dataclass(frozen=True)
class Line:
    """An address: how it stands, on how many pages, what was found there; `page` is the one of the
    guide that it leads to."""

    url: str
    kind: str
    standing: Standing
    pages: int
    page: int | None
    looked: LinkCheck | None
    note: LinkNote | None

    @property
    def since(self) -> datetime | None:
        """Since when it stands so, as far as anybody knows."""
        return self.looked.since if self.looked else None


@dataclass(frozen=True)
class Place:
    """Where an address stands: a page, the languages, and the words of the link."""

    content_id: int
    title: str
    languages: tuple[str, ...]
    texts: tuple[str, ...]
    in_source: bool


@dataclass(frozen=True)
class Listing:
    """One page of the list of one state: its lines, the places of each address, the titles of pages
    that are led to; how many lines were found, and how many addresses are in each state."""

    state: str
    lines: Sequence[Line]
    places: dict[str, list[Place]]
    titles: dict[int, str]
    counts: dict[str, int]
    found: int


def of_region(
    session: Session, region: Region, state: str = "", search: str = "", page: int = 1
) -> Listing:
    """The addresses of a region in one state, those on most pages first; without a `state` the first
    in which something is to be done."""
    lines = all_lines(session, region)
    counts = {name: sum(line.standing.state == name for line in lines) for name in STATES}
    state = state or next((name for name in TO_DO if counts[name]), TO_DO[0])
    if state not in STATES:
        raise Invalid(f"state {state!r}: there are {', '.join(STATES)}")
    wanted = [line for line in lines if line.standing.state == state and search in line.url]
    wanted.sort(key=lambda line: (-line.pages, line.url))
    shown = wanted[(page - 1) * PER_PAGE : page * PER_PAGE]
    led_to = {line.page for line in shown if line.page is not None}
    places = where(session, region, [line.url for line in shown])
    titles = link_pages.titles(session, led_to)
    return Listing(state, shown, places, titles, counts, len(wanted))


def all_lines(session: Session, region: Region) -> list[Line]:
    """Every address of a region with how it stands."""
    rows = session.execute(
        select(Link.url, func.max(Link.points_to), func.count(Link.content_id.distinct()))
        .where(Link.region_id == region.id)
        .group_by(Link.url)
    ).all()
    looked = _looked(session, region)
    notes = {
        note.url: note
        for note in session.scalars(select(LinkNote).where(LinkNote.region_id == region.id))
    }
    guide = home(session, region)
    absent = link_pages.absent(session, region, {page for _, page, _ in rows if page is not None})
    return [
        _line(guide, absent, looked.get(url), notes.get(url), url, page, count)
        for url, page, count in rows
    ]


def _line(
    guide: Home,
    absent: dict[int, str],
    looked: LinkCheck | None,
    note: LinkNote | None,
    url: str,
    page: int | None,
    count: int,
) -> Line:
    kind = forms.kind(url)
    if page is not None:
        stands = standing.of_page(absent.get(page, ""))
    elif kind == "page" or guide.is_inside(url):
        stands = standing.of_page("missing")
    elif guide.is_misread(url):
        stands = Standing("broken", "misread")
    elif kind == "web" and not forms.fault(url):
        stands = Standing(looked.state, looked.reason) if looked else Standing("unchecked")
    else:
        stands = standing.of_form(kind, forms.fault(url))
    stands = standing.after_note(stands, note is not None)
    return Line(url, "page" if page is not None else kind, stands, count, page, looked, note)


def _looked(session: Session, region: Region) -> dict[str, LinkCheck]:
    ours = select(Link.url).where(Link.region_id == region.id)
    rows = session.scalars(select(LinkCheck).where(LinkCheck.url.in_(ours)))
    return {row.url: row for row in rows}


def where(session: Session, region: Region, urls: Collection[str]) -> dict[str, list[Place]]:
    """Where addresses stand: page by page in the order of ids, the source language first."""
    rows = session.execute(
        select(Link.url, Link.content_id, Link.language, Link.text, Content.source_language)
        .join(Content, Content.id == Link.content_id)
        .where(Link.region_id == region.id, Link.url.in_(urls))
        .order_by(Link.url, Link.content_id, Link.id)
    ).all()
    titles = link_pages.titles(session, {content_id for _, content_id, *_ in rows})
    grouped: dict[tuple[str, int], list[tuple[str, str, bool]]] = defaultdict(list)
    for url, content_id, language, text, source in rows:
        grouped[url, content_id].append((language, text, language == source))
    found: dict[str, list[Place]] = defaultdict(list)
    for (url, content_id), stands in grouped.items():
        found[url].append(_place(content_id, titles.get(content_id, ""), stands))
    return dict(found)


def _place(content_id: int, title: str, stands: list[tuple[str, str, bool]]) -> Place:
    source_first = sorted(stands, key=lambda one: not one[2])
    return Place(
        content_id,
        title,
        tuple(dict.fromkeys(language for language, _, _ in source_first)),
        tuple(dict.fromkeys(text for _, text, is_source in source_first if text)),
        any(is_source for *_, is_source in stands),
    )


def vouch(session: Session, region: Region, url: str, *, by: str, now: datetime) -> None:
    """Keep a person's word that an address is right, whatever is found there."""
    if session.get(LinkNote, (region.id, url)) is None:
        session.add(LinkNote(region_id=region.id, url=url, author=by, at=now))
        events.record(session, region.id, by, "link.accept", now, url=url)
        session.flush()


def unvouch(session: Session, region: Region, url: str, *, by: str, now: datetime) -> None:
    """Take that word back."""
    note = session.get(LinkNote, (region.id, url))
    if note is not None:
        session.delete(note)
        events.record(session, region.id, by, "link.reopen", now, url=url)
        session.flush()
