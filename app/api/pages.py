"""Endpoints of pages: the whole guide, one page, its children, its parents."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import orjson

from app.api.answers import Answer, Found, Refused, bad, not_found
from app.api.parameters import DEEPEST, LARGEST_ID, whole_number
from app.domain.addresses.slugs import last_segment, slugify
from app.services.documents import Document, Entry, join
from app.services.reading import Shelf
from schemas.page import PageSchema

NO_LANGUAGE = "No language matches the given query."
NO_ADDRESS = "Either the id or the url parameter is required."
NO_SUCH_ID = "No Page matches the given query."
NO_SUCH_URL = "No matching page translation found for url."
NOT_PUBLIC = "No Page matches the given url or id."
FIELDS = tuple(PageSchema().fields)


@dataclass(frozen=True)
class Asked:
    """What is asked of a guide: where, and with which parameters."""

    shelf: Shelf
    region: str
    language: str
    values: Mapping[str, str]

    def document(self) -> Document | None:
        """The guide in this language, if the language is active."""
        return self.shelf.document(self.region, self.language)

    def key(self, document: Document, name: str, *more: Hashable) -> Hashable:
        """What an answer is kept under."""
        return (name, self.region, self.language, document.version, *more)


def list_all(asked: Asked) -> Answer:
    """All pages, depth-first."""
    document = asked.document()
    if document is None:
        return not_found(NO_LANGUAGE)
    return _array(asked, document, "pages", (), lambda: document.entries)


def children(asked: Asked) -> Answer:
    """Root pages down to a depth, or one page followed by what is below it."""
    depth = whole_number(asked.values, "depth", 1)
    if isinstance(depth, Refused):
        return depth
    levels = max(-1, min(depth, DEEPEST))
    document = asked.document()
    if not _names_page(asked):
        if document is None:
            return Found("[]", lambda: b"[]")
        return _array(
            asked, document, "children", (levels,),
            lambda: [entry for entry in document.entries if entry.depth <= levels],
        )  # fmt: skip
    position = find(asked, document)
    if isinstance(position, Refused):
        return Found("[]", lambda: b"[]") if position.error == NOT_PUBLIC else position
    assert document is not None
    return _array(
        asked, document, "children", (levels, position),
        lambda: document.below(position, max(0, levels)),
    )  # fmt: skip


def parents(asked: Asked) -> Answer:
    """The ancestors of a page, root first; not the page itself."""
    document = asked.document()
    position = find(asked, document)
    if isinstance(position, Refused):
        return position
    assert document is not None
    return _array(asked, document, "parents", (position,), lambda: document.above(position))


def one(asked: Asked) -> Answer:
    """One page."""
    document = asked.document()
    position = find(asked, document)
    if isinstance(position, Refused):
        return position
    assert document is not None
    wanted = _fields(asked)
    if isinstance(wanted, Refused):
        return wanted
    body = document.entries[position].body
    return Found(asked.key(document, "page", position, wanted), lambda: _only(body, wanted))


def _names_page(asked: Asked) -> bool:
    return bool(asked.values.get("id") or asked.values.get("url"))


def find(asked: Asked, document: Document | None) -> int | Refused:
    """The position of the page that id or url name; id wins."""
    if asked.values.get("id"):
        return _find_id(asked, document)
    address = asked.values.get("url", "")
    if not address:
        return bad(NO_ADDRESS)
    for slug in _spellings(address):
        if document is not None and slug in document.by_slug:
            return document.by_slug[slug]
        if slug and asked.shelf.knows_slug(asked.region, asked.language, slug):
            return not_found(NOT_PUBLIC)
    return not_found(NO_SUCH_URL)


@lru_cache(maxsize=1024)
def _spellings(address: str) -> tuple[str, str]:
    """The slug at the end of an address as it is written there, and as we would write it."""
    written = last_segment(address)
    return written, slugify(written)


def _find_id(asked: Asked, document: Document | None) -> int | Refused:
    number = whole_number(asked.values, "id", 0)
    if isinstance(number, Refused):
        return number
    if document is not None and number in document.by_id:
        return document.by_id[number]
    if 0 < number <= LARGEST_ID and asked.shelf.has_page(asked.region, number):
        return not_found(NOT_PUBLIC)
    return not_found(NO_SUCH_ID)


def _array(
    asked: Asked,
    document: Document,
    name: str,
    more: tuple[Hashable, ...],
    entries: Callable[[], Sequence[Entry]],
) -> Answer:
    wanted = _fields(asked)
    if isinstance(wanted, Refused):
        return wanted

    def make() -> bytes:
        if wanted is None:
            return join(entries())
        return b"[" + b",".join(_only(entry.body, wanted) for entry in entries()) + b"]"

    return Found(asked.key(document, name, wanted, *more), make)


def _fields(asked: Asked) -> frozenset[str] | Refused | None:
    """The fields that the client reads; None for all of them."""
    text = asked.values.get("fields", "")
    if not text:
        return None
    wanted = frozenset(name.strip() for name in text.split(",") if name.strip())
    unknown = sorted(wanted - set(FIELDS))
    if unknown:
        return bad(f"fields: unknown {', '.join(unknown)[:80]!r}; known are {', '.join(FIELDS)}.")
    return wanted or None


def _only(body: bytes, wanted: frozenset[str] | None) -> bytes:
    if wanted is None:
        return body
    return orjson.dumps({k: v for k, v in orjson.loads(body).items() if k in wanted})
