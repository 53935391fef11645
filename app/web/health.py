"""Is the process alive, and can it serve?"""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    """200 as long as the process answers."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def ready() -> tuple[Response, int]:
    """200 when the database answers and the list of regions can be read, else 503."""
    try:
        regions = current_app.extensions["shelf"].regions()
    except SQLAlchemyError as error:
        return jsonify(status="no database", error=type(error).__name__), 503
    return jsonify(status="ok", regions=len(regions.by_slug)), 200
