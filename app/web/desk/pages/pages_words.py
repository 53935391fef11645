"""Whole pages at the desk in words: how a page stands, and what came of saving its paragraphs."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import lazy_gettext, ngettext

from app.errors import Invalid
from app.services.desk.pages.page_saving import Outcome

STATES = {
    "current": ("current", lazy_gettext("fresh")),
    "machine": ("machine", lazy_gettext("machine text, not looked at")),
    "unverified": ("machine", lazy_gettext("imported, not looked at")),
    "in review": ("review", lazy_gettext("not live, or waits for approval")),
    "stale": ("stale", lazy_gettext("old")),
    "incomplete": ("incomplete", lazy_gettext("incomplete")),
    "missing": ("missing", lazy_gettext("missing")),
    "hidden": ("hidden", lazy_gettext("German is not public")),
}
"""Of a page: its look and its words."""

PARAGRAPHS = {
    "current": ("current", lazy_gettext("fresh")),
    "advise": ("advise", lazy_gettext("small change")),
    "stale": ("stale", lazy_gettext("old")),
    "missing": ("missing", lazy_gettext("missing")),
    "unverified": ("machine", lazy_gettext("imported, not looked at")),
}
MACHINE = ("machine", lazy_gettext("machine text, not looked at"))
NEEDS_WORK = lazy_gettext("needs work")

NOTHING_NEW = lazy_gettext("Nothing was changed, so nothing was saved.")
OUTCOMES = {
    "saved": ("ok", lazy_gettext("Saved.")),
    "unchanged": ("warn", NOTHING_NEW),
    "behind": (
        "warn",
        lazy_gettext("Saved, but the German has changed meanwhile. Please compare once more."),
    ),
    "conflict": (
        "warn",
        lazy_gettext(
            "Somebody else saved this paragraph meanwhile. Nothing is lost: choose a text."
        ),
    ),
    "gone": (
        "warn",
        lazy_gettext("That paragraph no longer stands in its page. Your text is kept."),
    ),
    "refused": (
        "danger",
        lazy_gettext("Readers cannot have this yet. Your text is kept as a draft."),
    ),
    "moved": (
        "warn",
        lazy_gettext("The German has changed meanwhile. Please compare once more."),
    ),
    "stays": (
        "warn",
        lazy_gettext(
            "The German has links or formats now that the translation lacks. Please add them."
        ),
    ),
    "confirmed": ("ok", lazy_gettext("Noted: the translation is still right.")),
    "taken": ("ok", lazy_gettext("Readers have this text now.")),
    "left": ("ok", lazy_gettext("Readers keep the text that they have.")),
    "dropped": ("ok", lazy_gettext("Your draft was dropped.")),
}
LIVE_NOW = lazy_gettext("With that, the page is complete, and readers have it.")
HELD_BACK = {
    "title": lazy_gettext("Readers can have the page once its title is translated."),
    "body": lazy_gettext("Readers can have the page once something of its text is translated."),
    "page": lazy_gettext("The German page was never published."),
}


def states() -> list[tuple[str, str]]:
    """The states of a page that can be asked for, with what needs work first."""
    return [("work", str(NEEDS_WORK)), *((name, str(said)) for name, (_, said) in STATES.items())]


def summary(outcomes: Collection[Outcome]) -> tuple[str, str]:
    """What came of saving a whole page, and how that is to be told: ok or warn."""
    saved = sum(one.word in ("saved", "behind") for one in outcomes)
    rest = len(outcomes) - saved
    if not outcomes:
        return str(NOTHING_NEW), "warn"
    said = [ngettext("%(num)s paragraph was saved.", "%(num)s paragraphs were saved.", saved)]
    if rest:
        said.append(
            ngettext(
                "%(num)s paragraph needs another look.", "%(num)s paragraphs need another look.",
                rest,
            )
        )  # fmt: skip
    return " ".join(said if saved else said[1:]), "warn" if rest else "ok"


def held_back(error: Invalid) -> str:
    """Why a page is not given to its readers."""
    return str(HELD_BACK.get(error.field, HELD_BACK["body"]))
