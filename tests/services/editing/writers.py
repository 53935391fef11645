"""People who write, for the tests of their deeds."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor
from app.models import Content, User
from app.services.editing.typed import Typed
from tests.fixtures.guides import NOW

ADA, BEA = Actor(1, "Ada", ()), Actor(2, "Bea", ())


def accounts(session: Session) -> None:
    """Ada and Bea with accounts of their own."""
    for who in (ADA, BEA):
        mail = f"{who.name.lower()}@example.org"
        session.add(User(id=who.id, email=mail, name=who.name, fs_uniquifier=mail, created_at=NOW))
    session.flush()


def working(content: Content) -> Typed:
    """The form as it shows the working copy."""
    assert content.working is not None
    return Typed.of(content, content.working)


def number(content: Content) -> int:
    """The number of the working copy."""
    assert content.working is not None
    return content.working.number
