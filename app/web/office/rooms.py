"""Which rooms the office has: one line each."""

from __future__ import annotations

from flask import Flask
from flask_babel import get_locale

from app.web.office import (
    administration,
    approvals,
    arranging,
    bulk,
    deeds,
    entrance,
    figures,
    founding,
    glossary,
    glossary_import,
    history,
    languages,
    links,
    moving,
    organisations,
    overview,
    page_preview,
    page_release,
    page_unsaved,
    pages,
    planning,
    profile,
    refusals,
    reviews,
    rollouts,
    settings,
    tree,
    users,
    webhooks,
)

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
