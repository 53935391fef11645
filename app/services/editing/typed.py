"""What somebody typed into the form of a page: as it came, and as a draft that may be saved."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields

from sqlalchemy.orm import Session

from app.errors import Invalid
from app.models import Content, Region, Revision
from app.services.pages.pages import Draft
from app.services.segments.looks import Look, look_of
from app.services.settings import organisations

LONGEST = 1_000_000  # characters of one field


@dataclass(frozen=True)
class Typed:
    """The fields of the form, unchecked; numbers are text, "" is none."""

    title: str = ""
    body: str = ""
    icon: str = ""
    organisation: str = ""
    parent: str = ""  # of a new page

    @classmethod
    def read(cls, given: Mapping[str, object]) -> Typed:
        """The fields out of a form or out of JSON; Invalid names one that is too long."""
        found = {field.name: str(given.get(field.name) or "") for field in fields(cls)}
        for name, value in found.items():
            if len(value) > LONGEST:
                raise Invalid(f"{name}: {len(value)} characters, {LONGEST} are allowed")
        return cls(**found)

    @classmethod
    def of(cls, content: Content, revision: Revision) -> Typed:
        """The form as it shows a revision."""
        beside = look_of(content, revision)
        organisation = str(beside.organisation_id or "")
        return cls(revision.title, revision.html, beside.icon, organisation)

    def as_json(self) -> dict[str, str]:
        """The fields by their names."""
        return asdict(self)


def draft(
    session: Session,
    region: Region,
    typed: Typed,
    icons: Collection[str],
    content: Content | None = None,
) -> Draft:
    """A draft of what was typed; `icons` are those that may be chosen beside the page's own.

    Invalid names the field. What the form does not show (the description) stays as it is.
    """
    working = content.working if content else None
    own = look_of(content, working).icon if content else ""
    if typed.icon not in ("", own, *icons):
        raise Invalid(f"icon: there is none at {typed.icon!r}")
    beside = Look(typed.icon, _organisation(session, region, typed.organisation))
    description = working.description if working else ""
    return Draft(typed.title, typed.body, description, beside).checked()


def _organisation(session: Session, region: Region, number: str) -> int | None:
    if not number:
        return None
    found = organisations.get(session, region, int(number)) if number.isdecimal() else None
    if found is None:
        raise Invalid(f"organisation: region {region.slug!r} has no {number!r}")
    return found.id


def parent_id(typed: Typed) -> int | None:
    """The page below which a new one is to stand."""
    if typed.parent and not typed.parent.isdecimal():
        raise Invalid(f"parent: {typed.parent!r} is no page")
    return int(typed.parent) if typed.parent else None
