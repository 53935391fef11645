"""How the editor speaks: states, classes of a change and faults, in words that need no explanation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import format_decimal, gettext, lazy_gettext, ngettext

from app.services.editing.standing import Mark
from app.services.pages.pages import LONGEST_TITLE

ICONS = {
    "compass": lazy_gettext("Compass"),
    "speech": lazy_gettext("Speech bubbles"),
    "briefcase": lazy_gettext("Briefcase"),
    "house": lazy_gettext("House"),
    "heart": lazy_gettext("Heart"),
    "school": lazy_gettext("School"),
    "leaf": lazy_gettext("Leaf"),
    "chat": lazy_gettext("Conversation"),
    "hands": lazy_gettext("Hands"),
}
STANDINGS = {
    "draft": ("draft", lazy_gettext("Draft")),
    "review": ("review", lazy_gettext("Waits for approval")),
    "live": ("live", lazy_gettext("Live")),
    "changed": ("live", lazy_gettext("Live, with a newer draft")),
    "archived": ("archived", lazy_gettext("Archived")),
    "below archived": ("archived", lazy_gettext("Below an archived page")),
    "gone": ("broken", lazy_gettext("Does not exist")),
}
CLASSES = {
    "new": lazy_gettext("New paragraph"),
    "none": lazy_gettext("Same words, parted anew"),
    "cosmetic": lazy_gettext("Punctuation"),
    "link": lazy_gettext("Link or picture"),
    "markup": lazy_gettext("Emphasis or links"),
    "wording": lazy_gettext("Spelling"),
    "value": lazy_gettext("Number, date or contact"),
    "semantic": lazy_gettext("Content"),
    "critical": lazy_gettext("Rule: may, must, not, only, until …"),
}
DEAD_ENDS = {
    "draft": lazy_gettext("not published yet"),
    "review": lazy_gettext("waits for approval"),
    "archived": lazy_gettext("archived"),
    "below archived": lazy_gettext("below an archived page"),
    "gone": lazy_gettext("does not exist"),
}


@dataclass(frozen=True)
class Icon:
    """An icon to choose: its address and what it shows."""

    address: str
    label: str


def icons(own: str = "") -> list[Icon]:
    """Our icons, and before them the page's own if it is none of these."""
    ours = [Icon(f"/static/icons/{name}.svg", str(label)) for name, label in ICONS.items()]
    if own and own not in {icon.address for icon in ours}:
        return [Icon(own, gettext("The icon it has")), *ours]
    return ours


def addresses() -> set[str]:
    """The icons that may be chosen."""
    return {icon.address for icon in icons()}


def mark(one: Mark) -> tuple[str, str]:
    """The chip of a page in a language: its look and its words."""
    if not one.is_live and one.state not in ("missing", "incomplete", "stale"):
        return "review", gettext("not live")
    return {
        "current": ("current", gettext("fresh")),
        "machine": ("machine", gettext("to be looked at")),
        "unverified": ("machine", gettext("to be looked at")),
        "in review": ("review", gettext("waits for approval")),
        "stale": ("stale", gettext("old")),
        "incomplete": ("incomplete", gettext("incomplete")),
        "missing": ("missing", gettext("missing")),
    }.get(one.state, ("hidden", one.state))


def sentence(figures: Mapping[str, int]) -> str:
    """What publishing means, in one sentence, from the numbers of a report."""
    changed, gone = figures["changed"], figures["removed"]
    if changed:
        head: str = ngettext(
            "%(count)s paragraph changed", "%(count)s paragraphs changed", changed,
            count=_n(changed),
        )  # fmt: skip
        return f"{head}: {', '.join(_parts(figures))}."
    if gone:
        head = ngettext(
            "%(count)s paragraph was removed", "%(count)s paragraphs were removed", gone,
            count=_n(gone),
        )  # fmt: skip
        return f"{head}."
    said: str = gettext("No paragraph changed.")
    return said


def _parts(figures: Mapping[str, int]) -> list[str]:
    said = []
    if number := figures["carried"]:
        said.append(gettext("%(count)s carried everywhere", count=_n(number)))
    if number := figures["spelling"]:
        said.append(
            ngettext("%(count)s is spelling", "%(count)s are spelling", number, count=_n(number))
        )
    if number := figures["work"]:
        needed = translations(figures["translations"], figures["characters"])
        said.append(
            ngettext(
                "%(count)s needs %(translations)s", "%(count)s need %(translations)s", number,
                count=_n(number), translations=needed,
            )
        )  # fmt: skip
    if number := figures["removed"]:
        said.append(gettext("%(count)s removed", count=_n(number)))
    return said


def translations(number: int, length: int) -> str:
    """How many translations, and what they weigh: "6 translations, about 520 characters"."""
    needed = ngettext("%(count)s translation", "%(count)s translations", number, count=_n(number))
    return _weighing(needed, length)


def paragraphs(number: int, length: int) -> str:
    """How many paragraphs, and what they weigh: "2 paragraphs, about 180 characters"."""
    waiting = ngettext("%(count)s paragraph", "%(count)s paragraphs", number, count=_n(number))
    return _weighing(waiting, length)


def _weighing(what: str, length: int) -> str:
    said: str = gettext("%(what)s, about %(weight)s", what=what, weight=weight(length))
    return said


def weight(length: int) -> str:
    """A number of characters in words."""
    said: str = ngettext("%(count)s character", "%(count)s characters", length, count=_n(length))
    return said


def _n(number: int) -> str:
    return str(format_decimal(number))


def fault(said: str) -> tuple[str, str]:
    """The field that an Invalid names, and what to tell beside it."""
    field, _, reason = said.partition(":")
    if field == "title":
        longest = LONGEST_TITLE
        return field, (
            gettext("A page needs a title.")
            if "needs" in reason
            else gettext("This title is too long: %(longest)s characters fit.", longest=longest)
        )
    known = {
        "body": gettext("This text is too long to be saved as one page."),
        "icon": gettext("Please choose one of these icons."),
        "organisation": gettext("Please choose one of these organisations."),
        "parent": gettext("Please choose one of these pages."),
        "note": gettext("Please say what is still to do."),
    }
    return (field, known[field]) if field in known else ("", said)
