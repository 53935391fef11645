"""What each call of the manage API needs: one row per route. A route without a row fails test_rights.py."""

from __future__ import annotations

from tests.web.route_table import Row

PAGE = {"page": "PAGE"}
TEXT = {"title": "Titel", "html": "<p>Text.</p>"}

ROWS = [
    Row("manage_regions.index", "", everywhere=True),
    Row("manage_regions.one", "view"),
    Row("manage_pages.Pages", "view"),
    Row("manage_pages.Pages", "write", methods=("POST",), data=TEXT),
    Row("manage_pages.Page", "view", PAGE),
    Row("manage_pages.Page", "write", PAGE, ("PUT",), TEXT),
    Row("manage_pages.preview", "view", PAGE, ("POST",), TEXT),
    Row("manage_pages.submit", "submit", PAGE, ("POST",)),
    Row("manage_pages.publish", "publish", PAGE, ("POST",), {"minor": []}),
    Row("manage_pages.withdraw", "publish", PAGE, ("POST",)),
    Row("manage_pages.archive", "arrange", PAGE, ("POST",)),
    Row("manage_pages.unarchive", "arrange", PAGE, ("POST",)),
    Row("manage_pages.move", "arrange", PAGE, ("POST",), {"parent_id": None}),
    Row("manage_pages.change_slug", "arrange", PAGE | {"code": "de"}, ("PUT",), {"slug": "neu"}),
]
