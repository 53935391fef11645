"""A page's history: its revisions, any two of them beside each other, and an old one brought back."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.facts.normal_forms import forms
from app.domain.revisions.alignment import Item
from app.domain.revisions.paragraph_diff import Passage, Row, rows, words
from app.domain.revisions.word_diff import Stretch
from app.domain.segments.codes import Code, visible
from app.domain.segments.markup import Element, escape_value, parse, serialise
from app.domain.segments.sanitising import clean
from app.errors import NotFound
from app.models import Content, Occurrence, Revision
from app.services import events, tree
from app.services.pages import pages, releasing
from app.services.pages.pages import Draft
from app.services.publishing.texts import INTERNAL
from app.services.segments import revisions
from app.services.segments.looks import look_of
from app.services.segments.revisions import BODY
from app.services.segments.saving import Report

WORD = re.compile(r"\w+")
HREF = re.compile(r'\bhref="([^"]*)"')
PER_PAGE = 30


@dataclass(frozen=True)
class Entry:
    """One revision in the list: whose, from when, and how many words came and went with it."""

    number: int
    title: str
    author: str
    at: datetime
    published_at: datetime | None
    is_working: bool
    is_live: bool
    words_new: int
    words_gone: int
    is_touched: bool  # whether anything changed in it, be it only order or links


@dataclass(frozen=True)
class Comparison:
    """Two revisions beside each other; `pictures` are addresses, `reshaped` that only the frame differs."""

    old: Revision
    new: Revision
    title: tuple[Stretch, ...]
    description: tuple[Stretch, ...]
    rows: tuple[Row, ...]
    pictures_gone: tuple[str, ...]
    pictures_new: tuple[str, ...]
    reshaped: bool

    @property
    def is_same(self) -> bool:
        """Whether a reader would see no difference."""
        texts = (*self.title, *self.description)
        return (
            all(stretch.kind == "same" for stretch in texts)
            and all(row.how == "same" and not row.moved for row in self.rows)
            and not (self.pictures_gone or self.pictures_new or self.reshaped)
        )


def count(session: Session, content: Content) -> int:
    """How many revisions a page has."""
    counted = select(func.count()).where(Revision.content_id == content.id)
    return session.scalar(counted) or 0


def entries(
    session: Session, content: Content, page: int = 1, per_page: int = PER_PAGE
) -> list[Entry]:
    """The revisions, the newest first, `per_page` of them from the `page`-th such list."""
    found = session.scalars(
        select(Revision)
        .where(Revision.content_id == content.id)
        .order_by(Revision.number.desc())
        .offset((page - 1) * per_page)
        .limit(per_page + 1)  # the one before the last is what that one is compared with
    ).all()
    texts = _texts(session, [revision.id for revision in found])
    before = {revision.number + 1: revision for revision in found}
    return [
        _entry(content, revision, before.get(revision.number), texts)
        for revision in found[:per_page]
    ]


Texts = dict[tuple[int, str], str]  # by segment and hash: the words that a reader sees


def _texts(session: Session, ids: Sequence[int]) -> dict[int, Texts]:
    """The texts of revisions, by their id."""
    columns = (
        Occurrence.revision_id, Occurrence.segment_id, Occurrence.hash, Occurrence.coded,
        Occurrence.codes,
    )  # fmt: skip
    found: dict[int, Texts] = defaultdict(dict)
    for row in session.execute(select(*columns).where(Occurrence.revision_id.in_(ids))):
        codes = revisions.codes_from_json(row.codes)
        found[row.revision_id][row.segment_id, row.hash] = visible(row.coded, codes)
    return found


def _entry(
    content: Content, revision: Revision, before: Revision | None, texts: dict[int, Texts]
) -> Entry:
    old, new = texts[before.id] if before else {}, texts[revision.id]
    gone, come = _counted(old, new), _counted(new, old)
    return Entry(
        revision.number, revision.title, revision.author, revision.at, revision.published_at,
        revision.id == content.working_revision_id, revision.id == content.published_revision_id,
        (come - gone).total(), (gone - come).total(),
        before is None or before.html != revision.html or old.keys() != new.keys(),
    )  # fmt: skip


def _counted(these: Texts, those: Texts) -> Counter[str]:
    """The words of the paragraphs that these have and those have not."""
    return Counter(
        word for key, text in these.items() if key not in those for word in WORD.findall(text)
    )


def revision(session: Session, content: Content, number: int) -> Revision:
    """One revision of a page; NotFound names it."""
    found = session.scalar(
        select(Revision).where(Revision.content_id == content.id, Revision.number == number)
    )
    if found is None:
        raise NotFound(f"page {content.id} has no revision {number}")
    return found


def compare(session: Session, content: Content, old: int, new: int) -> Comparison:
    """Two revisions, by their numbers, beside each other."""
    one, other = revision(session, content, old), revision(session, content, new)
    found = rows(_passages(session, one), _passages(session, other))
    before, after = _pictures(one.html), _pictures(other.html)
    same = one.html == other.html or any(row.how != "same" or row.moved for row in found)
    return Comparison(
        one, other, words(one.title, other.title), words(one.description, other.description),
        tuple(found), tuple(p for p in before if p not in after),
        tuple(p for p in after if p not in before), not same and before == after,
    )  # fmt: skip


def _passages(session: Session, revision: Revision) -> list[Passage]:
    """The paragraphs of a revision's body as a person sees them."""
    return [
        _passage(row) for row in revisions.occurrences(session, revision.id) if row.position >= BODY
    ]


