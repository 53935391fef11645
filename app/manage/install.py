"""Which resources the manage API has: one line each."""

from __future__ import annotations

from flask import Flask

from app.manage import (
    exchange,
    glossary,
    links,
    memory,
    pages,
    people,
    planning,
    pushing,
    regions,
    rollouts,
    tokens,
    translations,
    work,
)
from app.manage.documented import PREFIX, SETTINGS, ManageApi, add_documentation

RESOURCES = (
    regions, pages, planning, pushing, translations, exchange, memory, glossary, work, rollouts,
    links, people, tokens,
)  # fmt: skip


def install(app: Flask) -> list[str]:
    """The API in `app`; the names of its blueprints, which need no guard against forged forms."""
    app.config.update(SETTINGS)
    api = ManageApi(app)
    for part in RESOURCES:
        api.register_blueprint(part.blueprint, url_prefix=PREFIX)
    add_documentation(app)
    return [part.blueprint.name for part in RESOURCES] + ["manage_lost"]
