"""Files that people bring to the desk: read from the form, too large, or gone meanwhile."""

from __future__ import annotations

from contextlib import closing

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.errors import Invalid
from app.services.exchange.uploads import LARGEST
from app.web.desk.layout import back_to
from app.web.door import Visit

MEGABYTES = LARGEST // 1_000_000
"""The largest file, as people are told it."""


def sent() -> tuple[str, bytes]:
    """The name and the bytes of the file in the form, no more than tells that it is too large.

    Invalid if none was chosen.
    """
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Invalid("file: none was chosen", "file", "file")
    with closing(file):
        return file.filename, file.read(LARGEST + 1)


def too_large(endpoint: str) -> Response:
    """To the room that asked for a file, which the server did not even read to its end."""
    said = gettext("The file is larger than %(size)s MB. Nothing was changed.", size=MEGABYTES)
    flash(said, "danger")
    return redirect(url_for(endpoint, **(request.view_args or {})), 303)


def gone(endpoint: str, visit: Visit, code: str) -> Response:
    """To the room that asked for a file that was kept and is no longer."""
    said = gettext("This file is no longer here. Choose it once more.")
    return back_to(endpoint, visit, code, said, "warn")


def forgotten(endpoint: str, visit: Visit, code: str) -> Response:
    """To the room that asked for a file, once it is forgotten."""
    return back_to(endpoint, visit, code, gettext("The file is forgotten. Nothing was changed."))
