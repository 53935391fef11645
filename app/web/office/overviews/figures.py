"""Numbers, shares and days in the visitor's way of writing; and where a page is worked on."""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_skeleton
from flask import Blueprint, url_for
from flask_babel import get_locale

from app.web.office.overviews import charts

blueprint = Blueprint("figures", __name__)
blueprint.add_app_template_global(charts.stacked, "stacked")


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
    """Where a page is worked on."""
    return url_for("pages.edit", region=region, page=page)
