"""What a digest mail says: plain text in its reader's own language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from app.services.desk.digests import News, Part
from app.services.wording import N_, catalogue, locale, say

FALLBACK = "de"
QUEUES = {
    "now": N_("At once: {count}"),
    "changed": N_("Changed: {count}"),
    "new": N_("New: {count}"),
    "conflicts": N_("Two texts for one paragraph: {count}"),
    "findings": N_("Findings of checks: {count}"),
    "machine": N_("Machine texts to look at: {count}"),
    "unverified": N_("Taken over, not compared yet: {count}"),
    "advise": N_("Small changes to tick off: {count}"),
}
MOST_PAGES = 10


@dataclass(frozen=True)
class Letter:
    """A plain text to one person."""

    to: str
    name: str
    subject: str
    text: str


def letter(news: News, base_url: str) -> Letter:
    """The digest as a mail; links in it begin with `base_url`."""
    language = news.locale if news.locale == "en" or catalogue(news.locale) else FALLBACK
    blocks = [
        say(language, "Hello {name},", name=news.name),
        say(language, "this is what waits for you in Wegweiser:"),
        *("\n".join(_lines(part, news, language, base_url)) for part in news.parts),
        _why(news.every, language, base_url),
    ]
    subject = say(language, "Translations that wait for you")
    return Letter(news.to, news.name, subject, "\n\n".join(blocks) + "\n")


def _lines(part: Part, news: News, language: str, base_url: str) -> Iterator[str]:
    spoken = locale(language)
    yield f"{part.region} – {part.tongue}"
    for name, number in part.queues:
        count = format_decimal(number, locale=spoken)
        yield "  " + say(language, QUEUES[name], count=count)
    if part.carried:
        yield "  " + say(
            language, "Carried by rule since {day}: {count}",
            day=format_date(news.since, "medium", locale=spoken),
            count=format_decimal(part.carried, locale=spoken),
        )  # fmt: skip
    yield from _assigned(part, language, spoken)
    yield f"  {base_url}/desk/{part.slug}/{part.code}/"


def _assigned(part: Part, language: str, spoken: Locale) -> Iterator[str]:
    """The pages that are the reader's, what is due first at the top."""
    for one in part.assigned[:MOST_PAGES]:
        day = format_date(one.due_on, "medium", locale=spoken) if one.due_on else ""
        if one.is_overdue(part.today):
            words = say(language, "Was due on {day}: “{page}”", day=day, page=one.title)
        elif day:
            words = say(language, "Due on {day}: “{page}”", day=day, page=one.title)
        else:
            words = say(language, "Yours: “{page}”", page=one.title)
        yield "  " + words
    more = len(part.assigned) - MOST_PAGES
    if more > 0:
        count = format_decimal(more, locale=spoken)
        yield "  " + say(language, "More pages of yours: {count}", count=count)


def _why(every: str, language: str, base_url: str) -> str:
    """Why this mail comes, and how it stops."""
    if every == "day":
        words = say(language, "You asked for this mail once a day. Here you can change that:")
    else:
        words = say(language, "You asked for this mail once a week. Here you can change that:")
    return f"{words}\n{base_url}/desk/#mail"
