"""The form that roles are given with: what may be chosen, what was chosen, what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.domain.access.permissions import ROLES, Grant, may_give
from app.services import regions
from app.services.regions import SEVEN
from app.web.door import Visit
from app.web.office.people.role_words import NAME_TAKEN
from app.web.office.people.role_words import ROLES as WORDS
from app.web.words import SPOKEN

ALL = "*"


@dataclass(frozen=True)
class Asked:
    """What somebody typed and ticked; `place` is a region's slug, "" all of them."""

    email: str = ""
    name: str = ""
    locale: str = ""
    place: str = ""
    grants: Sequence[Grant] = ()
    wrong: str = ""
    field: str = ""

    def because(self, error: Exception) -> Asked:
        """The same, with what is wrong in words."""
        if self.wrong:
            return self
        wrong, field = _words(str(error))
        return replace(self, wrong=wrong, field=field)

    def has(self, role: str) -> bool:
        """Whether a role is ticked."""
        return any(grant.role == role for grant in self.grants)

    def speaks(self, code: str) -> bool:
        """Whether a language of the translator is ticked; ALL stands for every one."""
        found = [grant.languages for grant in self.grants if grant.role == "translator"]
        return any(code in languages or (code == ALL and not languages) for languages in found)


def _words(said: str) -> tuple[str, str]:
    """What a refusal of the services means to a person, and at which field."""
    if "e-mail address" in said or "longer than" in said:
        return _("This is no e-mail address."), "email"
    if "a name has" in said:
        return _("A name has 1 to 90 characters."), "name"
    if "is called" in said:
        return str(NAME_TAKEN), "name"
    if "is closed" in said:
        return _("This account is closed. Open it again instead."), "email"
    if "one in all regions" in said:
        return _("An administrator is one in all regions: choose these."), "role"
    if "translated into" in said:
        return _("This region is not translated into one of these languages."), "language"
    if "last administrator" in said:
        return _("Somebody has to stay administrator."), "role"
    return _("Choose at least one role."), "role"


def read(visit: Visit) -> Asked:
    """The form as it was sent; a translator needs languages, or all of them."""
    form, codes = request.form, request.form.getlist("language")
    roles = [role for role in form.getlist("role") if role in ROLES]
    locale = form.get("locale", "")
    spoken = () if ALL in codes else tuple(codes)
    found = Asked(
        email=form.get("email", ""),
        name=form.get("name", ""),
        locale=locale if locale in SPOKEN else "",
        place=visit.slug or form.get("place", ""),
        grants=[Grant(role, languages=spoken if role == "translator" else ()) for role in roles],
    )
    if "translator" in roles and not codes:
        return replace(found, wrong=_("Choose the translator's languages."), field="language")
    return found


def choices(visit: Visit, place: str) -> dict[str, Any]:
    """What the form offers: roles that the visitor may give there, languages, regions."""
    row = regions.get(visit.session, place) if place else None
    known = regions.target_codes(row) if row else [one.code for one in SEVEN[1:]]
    names = {one.code: one for one in SEVEN}
    return {
        "offered": [
            (role, *WORDS[role])
            for role in ROLES
            if may_give(visit.who, role, place) and (role != "administrator" or not place)
        ],
        "spoken": [names[code] for code in known if code in names],
        "places": regions.every(visit.session) if visit.region is None else [],
        "place_options": [(one.slug, one.name) for one in regions.every(visit.session)],
        "place_name": place_of(visit, place),
    }


def place_of(visit: Visit, place: str) -> str:
    """The name of a region, or what stands for all of them in the language of whoever reads it."""
    return regions.get(visit.session, place).name if place else lazy_gettext("all regions")
