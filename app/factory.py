"""create_app(config): the one place that knows every part."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile

from flask import Flask

from app.api.door import Door
from app.config import Config, instance
from app.db import db, prepare
from app.manage import install as manage
from app.services.reading import Shelf
from app.web import health, home, mishaps, security, words
from app.web.desk import rooms as desk
from app.web.office import rooms as office


def create_app(config: Config) -> Flask:
    """The application for these settings: the readers' door in front, Flask behind it."""
    app = Flask("app.web", static_folder="static", static_url_path="/static")
    app.config.update(
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SECRET_KEY=config.secret_key or _kept_secret(),
        MAX_CONTENT_LENGTH=config.max_body_bytes,
        MAX_FORM_MEMORY_SIZE=config.max_body_bytes,  # a long page is a large form
        WEGWEISER=config,
    )
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
        shelf = Shelf(db.engine, config.snapshot_check_ms / 1000)
    words.install(app)
    security.install(app, config)
    for part in (home, health, mishaps):
        app.register_blueprint(part.blueprint)
    office.install(app)
    desk.install(app)
    for name in manage.install(app):
        security.CSRF.exempt(app.blueprints[name])  # they know tokens only, no cookies
    app.extensions["shelf"] = shelf
    app.wsgi_app = Door(app.wsgi_app, shelf)  # type: ignore[method-assign]
    return app


def _kept_secret() -> str:
    """The secret that cookies are signed with, where no setting gives one: made once, kept in a file.

    Of several processes that start at once, one writes it, whole or not at all.
    """
    path = instance() / "secret-key"
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as file:  # for nobody else's eyes
            file.write(secrets.token_hex(32))
            file.flush()
            with contextlib.suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_text().strip()
