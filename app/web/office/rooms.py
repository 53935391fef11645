"""Which rooms the office has: one line each."""

from __future__ import annotations

from flask import Flask
from flask_babel import get_locale

from app.web.office import entrance, refusals

ROOMS = (
    entrance,
    refusals,
)


def install(app: Flask) -> None:
    """All rooms in `app`."""
    for room in ROOMS:
        app.register_blueprint(room.blueprint)
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.globals.update(get_locale=get_locale, known_endpoints=app.view_functions)
