"""What stands beside a text and goes live with it: a page's icon, and the organisation behind it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.models import Content, Organisation


@dataclass(frozen=True)
class Look:
    """An icon (an address, "" for none) and an organisation."""

    icon: str = ""
    organisation_id: int | None = None


def look(content: Content) -> Look:
    """What stands beside the working copy."""
    working = content.working
    if working is None or working.icon is None:
        return Look(content.icon, content.organisation_id)
    return Look(working.icon, working.organisation_id)


def go_live(session: Session, content: Content) -> None:
    """Let readers have what stands beside the working copy."""
    wanted = look(content)
    content.icon, organisation = wanted.icon, wanted.organisation_id
    content.organisation = session.get(Organisation, organisation) if organisation else None
