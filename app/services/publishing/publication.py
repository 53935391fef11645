"""Publication: the fragments that changed are made anew, and the document's version grows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

import orjson
from sqlalchemy import select, true, update
from sqlalchemy.orm import Session

from app.models import Catalogue, Content, Fragment, Region, Translation
from app.services import tree
from app.services.publishing import announcing, versions
from app.services.publishing.announcing import NOTHING, TEXT, Key
from app.services.publishing.catalogue import publish_catalogue
from app.services.publishing.fragments import Press, assemble, linking_to
from app.services.publishing.placing import Placing, placing
from app.services.publishing.rows import Rows, remove_gone, stored, write
from app.services.publishing.settings import Site, differs, site
from app.services.publishing.texts import Texts
from app.services.segments.freshness import Judged


def publish_texts(
    session: Session,
    content: Content,
    now: datetime,
    judged: Judged | None = None,
    only: Collection[str] = (),
) -> None:
    """Give readers the present texts of one content, in every language in which it stands (or `only`
    in some).

    `judged` is what holds for its published revision, as far as the caller knows that already.
    """
    tree.lock(session, content.region_id)
    rows = session.scalars(
        select(Fragment)
        .where(Fragment.content_id == content.id)
        .where(Fragment.language.in_(only) if only else true())
    ).all()
    region = session.get_one(Region, content.region_id)
    known = {content.id: judged} if judged else None
    press = Press(session, region, site(session), now, judged=known)
    fresh = press.texts(content, [row.language for row in rows])
    with session.no_autoflush:
        changed = {row.language: _renew(press, content, row, fresh, now) for row in rows}
    versions.grow(session, content.region_id, [code for code in changed if changed[code]], now)
    news = {(content.id, code) for code, what in changed.items() if what == TEXT}
    announcing.announce(session, region, press.site, news, (), now)


def _renew(
    press: Press, content: Content, row: Fragment, fresh: Mapping[str, Texts], now: datetime
) -> str:
    """One fragment with the present text; what of it is new to readers."""
    texts = fresh[row.language]
    _date(press.entry(content, row.language), row, texts, now)
    body = assemble(press, content, row.language, row.place, texts)
    status = press.status(content, row.language, row.place["path"])
    if (body, status) == (row.body, row.status):
        return NOTHING
    what = announcing.change(row.body, body)
    row.body, row.status = body, status
    return what


def _date(entry: Translation, row: Fragment, texts: Texts, now: datetime) -> None:
    """A language whose readers get another text than before was changed now."""
    before = orjson.loads(row.body)
    if (before["title"], before["content"]) != (texts.title, texts.content):
        entry.changed_at = now


def publish_region(
    session: Session,
    region_id: int,
    now: datetime,
    texts_of: Collection[int] = (),
    everything: bool = False,
    only: Collection[str] = (),
) -> int:
    """Bring all documents of a region's pages up to date; returns how many fragments were written.

    Texts are made anew for `texts_of`, for what readers did not see before, and for what links to
    a page whose path changed; `everything` makes them all anew. If pages came or went in `only` some
    languages and nothing else changed, the others are looked at only where such a page names its
    languages.
    """
    tree.lock(session, region_id)
    region = session.get_one(Region, region_id)
    where, here = placing(session, region), site(session)
    codes = set(only or where.places)
    old = stored(session, region_id, Fragment.language.in_(codes) if only else true())
    moves = _moved(old, where, codes)
    moved = {content_id for content_id, _ in moves}
    if only:
        old |= stored(session, region_id, Fragment.content_id.in_(moved))
    press = Press(session, region, here, now, where)
    again = set(texts_of) | linking_to(session, region_id, moved)
    gone = remove_gone(session, old, where)
    written = {}
    for language, content_id in _due(where, codes, moved):
        fresh = everything or (content_id in again and language in codes)
        key = (content_id, language)
        if what := write(session, press, old.get(key), *key, fresh):
            written[key] = what
    session.flush()
    touched = {language for _, language in (*gone, *written)}
    touched |= versions.missing(session, region, where.places)
    versions.grow(session, region_id, touched, now)
    news = {key for key, what in written.items() if what == TEXT or key in moves}
    announcing.announce(session, region, here, news, gone, now)
    return len(written)


def _due(where: Placing, codes: Collection[str], moved: Collection[int]) -> list[tuple[str, int]]:
    """What there is in these languages, and in the others of what came, went or moved."""
    return [
        (language, content_id)
        for language, places in where.places.items()
        for content_id in places
        if language in codes or content_id in moved
    ]


def _moved(old: Rows, where: Placing, codes: Collection[str]) -> set[Key]:
    """What has another path than before, came or went in any of these languages."""
    before = {key: row.place["path"] for key, row in old.items()}
    after = {
        (content_id, code): place.path
        for code in codes
        for content_id, place in where.places.get(code, {}).items()
    }
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def forget_settings(session: Session) -> None:
    """Let the next `publish_all` make everything anew."""
    session.execute(update(Catalogue).values(made_with={}))


def publish_all(session: Session, wanted: Site, now: datetime) -> bool:
    """Make every document anew when the installation's addresses changed; whether they had."""
    if not differs(session, wanted):
        return False
    publish_catalogue(session, now, wanted)
    for region_id in session.scalars(select(Region.id)).all():
        publish_region(session, region_id, now, everything=True)
    return True
