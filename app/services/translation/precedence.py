"""Precedence: the work of a running rollout goes before other work, its languages in their order."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.machines.urgency import ahead
from app.models import Content, Page, Rollout


def of_content(session: Session, content: Content) -> Mapping[str, float]:
    """By language, what running rollouts add to the priority of a content's work; found by comparing
    each time, so that a rollout that begins or ends needs to tell nobody."""
    running = session.execute(
        select(Rollout.content_id, Rollout.languages).where(
            Rollout.region_id == content.region_id, Rollout.state == "running"
        )
    ).all()
    if not running:
        return {}
    above = _with_ancestors(session, content.id)
    found: dict[str, float] = {}
    for section, languages in running:
        for place, code in enumerate(languages if section in above else ()):
            found[code] = max(found.get(code, 0.0), ahead(place, len(languages)))
    return found


def _with_ancestors(session: Session, content_id: int) -> set[int]:
    """A page and those above it."""
    line = select(Page.content_id, Page.parent_id).where(Page.content_id == content_id)
    ancestors = line.cte("ancestors", recursive=True)
    ancestors = ancestors.union(
        select(Page.content_id, Page.parent_id).where(Page.content_id == ancestors.c.parent_id)
    )
    return set(session.scalars(select(ancestors.c.content_id)))
