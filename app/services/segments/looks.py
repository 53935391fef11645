"""What stands beside a text and goes live with it: a page's icon, and the organisation behind it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.errors import Invalid
from app.models import Content, Organisation, Revision


@dataclass(frozen=True)
class Look:
    """An icon (an address, "" for none) and an organisation."""

    icon: str = ""
    organisation_id: int | None = None


def look(content: Content) -> Look:
    """What stands beside the working copy."""
    return look_of(content, content.working)


def look_of(content: Content, revision: Revision | None) -> Look:
    """What stands beside a revision: what readers have, where it does not say."""
    if revision is None or revision.icon is None:
        return Look(content.icon, content.organisation_id)
    return Look(revision.icon, revision.organisation_id)


def check(session: Session, content: Content, wanted: Look) -> None:
    """Invalid unless the organisation is one of the content's own region, or there is none."""
    if wanted.organisation_id is None:
        return
    found = session.get(Organisation, wanted.organisation_id)
    if found is None or found.region_id != content.region_id:
        raise Invalid(f"organisation: the region has no {wanted.organisation_id}")


def go_live(session: Session, content: Content) -> None:
    """Let readers have what stands beside the published revision."""
    wanted = look_of(content, content.published)
    content.icon, organisation = wanted.icon, wanted.organisation_id
    content.organisation = session.get(Organisation, organisation) if organisation else None
