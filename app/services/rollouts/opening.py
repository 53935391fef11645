"""Opening: what a rollout has translated is given to the readers of a language in one go, by a person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from app.models import Content, Region
from app.services import events, tree
from app.services.overviews import waiting
from app.services.pages import releasing, translations
from app.services.publishing import publication
from app.services.translation import appearing


def open_pages(
    session: Session,
    region: Region,
    pages: Collection[int],
    code: str,
    *,
    author: str,
    now: datetime,
) -> int:
    """Let readers of a language have those of these pages whose title and body are translated; how many.

    What was handed in for review is approved by that. A page that came to lack a translation
    meanwhile is left out.
    """
    tree.lock(session, region.id)
    ready = {id_ for id_, _ in waiting.readable(session, list(pages), [code])}
    opened = []
    for content_id in sorted(ready.intersection(pages)):
        content = session.get_one(Content, content_id, populate_existing=True)
        if content.region_id == region.id and content.archived_at is None:
            _open(session, content, code, now)
            opened.append(content_id)
            events.record(
                session, region.id, author, "page.publish", now, content_id=content_id,
                language=code,
            )  # fmt: skip
    if opened:
        publication.publish_region(session, region.id, now, texts_of=opened, only=(code,))
    return len(opened)


def _open(session: Session, content: Content, code: str, now: datetime) -> None:
    appearing.name(session, content, code, now)
    title = translations.served_title(session, content, code)
    translations.begin(session, content, code, title, now)
    translations.release(session, content, code, now)
    releasing.settle(session, content, now, (code,))
