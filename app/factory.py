"""create_app(config): the one place that knows every part."""

from __future__ import annotations

import secrets

from flask import Flask

from app.api.door import Door
from app.config import Config
from app.db import db, prepare
from app.services.reading import Shelf
from app.web import health, home, mishaps


def create_app(config: Config) -> Flask:
    """The application for these settings: the readers' door in front, Flask behind it."""
    app = Flask("app.web", static_folder="static", static_url_path="/static")
    app.config.update(
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SECRET_KEY=config.secret_key or secrets.token_hex(32),
        MAX_CONTENT_LENGTH=config.max_body_bytes,
        WEGWEISER=config,
    )
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
        shelf = Shelf(db.engine, config.snapshot_check_ms / 1000)
    for part in (home, health, mishaps):
        app.register_blueprint(part.blueprint)
    app.extensions["shelf"] = shelf
    app.wsgi_app = Door(app.wsgi_app, shelf)  # type: ignore[method-assign]
    return app
