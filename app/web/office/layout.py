"""What stands around each room: the menu, the regions to go to, messages; and how a room answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from app.domain.access.permissions import regions_of
from app.services import regions
from app.web.clock import at, on
from app.web.door import Visit
from app.web.words import NAMES, SPOKEN

MENU = (
    ("overview.index", lazy_gettext("Overview"), "overview", "view"),
    ("tree.index", lazy_gettext("Pages"), "pages", "view"),
    ("reviews.index", lazy_gettext("Reviews"), "calendar", "view"),
    ("links.index", lazy_gettext("Links"), "link", "view"),
    ("rollouts.index", lazy_gettext("Rollouts"), "rollout", "order"),
    ("glossary.index", lazy_gettext("Glossary"), "book", "view"),
    ("desk_entrance.index", lazy_gettext("Translations"), "globe", "translate"),
    ("users.index", lazy_gettext("People"), "people", "users"),
    ("webhooks.index", lazy_gettext("Webhooks"), "plug", "connect"),
    ("settings.index", lazy_gettext("Settings"), "gear", "settings"),
)

BELONGS = {
    "approvals": "overview", "languages": "settings", "organisations": "settings",
    "glossary_import": "glossary", "pages": "tree", "unsaved": "tree", "release": "tree",
    "preview": "tree", "history": "tree", "planning": "tree", "arranging": "tree", "moving": "tree",
    "bulk": "tree",
}  # fmt: skip
"""Rooms without an entry of their own in the menu, with the one that leads to them."""


@dataclass(frozen=True)
class Item:
    """One entry of the menu."""

    label: str
    icon: str
    url: str
    here: bool


def menu(visit: Visit) -> list[Item]:
    """The rooms of this region that the visitor may enter."""
    if visit.region is None:
        return []
    room = (request.endpoint or "").split(".")[0]
    here = BELONGS.get(room, room)
    return [
        Item(str(label), icon, url_for(endpoint, region=visit.slug), endpoint.split(".")[0] == here)
        for endpoint, label, icon, action in MENU
        if endpoint in current_app.view_functions and visit.may(action)
    ]


def render(template: str, visit: Visit, **values: Any) -> str:
    """A room's page for this visitor."""
    known = regions.every(visit.session)
    seen = regions_of(visit.who, [one.slug for one in known])
    return render_template(
        template, visit=visit, region=visit.region, may=visit.may, menu=menu(visit),
        my_regions=[one for one in known if one.slug in seen],
        interface_languages=NAMES, desk_languages=SPOKEN, front_room=front_room(), on=on, at=at, **values,
    )  # fmt: skip


def front_room() -> str:
    """Where a region is entered."""
    return "overview.index" if "overview.index" in current_app.view_functions else "entrance.index"


def back_to(
    endpoint: str, visit: Visit, message: str = "", kind: str = "ok", **args: Any
) -> Response:
    """To another page after a deed, with a message there; `kind` is ok, warn or danger."""
    if message:
        flash(message, kind)
    if visit.region is not None:
        args = {"region": visit.slug} | args
    return redirect(url_for(endpoint, **args), 303)
