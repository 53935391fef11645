"""Autosave: what a user is typing, kept by the server until it is saved or thrown away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.domain.segments.sanitising import clean, plain_text
from app.models import Autosave, Content, Region
from app.services.editing.typed import Typed


@dataclass(frozen=True)
class Kept:
    """What was typed, on top of which revision (by number, 0 for a new page), and when."""

    based_on: int
    typed: Typed
    at: datetime


def page(content: Content) -> str:
    """The place of what is typed into a page."""
    return f"page:{content.id}"


def new_page(region: Region) -> str:
    """The place of what is typed before there is a page."""
    return f"new:{region.id}"


def keep(
    session: Session, user_id: int, place: str, based_on: int, typed: Typed, now: datetime
) -> None:
    """Keep what a user has typed, in the place of what they had typed there before."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(Autosave)
    values = {"based_on": based_on, "fields": typed.as_json(), "at": now}
    session.execute(
        statement.on_conflict_do_update(index_elements=["user_id", "place"], set_=values),
        {"user_id": user_id, "place": place, **values},
    )


def find(session: Session, user_id: int, place: str) -> Kept | None:
    """What a user has typed there and not saved; nobody else ever gets it."""
    row = session.get(Autosave, (user_id, place), populate_existing=True)
    return Kept(row.based_on, Typed.read(row.fields), row.at) if row else None


def forget(session: Session, user_id: int, place: str) -> None:
    """Throw away what a user has typed there."""
    session.execute(delete(Autosave).where(Autosave.user_id == user_id, Autosave.place == place))


def unsaved(session: Session, user_id: int, content: Content) -> Kept | None:
    """What a user has typed into a page that differs from its working copy."""
    kept = find(session, user_id, page(content))
    assert content.working is not None
    if kept is None or same(kept.typed, Typed.of(content, content.working)):
        return None
    return kept


def same(one: Typed, other: Typed) -> bool:
    """Whether saving one or the other would be the same."""
    return _plain(one) == _plain(other)


def _plain(typed: Typed) -> Typed:
    return replace(typed, title=plain_text(typed.title), body=clean(typed.body), parent="")
