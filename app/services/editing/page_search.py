"""Search for a page to link to, by its title."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.addresses.title_search import best
from app.domain.revisions.standing import standing
from app.models import Content, Page, Region, Revision, Translation

LIMIT = 20
BETWEEN = " › "


@dataclass(frozen=True)
class Hit:
    """A page that was found: `path` are the titles above it, `state` published or what it is instead."""

    id: int
    title: str
    path: str
    state: str


@dataclass(frozen=True)
class _Line:
    title: str
    parent: int | None
    written: str
    is_live: bool
    is_archived: bool


def find(session: Session, region: Region, words: str, limit: int = LIMIT) -> list[Hit]:
    """The pages of a region whose working title fits, the best first; archived ones are left out."""
    lines = _lines(session, region)
    open_to_all = ((id_, line.title) for id_, line in lines.items() if not _is_put_away(lines, id_))
    return [_hit(lines, id_) for id_ in best(words, open_to_all, limit)] if words.strip() else []


def named(session: Session, region: Region, ids: Iterable[int]) -> dict[int, Hit]:
    """Those of these pages that the region has, by their ids."""
    wanted = set(ids)
    lines = _lines(session, region) if wanted else {}
    return {id_: _hit(lines, id_) for id_ in wanted & lines.keys()}


def _lines(session: Session, region: Region) -> dict[int, _Line]:
    rows = session.execute(
        select(Content.id, Revision.title, Page.parent_id, Translation.state,
               Translation.live_since, Content.archived_at)
        .join(Page, Page.content_id == Content.id)
        .join(Revision, Revision.id == Content.working_revision_id)
        .join(
            Translation,
            (Translation.content_id == Content.id)
            & (Translation.language == Content.source_language),
        )
        .where(Content.region_id == region.id)
    )  # fmt: skip
    return {
        id_: _Line(title, parent, written, since is not None, archived is not None)
        for id_, title, parent, written, since, archived in rows
    }


def _above(lines: dict[int, _Line], content_id: int) -> list[int]:
    """The pages above one, the root first."""
    found: list[int] = []
    parent = lines[content_id].parent
    while parent is not None and parent in lines:
        found.insert(0, parent)
        parent = lines[parent].parent
    return found


def _is_put_away(lines: dict[int, _Line], content_id: int) -> bool:
    return any(lines[id_].is_archived for id_ in (content_id, *_above(lines, content_id)))


def _hit(lines: dict[int, _Line], content_id: int) -> Hit:
    line, above = lines[content_id], _above(lines, content_id)
    state = standing(
        line.written,
        is_live=line.is_live and all(lines[id_].is_live for id_ in above),
        is_archived=line.is_archived,
        is_below_archived=any(lines[id_].is_archived for id_ in above),
    )
    path = BETWEEN.join(lines[id_].title for id_ in above)
    return Hit(
        content_id,
        line.title,
        path,
        {"live": "published", "changed": "published"}.get(state, state),
    )
