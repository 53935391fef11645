"""How the tree of pages speaks: states at a glance, what a deed came to, and why something was not done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache

from babel.dates import format_timedelta
from flask_babel import format_decimal, get_locale, gettext, lazy_gettext, ngettext

from app.services.editing.bulk import Outcome

STANDINGS = {
    "draft": lazy_gettext("Draft"),
    "review": lazy_gettext("Waits for approval"),
    "live": lazy_gettext("Live"),
    "changed": lazy_gettext("Live, with a newer draft"),
    "archived": lazy_gettext("Archived"),
    "below archived": lazy_gettext("Below an archived page"),
}
STATES = {
    "current": lazy_gettext("fresh"),
    "machine": lazy_gettext("machine text, not looked at"),
    "unverified": lazy_gettext("imported, not looked at"),
    "in review": lazy_gettext("not live, or waits for approval"),
    "stale": lazy_gettext("old"),
    "incomplete": lazy_gettext("incomplete"),
    "missing": lazy_gettext("missing"),
    "hidden": lazy_gettext("German is not public"),
}
NOTHING_TICKED = lazy_gettext("Tick the pages first.")
NO_DAY = lazy_gettext("This is not a date. Please write it like 2027-03-31.")
NEEDS_WORK = lazy_gettext("needs work")
QUESTIONS = {
    "waiting": lazy_gettext("waits for approval"),
    "mine": lazy_gettext("written by me"),
    "due": lazy_gettext("to look at again"),
    "planned": lazy_gettext("with a planned date"),
}
REASONS = {
    "nothing new": lazy_gettext("has nothing new"),
    "handed in": lazy_gettext("was handed in already"),
    "archived": lazy_gettext("is archived"),
    "below archived": lazy_gettext("stands below an archived page: bring that one back"),
    "not archived": lazy_gettext("is not archived"),
    "not public": lazy_gettext("is not live in German yet"),
    "there already": lazy_gettext("stands there already"),
    "nothing to translate": lazy_gettext("has nothing that machines could translate"),
    "under way": lazy_gettext("is with the machines already"),
    "gone": lazy_gettext("is not there any more"),
    "impossible": lazy_gettext("could not be changed"),
    "not allowed": lazy_gettext("may not be changed by you"),
    "quicker": lazy_gettext("was changed by somebody else just now; please look again"),
}
DONE = {
    "published": lazy_gettext("is live now"),
    "submitted": lazy_gettext("waits for approval now"),
    "put away": lazy_gettext("is archived now"),
    "brought back": lazy_gettext("is back"),
    "moved": lazy_gettext("was moved"),
    "planned": lazy_gettext("has its review date"),
    "unplanned": lazy_gettext("has no review date any more"),
}
REFUSALS = {
    "gone": lazy_gettext("This page, or the place for it, is not there any more."),
    "itself": lazy_gettext("A page cannot be moved beside or below itself."),
    "below itself": lazy_gettext("A page cannot stand below itself or one of its own subpages."),
    "archived": lazy_gettext("That place is archived. Bring it back first."),
    "nowhere": lazy_gettext("Choose the page before or behind which it is to stand."),
    "moved": lazy_gettext(
        "Somebody else has moved this page meanwhile. You see now where it stands."
    ),
}
DEEDS = {
    "publish": (lazy_gettext("Publish"), "send"),
    "submit": (lazy_gettext("Hand in for approval"), "check"),
    "move": (lazy_gettext("Move below …"), "move"),
    "review": (lazy_gettext("Set review date"), "calendar"),
    "order": (lazy_gettext("Start translations"), "globe"),
    "archive": (lazy_gettext("Archive"), "archive"),
    "bring-back": (lazy_gettext("Bring back"), "undo"),
}


def reason(word: str) -> str:
    """Why something is not done to a page, as the end of a sentence about it."""
    return str(REASONS.get(word) or REFUSALS.get(word, word))


def came_to(outcome: Outcome) -> str:
    """What became of a page, as the end of a sentence about it, for the list of results."""
    if not outcome.is_done:
        return reason(outcome.word)
    number = str(format_decimal(outcome.number))
    if outcome.word == "published" and outcome.number:
        said = gettext(
            "is live now; about %(number)s characters are to be translated", number=number
        )
    elif outcome.word == "ordered":
        said = ngettext(
            "%(number)s paragraph goes to the machines", "%(number)s paragraphs go to the machines",
            outcome.number, number=number,
        )  # fmt: skip
    else:
        said = DONE[outcome.word]
    return str(said)


def ages(now: datetime) -> Callable[[datetime], str]:
    """How long ago something was, in few letters; each answer is made once, since many pages share it."""

    @cache
    def of_days(days: int) -> str:
        if not days:
            return str(gettext("today"))
        ago = timedelta(days=days)
        return format_timedelta(ago, granularity="day", format="short", locale=get_locale())

    return lambda moment: of_days(max(0, (now - moment).days))
