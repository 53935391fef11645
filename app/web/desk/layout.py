"""What stands around each room of the desk: the menu, the languages to go to; and how a room answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from app.domain.access.permissions import languages_of, may, regions_of
from app.errors import NotFound
from app.services import regions
from app.web import tongues
from app.web.clock import at, on
from app.web.door import Visit
from app.web.words import SPOKEN

MENU = (
    ("queues.index", lazy_gettext("Queues"), "overview"),
    ("desk_pages.index", lazy_gettext("Pages"), "pages"),
    ("carried.index", lazy_gettext("Carried"), "move"),
    ("memories.index", lazy_gettext("Memory"), "folder"),
    ("desk_terms.index", lazy_gettext("Glossary"), "book"),
    ("exchanges.index", lazy_gettext("Files"), "download"),
)
BELONGS = {
    "segments": "queues",
    "assigning": "queues",
    "exchanges_files": "exchanges",
    "memories_files": "memories",
    "desk_terms_files": "desk_terms",
}
"""Rooms without an entry of their own in the menu, with the one that leads to them."""


@dataclass(frozen=True)
class Item:
    """One entry of the menu."""

    label: str
    icon: str
    url: str
    here: bool


@dataclass(frozen=True)
class Place:
    """A region and the language of it that somebody translates into: a desk of theirs."""

    slug: str
    region: str
    tongue: tongues.Tongue
    here: bool


def render(template: str, visit: Visit, code: str = "", **values: Any) -> str:
    """A room's page; with a language of the region, that language's desk. NotFound if it has none."""
    if code and code not in regions.target_codes(visit.region):
        raise NotFound(f"region {visit.slug!r} does not translate into {code!r}")
    known = tongues.of(visit) if visit.region is not None else {}
    source = regions.source_code(visit.region) if visit.region is not None else ""
    return render_template(
        template, visit=visit, region=visit.region, may=visit.may, code=code,
        tongues=known, tongue=known.get(code), source=known.get(source),
        menu=_menu(visit, code), places=places(visit, code), interface_languages=SPOKEN,
        on=on, at=at, in_office=_in_office(visit), **values,
    )  # fmt: skip


def back_to(
    endpoint: str, visit: Visit, code: str, message: str = "", kind: str = "ok", **args: Any
) -> Response:
    """To another page of the desk after a deed, with a message there; `kind` is ok, warn or danger."""
    if message:
        flash(message, kind)
    return redirect(url_for(endpoint, region=visit.slug, code=code, **args), 303)


def places(visit: Visit, code: str = "") -> Sequence[Place]:
    """The desks of this visitor: each language they may translate into, region by region."""
    known = {row.slug: row for row in regions.every(visit.session)}
    return [
        Place(row.slug, row.name, tongue, (row.slug, tongue.code) == (visit.slug, code))
        for row in (known[slug] for slug in regions_of(visit.who, known))
        for tongue in _tongues(visit, row)
    ]


def _tongues(visit: Visit, region: Any) -> list[tongues.Tongue]:
    codes = languages_of(visit.who, region.slug, regions.target_codes(region))
    spoken = tongues.of_region(region, visit.language)
    return [spoken[code] for code in codes]


def _menu(visit: Visit, code: str) -> list[Item]:
    if not code:
        return []
    room = (request.endpoint or "").split(".")[0]
    here = BELONGS.get(room, room)
    return [
        Item(
            str(label), icon, url_for(endpoint, region=visit.slug, code=code),
            endpoint.split(".")[0] == here,
        )
        for endpoint, label, icon in MENU
        if endpoint in current_app.view_functions
    ]  # fmt: skip


def _in_office(visit: Visit) -> bool:
    """Whether the visitor has work in the office too, so that a way there makes sense."""
    return any(may(visit.who, "write", slug) for slug in _slugs(visit))


def _slugs(visit: Visit) -> list[str]:
    return [visit.slug] if visit.region is not None else [p.slug for p in places(visit)]
