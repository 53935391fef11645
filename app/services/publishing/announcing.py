"""What readers newly get, or get no more, is made known: its links to the link list, itself to webhooks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Fragment, Region
from app.services.publishing import linking
from app.services.publishing.settings import Site
from app.services.publishing.versions import KIND
from app.services.webhooks import webhooks

Key = tuple[int, str]  # content and language
NOTHING, PLACE, TEXT = "", "place", "text"


def change(before: bytes | None, after: bytes) -> str:
    """What of a fragment's body is new to readers: its text (or all of it), or its place at most."""
    if before is None:
        return TEXT
    old, new = orjson.loads(before), orjson.loads(after)
    same = all(old.get(name) == new[name] for name in ("title", "content", "path"))
    return PLACE if same else TEXT


def announce(
    session: Session,
    region: Region,
    site: Site,
    news: Collection[Key],
    gone: Collection[Key],
    now: datetime,
) -> None:
    """Make known which texts are `news` to readers, and which are `gone`, in the same transaction."""
    if not news and not gone:
        return
    rows = _fragments(session, news)
    linking.forget(session, gone)
    linking.renew(session, region, [(row.content_id, row.language, row.body) for row in rows])
    if webhooks.listening(session, region.id, webhooks.PUBLISHED):
        told = _contents(site, rows, gone)
        webhooks.tell(session, region, webhooks.PUBLISHED, {"contents": told}, now)


def _fragments(session: Session, keys: Collection[Key]) -> Sequence[Fragment]:
    ids = {content_id for content_id, _ in keys}
    rows = session.scalars(
        select(Fragment)
        .where(Fragment.content_id.in_(ids))
        .order_by(Fragment.content_id, Fragment.language)
    )
    return [row for row in rows if (row.content_id, row.language) in keys]


def _contents(site: Site, rows: Sequence[Fragment], gone: Collection[Key]) -> list[dict[str, Any]]:
    """Content by content, what became public in which languages, and from which it was taken away."""
    languages: dict[int, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        path = row.place["path"]
        place = {"language": row.language, "path": path, "url": site.webapp_url + path}
        languages[row.content_id].append(place)
    lost: dict[int, list[str]] = defaultdict(list)
    for content_id, language in sorted(gone):
        lost[content_id].append(language)
    return [
        {"id": id_, "kind": KIND, "published": languages[id_], "withdrawn": lost[id_]}
        for id_ in sorted(languages.keys() | lost.keys())
    ]
