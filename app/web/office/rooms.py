"""Which rooms the office has: one line each."""

from __future__ import annotations

from flask import Flask
from flask_babel import get_locale

from app.web.office import deeds, entrance, refusals
from app.web.office.links import links, webhooks
from app.web.office.overviews import approvals, figures, overview, rollouts
from app.web.office.pages import (
    arranging,
    history,
    page_preview,
    page_release,
    page_unsaved,
    pages,
    planning,
    reviews,
)
from app.web.office.people import administration, profile, users
from app.web.office.regions import founding, languages, organisations, settings
from app.web.office.terms import glossary, glossary_import
from app.web.office.tree import bulk, moving, tree

ROOMS = (
    entrance,
    refusals,
    figures,
    deeds,
    overview,
    approvals,
    rollouts,
    history,
    planning,
    arranging,
    reviews,
    links,
    webhooks,
    settings,
    languages,
    organisations,
    founding,
    glossary,
    glossary_import,
    tree,
    moving,
    bulk,
    pages,
    page_unsaved,
    page_release,
    page_preview,
    users,
    administration,
    profile,
)


def install(app: Flask) -> None:
    """All rooms in `app`."""
    for room in ROOMS:
        app.register_blueprint(room.blueprint)
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.globals.update(get_locale=get_locale, known_endpoints=app.view_functions)
