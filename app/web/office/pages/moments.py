"""A date and a time as a person typed them, on the region's own clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import format_date, format_time, gettext

from app.domain.planning.wall_clock import instants, on_the_wall
from app.web.door import Visit

MORNING = "08:00"


@dataclass(frozen=True)
class Moment:
    """What was typed, the instant that it means, and what is wrong with it.

    `is_twice`: clocks show this time twice that night; the first is meant.
    """

    day: str = ""
    time: str = ""
    at: datetime | None = None
    day_error: str = ""
    time_error: str = ""
    is_twice: bool = False


def read(visit: Visit, form: Mapping[str, str]) -> Moment:
    """The moment that a form's fields `day` and `time` name; one that is over is wrong."""
    day, time = form.get("day", "").strip(), form.get("time", "").strip()
    if (shown_day := _day(day)) is None:
        return Moment(day, time, day_error=gettext("Please enter a date, such as 24.12.2026."))
    try:
        shown = datetime.fromisoformat(f"{shown_day.isoformat()}T{time}")
    except ValueError:
        return Moment(day, time, time_error=gettext("Please enter a time, such as 08:00."))
    found = instants(shown.replace(tzinfo=None), visit.region.time_zone)
    if not found:
        said = gettext(
            "That night clocks are put forward: this time does not exist. An hour later does."
        )
        return Moment(day, time, time_error=said)
    if found[0] <= visit.now:
        return Moment(day, time, day_error=gettext("This moment is over. Choose one to come."))
    return Moment(day, time, found[0], is_twice=len(found) > 1)


def _day(typed: str) -> date | None:
    """A date as browsers send it, or as Germans write it where a browser knows no date field."""
    for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(typed, pattern).date()
        except ValueError:
            continue
    return None


def day(typed: str) -> tuple[date | None, str]:
    """A date and what is wrong with it; (None, "") where nothing was typed."""
    if not typed.strip():
        return None, ""
    found = _day(typed.strip())
    return found, "" if found else gettext("Please enter a date, such as 24.12.2026.")


def shown(visit: Visit, at: datetime | None) -> Moment:
    """An instant for the fields of a form; tomorrow morning where there is none yet."""
    if at is None:
        tomorrow = on_the_wall(visit.now, visit.region.time_zone).date() + timedelta(days=1)
        return Moment(tomorrow.isoformat(), MORNING)
    local = on_the_wall(at, visit.region.time_zone)
    return Moment(local.date().isoformat(), local.strftime("%H:%M"), at)


def today(visit: Visit) -> date:
    """The date on the region's own calendar."""
    return on_the_wall(visit.now, visit.region.time_zone).date()


def spoken(day: date) -> str:
    """A date in words, with its weekday."""
    return str(format_date(day, "full"))


def spell(visit: Visit, at: datetime) -> str:
    """An instant in words on the region's own clock: weekday, date, time."""
    local = on_the_wall(at, visit.region.time_zone)
    time = format_time(local, "short", rebase=False)
    return str(gettext("%(day)s, %(time)s", day=spoken(local.date()), time=time))


def note(moment: Moment) -> str:
    """What is to be known of a time that clocks show twice; else nothing."""
    if not moment.is_twice:
        return ""
    return str(gettext("That night clocks show this time twice. The first is meant."))


def thanks(next_on: date | None) -> str:
    """What is said to somebody who looked at a page: when it is due again."""
    if next_on is None:
        return str(gettext("Thank you. Nobody is reminded of this page again."))
    return str(gettext("Thank you. The page is due again: %(day)s.", day=spoken(next_on)))
