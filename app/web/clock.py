"""Instants as people read them: on the region's own clock and calendar."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import format_date, format_time
from jinja2 import pass_context
from jinja2.runtime import Context


@pass_context
def at(context: Context, moment: datetime | None) -> str:
    """An instant as date and time, to the minute; "" for None."""
    if moment is None:
        return ""
    local = _local(context, moment)
    return f"{format_date(local, rebase=False)}, {format_time(local, 'short', rebase=False)}"


@pass_context
def on(context: Context, moment: datetime | None) -> str:
    """An instant as a date; "" for None."""
    return format_date(_local(context, moment), rebase=False) if moment else ""


def _local(context: Context, moment: datetime) -> datetime:
    region = context.get("region")
    return moment.astimezone(ZoneInfo(region.time_zone if region else "Europe/Berlin"))
