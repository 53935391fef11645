"""Copying: a page, or a whole section, once more as drafts, with its translations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from app.models import Content, Region, Revision
from app.services import (
    events,
    outlines,
    regions,
    tree,
)
from app.services.editing import copied_translations
from app.services.pages import pages
from app.services.pages.pages import Draft
from app.services.segments import looks, revisions

LINK = re.compile(r'(?<=href="page:)\d+(?=["#])')


def copy(
    session: Session,
    content: Content,
    title: str,
    *,
    below: bool = False,
    by: str,
    now: datetime,
) -> Content:
    """A draft like the working copy of `content`, called `title`, right behind it; with `below` also
    of all pages under it that were not put away.

    Links between pages that are copied together lead to the copies. Translations come along as far as
    they answer the text, so nothing is paid twice; no reader gets any of it before it is published.
    Invalid names what is wrong with the title.
    """
    tree.lock(session, content.region_id)
    region = session.get_one(Region, content.region_id)
    made = _begin_all(session, region, content, Draft(title, "").checked().title, below, now)
    ids = {original.id: copied.id for original, copied in made}
    for original, copied in made:
        name = title if original is content else ""
        _write(session, region, original, copied, name, ids, by, now)
    top = made[0][1]
    tree.move(session, top.id, tree.page(session, content.id).parent_id, content.id)
    events.record(
        session, region.id, by, "page.copy", now, content_id=top.id, language=top.source_language,
        copied=content.id, pages=len(made),
    )  # fmt: skip
    return top


def _begin_all(
    session: Session, region: Region, content: Content, title: str, below: bool, now: datetime
) -> list[tuple[Content, Content]]:
    """A place for each copy, its original beside it: those above before those below."""
    parent_id = tree.page(session, content.id).parent_id
    made = [(content, _begin(session, region, content, title, parent_id, now))]
    copies = {content.id: made[0][1].id}
    outline = outlines.read(session, region.id)
    top = outline[content.id]
    for spot in outlines.below(outline, content.id) if below else ():
        if spot.is_archived or spot.parent not in copies or spot.id == copies[top.id]:
            continue
        original = pages.get(session, spot.id)
        if original.working is not None:
            copied = _begin(session, region, original, spot.title, copies[spot.parent], now)
            copies[spot.id] = copied.id
            made.append((original, copied))
    return made


def _begin(
    session: Session,
    region: Region,
    original: Content,
    title: str,
    parent_id: int | None,
    now: datetime,
) -> Content:
    icon = looks.look(original).icon
    return pages.begin(
        session, region, title, now=now, parent_id=parent_id, icon=icon,
        language=original.source_language,
    )  # fmt: skip


def _write(
    session: Session,
    region: Region,
    original: Content,
    copied: Content,
    title: str,
    ids: Mapping[int, int],
    by: str,
    now: datetime,
) -> None:
    text = original.working
    assert text is not None
    html = LINK.sub(lambda link: str(ids.get(int(link[0]), link[0])), text.html)
    draft = Draft(title or text.title, html, text.description, looks.look(original))
    pages.write_first(session, copied, draft, author=by, now=now)
    assert copied.working is not None
    pairs = _pairs(session, text, copied.working)
    open_to_machines = {
        entry.language.code for entry in regions.active(region) if entry.machine == "publish"
    }
    copied_translations.bring(session, pairs, open_to_machines, now)


def _pairs(session: Session, text: Revision, twin: Revision) -> list[copied_translations.Pair]:
    """The paragraphs of both that have the same words, in order."""
    before = {row.position: row for row in revisions.occurrences(session, text.id)}
    after = revisions.occurrences(session, twin.id)
    return [
        (before[row.position], row)
        for row in after
        if row.position in before and before[row.position].coded == row.coded
    ]