def _passage(row: Occurrence) -> Passage:
    segment = revisions.segment_of(row, revisions.kind_at(row.position, row.element))
    written = forms(segment)
    links = [link for code in segment.codes for link in _links(code)]
    return Passage(
        visible(segment.coded, segment.codes), row.element, tuple(links),
        Item(written.full, written.text, written.value, row.element, segment.kind),
    )  # fmt: skip


def _links(code: Code) -> list[str]:
    return (
        HREF.findall(code.html) if code.kind == "lock" else [code.get("href")] * (code.tag == "a")
    )


def readable(revision: Revision, link: Callable[[int], str]) -> str:
    """A revision's body as HTML for a page of ours, clean, without styles and ids of its own; `link`
    gives the address of another page."""
    pointed = INTERNAL.sub(
        lambda found: f'href="{escape_value(link(int(found[1])))}', revision.html
    )
    root = parse(clean(pointed))
    _bare(root)
    return serialise(root)


def _bare(element: Element) -> None:
    element.attributes = tuple(one for one in element.attributes if one[0] not in ("style", "id"))
    for child in element.children:
        if isinstance(child, Element):
            _bare(child)


def _pictures(html: str) -> list[str]:
    """The addresses of the pictures in a text, each once."""
    return list(dict.fromkeys(_sources(parse(html))))


def _sources(element: Element) -> Iterator[str]:
    if element.tag == "img":
        yield element.get("src")
    for child in element.children:
        if isinstance(child, Element):
            yield from _sources(child)


def outlook(session: Session, content: Content, number: int, *, now: datetime) -> Report:
    """What bringing an old revision back and publishing it would mean, without doing it."""
    return releasing.preview(session, content, _draft(session, content, number), now=now)


def _draft(session: Session, content: Content, number: int) -> Draft:
    old = revision(session, content, number)
    return Draft(old.title, old.html, old.description, look_of(content, old))


def restore(
    session: Session, content: Content, number: int, *, based_on: int, author: str, now: datetime
) -> Revision:
    """An old text as a new working copy, on top of revision `based_on`; readers keep what they have.

    Conflict if somebody saved since. Once it is published, translations of that text are served again.
    """
    tree.lock(session, content.region_id)
    draft = _draft(session, content, number)
    saved = pages.revise(session, content, draft, based_on=based_on, author=author, now=now)
    if saved.number != based_on:
        events.record(
            session, content.region_id, author, "page.restore", now, content_id=content.id,
            language=content.source_language, restored=number, revision=saved.number,
        )  # fmt: skip
    return saved
