"""Arrivals: a page comes to the readers of a language, and only what tells of it is written anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from app.models import Fragment, Region, Translation
from app.services import tree
from app.services.publishing import announcing, versions
from app.services.publishing.announcing import NOTHING, TEXT, Key
from app.services.publishing.fragments import Press, linking_to
from app.services.publishing.placing import Entry, Placing, available, placing
from app.services.publishing.rows import Rows, remove_gone, replace_place, stored, write
from app.services.publishing.settings import Site, site
from app.services.publishing.versions import KIND
from app.services.segments.freshness import Judged

Standing = tuple[str, int, int | None, int]  # path, depth, parent, order
NOWHERE: Standing = ("", 0, None, 0)
COUNTED = (
    update(Fragment)
    .where(Fragment.content_id == bindparam("id"), Fragment.language == bindparam("code"))
    .values(position=bindparam("at"), stamp=Fragment.stamp)
)


def publish_arrivals(
    session: Session,
    region_id: int,
    languages: Collection[str],
    now: datetime,
    judged: Mapping[int, Judged],
) -> None:
    """Bring documents up to date after pages came to the readers of `languages`, where nothing else
    in the region has changed.

    Written are the pages that came, what stands behind them, what links to them, and their other
    languages, which name them. `judged` is what the caller knows already of contents.
    """
    tree.lock(session, region_id)
    region, here = session.get_one(Region, region_id), site(session)
    where = placing(session, region, only=languages)
    after = _stands(where)
    moved, came = _compared(_stood(session, region_id, languages), after)
    contents = {content_id for content_id, _ in came}
    linking = linking_to(session, region_id, contents)
    concerned = {content_id for content_id, _ in moved} | linking
    old = stored(session, region_id, Fragment.content_id.in_(concerned))
    where = _with_others(session, where, old)
    press = Press(session, region, here, now, where, judged)
    gone = remove_gone(session, old, where)
    due = [key for key in after if key in moved or key[0] in linking]
    written = {key: write(session, press, old.get(key), *key, key[0] in linking) for key in due}
    touched = {key[1] for key in due if written[key] != NOTHING} | {code for _, code in gone}
    touched |= _named_elsewhere(where, here, old, contents)
    session.flush()
    _count_anew(session, where)
    versions.grow(session, region_id, touched, now)
    news = {key for key in due if written[key] == TEXT or (written[key] and key in came)}
    announcing.announce(session, region, here, news, gone, now)


def _compared(
    before: Mapping[Key, Standing], after: Mapping[Key, Standing]
) -> tuple[set[Key], set[Key]]:
    """What stands elsewhere than before, and what of it has another path, came or went."""
    moved = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    return moved, {
        key for key in moved if before.get(key, NOWHERE)[0] != after.get(key, NOWHERE)[0]
    }


def _stood(session: Session, region_id: int, languages: Collection[str]) -> dict[Key, Standing]:
    """Where the fragments of these languages say that they stand."""
    path, order = Fragment.place["path"].as_string(), Fragment.place["order"].as_integer()
    rows = session.execute(
        select(Fragment.content_id, Fragment.language, path, Fragment.depth, Fragment.parent_id, order)
        .where(Fragment.region_id == region_id, Fragment.kind == KIND)
        .where(Fragment.language.in_(languages))
    )  # fmt: skip
    return {(content_id, code): (*standing,) for content_id, code, *standing in rows}


def _stands(where: Placing) -> dict[Key, Standing]:
    """Where they should."""
    return {
        (id_, code): (place.path, place.depth, place.parent, place.order)
        for code, places in where.places.items()
        for id_, place in places.items()
    }


def _count_anew(session: Session, where: Placing) -> None:
    """The positions of what stands behind a page that came; doors need not read them again for that."""
    rows = session.execute(
        select(Fragment.content_id, Fragment.language, Fragment.position)
        .where(Fragment.region_id == where.region.id, Fragment.kind == KIND)
        .where(Fragment.language.in_(where.places))
    )
    behind = [
        {"id": content_id, "code": code, "at": place.position}
        for content_id, code, position in rows
        if position != (place := where.places[code][content_id]).position
    ]
    if behind:
        session.connection().execute(COUNTED, behind)


def _with_others(session: Session, where: Placing, old: Rows) -> Placing:
    """With what names these fragments' other languages, and their paths as published."""
    rows = session.execute(
        select(
            Translation.id, Translation.content_id, Translation.language, Translation.slug
        ).where(Translation.content_id.in_({content_id for content_id, _ in old}))
    )
    others = {
        (content_id, code): Entry(id_, content_id, slug) for id_, content_id, code, slug in rows
    }
    paths = {key: row.place["path"] for key, row in old.items() if key[1] not in where.places}
    return replace(where, entries=others | where.entries, elsewhere=paths)


def _named_elsewhere(where: Placing, here: Site, old: Rows, contents: Collection[int]) -> set[str]:
    """Let the other languages of these contents tell where they are; which had to be told."""
    told = set()
    for (content_id, language), row in old.items():
        if content_id in contents and language not in where.places:
            named = available(where, here, content_id, language)
            if replace_place(row, {"place": {**row.place, "available_languages": named}}):
                told.add(language)
    return told
