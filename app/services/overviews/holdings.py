"""All pages of a region with where each of them is live: read in one query, for rooms that need all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, func, null, select
from sqlalchemy.orm import Session, aliased

from app.domain.addresses.outline import Node, children_of
from app.models import Content, Page, Region, Revision, Translation


@dataclass(frozen=True)
class Held:
    """A page that is not archived: its title in the source language, and its state by language.

    `live_in` are the languages whose readers can open it, with everything above it.
    """

    id: int
    parent: int | None
    title: str
    source_language: str
    is_published: bool
    states: Mapping[str, str]
    live_in: frozenset[str]

    def waits_in(self) -> list[str]:
        """The languages in which a working copy was handed in for review."""
        return [code for code, state in self.states.items() if state == "review"]


@dataclass
class Holdings:
    """The pages of a region in their order, depth first; archived ones and what is below them left out."""

    pages: dict[int, Held] = field(default_factory=dict)
    below: dict[int | None, list[int]] = field(default_factory=dict)

    def sections(self) -> list[Held]:
        """The root pages."""
        return [self.pages[id_] for id_ in self.below.get(None, [])]

    def section(self, root: int) -> Iterator[Held]:
        """A page with everything below it."""
        yield self.pages[root]
        for child in self.below.get(root, []):
            yield from self.section(child)

    def root(self, content_id: int) -> int:
        """The section that a page belongs to."""
        while (parent := self.pages[content_id].parent) is not None:
            content_id = parent
        return content_id

    def title(self, content_id: int | None) -> str:
        """The title of a page; nothing if it is not among these."""
        found = self.pages.get(content_id or 0)
        return found.title if found else ""

    def above(self, content_id: int) -> list[Held]:
        """The pages above a page, the section first."""
        found: list[Held] = []
        parent = self.pages[content_id].parent
        while parent is not None:
            found.insert(0, self.pages[parent])
            parent = self.pages[parent].parent
        return found

    def path(self, content_id: int) -> list[str]:
        """Their titles."""
        return [page.title for page in self.above(content_id)]


@dataclass(frozen=True)
class _Row:
    node: Node
    title: str
    source_language: str
    is_published: bool
    states: dict[str, str]
    live: set[str]


def of_region(session: Session, region: Region, *, languages: bool = True) -> Holdings:
    """The pages of a region; without `languages` faster, and as if none were in any of them."""
    rows = _rows(session, region.id, languages)
    children = children_of(row.node for row in rows.values())
    found = Holdings()
    _walk(found, rows, children, None, None)
    return found


def _walk(
    found: Holdings,
    rows: Mapping[int, _Row],
    children: Mapping[int | None, Sequence[Node]],
    parent: int | None,
    open_to: frozenset[str] | None,
) -> None:
    for node in children.get(parent, []):
        if node.archived:
            continue
        row = rows[node.id]
        live = frozenset(row.live if open_to is None else row.live & open_to)
        found.pages[node.id] = Held(
            node.id, parent, row.title, row.source_language, row.is_published, row.states, live
        )
        found.below.setdefault(parent, []).append(node.id)
        _walk(found, rows, children, node.id, live)


def _query(region_id: int, languages: bool) -> Select[Any]:
    published, working = aliased(Revision), aliased(Revision)
    found = (
        select(
            Page.content_id, Page.parent_id, Page.order_key, Content.archived_at,
            Content.source_language, Content.published_revision_id,
            func.coalesce(published.title, working.title, ""),
        )
        .join(Content, Content.id == Page.content_id)
        .outerjoin(published, published.id == Content.published_revision_id)
        .outerjoin(working, working.id == Content.working_revision_id)
        .where(Page.region_id == region_id)
    )  # fmt: skip
    if not languages:
        return found.add_columns(null(), null(), null())
    entries = (Translation.language, Translation.state, Translation.live_since)
    found = found.outerjoin(Translation, Translation.content_id == Page.content_id)
    return found.add_columns(*entries).order_by(Page.content_id, Translation.id)


def _rows(session: Session, region_id: int, languages: bool) -> dict[int, _Row]:
    rows = session.execute(_query(region_id, languages))
    found: dict[int, _Row] = {}
    for id_, parent, order, archived, source, revision, title, language, state, since in rows:
        if id_ not in found:
            node = Node(id_, parent, order, archived is not None)
            found[id_] = _Row(node, title, source, revision is not None, {}, set())
        if language is not None:
            found[id_].states[language] = state
            if since is not None and revision is not None:
                found[id_].live.add(language)
    return found
