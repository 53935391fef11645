"""Links of a text that lead to pages which readers cannot open, found before it is published."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.models import Region
from app.services.editing import page_search
from app.services.publishing.texts import INTERNAL


@dataclass(frozen=True)
class DeadEnd:
    """A page that a text links to: its standing is draft, review, archived, below archived or gone."""

    id: int
    title: str
    standing: str


def dead_ends(session: Session, region: Region, html: str) -> list[DeadEnd]:
    """The pages that `html` links to and that readers do not get, each once."""
    ids = list(dict.fromkeys(int(number) for number in INTERNAL.findall(html)))
    hits = page_search.named(session, region, ids)
    return [
        DeadEnd(id_, hits[id_].title, hits[id_].state) if id_ in hits else DeadEnd(id_, "", "gone")
        for id_ in ids
        if id_ not in hits or hits[id_].state != "published"
    ]
