"""Numbers, shares and days in the visitor's way of writing; and where a page is worked on."""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_skeleton
from flask import Blueprint, current_app, url_for
from flask_babel import get_locale

blueprint = Blueprint("figures", __name__)
DESKS = ("editor.edit", "pages.edit", "editor.index")
"""Where a page is worked on, the best known place first."""


@blueprint.app_template_filter("short_day")
def short_day(day: date | datetime) -> str:
    """A day without its year: "22. Nov."."""
    return format_skeleton("MMMd", day, locale=get_locale() or "de")


@blueprint.app_template_filter("month")
def month(day: date | datetime) -> str:
    """A month with its year: "November 2026"."""
    return format_skeleton("yMMMM", day, locale=get_locale() or "de")


@blueprint.app_template_global("page_url")
def page_url(region: str, page: int) -> str:
    """Where a page is worked on; "" while no room is for that."""
    for endpoint in DESKS:
        if endpoint in current_app.view_functions:
            return url_for(endpoint, region=region, page=page)
    return ""
