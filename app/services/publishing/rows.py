"""Fragments as rows: read without their bodies, written where anything about them differs."""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session, load_only

from app.models import Content, Fragment
from app.services.publishing import announcing
from app.services.publishing.announcing import NOTHING, PLACE, Key
from app.services.publishing.fragments import Press, assemble
from app.services.publishing.placing import Placing, place_json
from app.services.publishing.versions import KIND

Rows = dict[Key, Fragment]


def stored(session: Session, region_id: int, which: ColumnElement[bool]) -> Rows:
    """The fragments there are, without their bodies."""
    columns = (
        Fragment.position,
        Fragment.depth,
        Fragment.parent_id,
        Fragment.slugs,
        Fragment.place,
    )
    rows = session.scalars(
        select(Fragment)
        .options(load_only(*columns))
        .where(Fragment.region_id == region_id, Fragment.kind == KIND, which)
    )
    return {(row.content_id, row.language): row for row in rows}


def remove_gone(session: Session, old: Rows, where: Placing) -> list[Key]:
    """Delete what readers must not see any more; returns which it was."""
    gone = [key for key in old if where.path(*key) is None]
    for content_id, language in gone:
        session.execute(
            delete(Fragment).where(Fragment.content_id == content_id, Fragment.language == language)
        )
        session.expunge(old.pop((content_id, language)))
    return gone


def write(
    session: Session,
    press: Press,
    row: Fragment | None,
    content_id: int,
    language: str,
    fresh: bool,
) -> str:
    """One fragment brought up to date; what of it is new to readers."""
    assert press.where is not None
    place = place_json(press.where, press.site, content_id, language)
    spot = press.where.places[language][content_id]
    standing = {
        "position": spot.position, "depth": spot.depth, "parent_id": spot.parent,
        "slugs": place["slug_history"], "place": place,
    }  # fmt: skip
    if row is not None and not fresh:
        return PLACE if replace_place(row, standing) else NOTHING
    content = session.get_one(Content, content_id)
    texts = press.texts(content, [language])[language]
    body = assemble(press, content, language, place, texts)
    status = press.status(content, language, spot.path)
    if row is None:
        row = Fragment(
            content_id=content_id, language=language, region_id=content.region_id, kind=KIND
        )
        session.add(row)
    elif (row.body, row.status) == (body, status) and not _differs(row, standing):
        return NOTHING
    what = announcing.change(row.body, body)
    _assign(row, standing)
    row.body, row.status = body, status
    return what


def _differs(row: Fragment, standing: dict[str, Any]) -> bool:
    return any(getattr(row, name) != value for name, value in standing.items())


def _assign(row: Fragment, standing: dict[str, Any]) -> None:
    for name, value in standing.items():
        setattr(row, name, value)


def replace_place(row: Fragment, standing: dict[str, Any]) -> bool:
    """A fragment whose texts stay: only where it stands is written anew; whether that differs."""
    if not _differs(row, standing):
        return False
    place = standing["place"]
    if row.place != place:
        row.body = orjson.dumps(orjson.loads(row.body) | place)
    if row.place["path"] != place["path"]:
        row.status = orjson.dumps(orjson.loads(row.status) | {"path": place["path"]})
    _assign(row, standing)
    return True
