"""Queues, and why a paragraph waits in one, in words that need no explanation."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext, lazy_gettext

NAMES = {
    "now": lazy_gettext("At once"),
    "changed": lazy_gettext("Changed"),
    "new": lazy_gettext("New"),
    "conflicts": lazy_gettext("Two texts"),
    "findings": lazy_gettext("Findings"),
    "machine": lazy_gettext("From machines"),
    "unverified": lazy_gettext("Taken over"),
    "advise": lazy_gettext("Small changes"),
}
ABOUT = {
    "now": lazy_gettext(
        "Readers could be told something wrong: a rule, a number, a date or an address has changed."
    ),
    "changed": lazy_gettext("The German says something else now. Readers see the old translation."),
    "new": lazy_gettext("These paragraphs have no translation yet."),
    "conflicts": lazy_gettext(
        "Two people translated the same paragraph. Choose which text readers get."
    ),
    "findings": lazy_gettext("A check found something in what readers see that may be wrong."),
    "machine": lazy_gettext("A machine wrote these translations. Nobody has looked at them yet."),
    "unverified": lazy_gettext(
        "These translations come from another system. Nobody knows which German text they answer."
    ),
    "advise": lazy_gettext(
        "Only spelling or formatting has changed. The translation probably still holds."
    ),
}
EMPTY = lazy_gettext("Nothing waits here.")
ORDER = lazy_gettext(
    "The graver a change is and the longer it has waited, the further up a paragraph stands."
)
SURE = {
    "machine": lazy_gettext("I have read these texts, and they are right."),
    "unverified": lazy_gettext("I have compared these texts with the German, and they are right."),
    "advise": lazy_gettext("I have seen what changed, and the translations still hold."),
}
"""The queues that can be ticked off in bulk, with what one says by doing so."""

CLASSES = {
    "critical": lazy_gettext("A word changed that turns the meaning."),
    "value": lazy_gettext("A number, a date, a time, a sum or an address changed."),
    "semantic": lazy_gettext("What is said changed."),
    "wording": lazy_gettext("The spelling of a word or two changed."),
    "markup": lazy_gettext("The formatting changed, or a link came or went."),
    "link": lazy_gettext("A link leads elsewhere."),
    "cosmetic": lazy_gettext("Punctuation or the way of writing changed."),
    "split": lazy_gettext("The paragraph was parted in two."),
    "merge": lazy_gettext("Paragraphs were joined."),
}
STATES = {
    "missing": lazy_gettext("There is no translation yet."),
    "unverified": lazy_gettext("Nobody knows which German text this answers."),
}
FACTS = {
    "tel": lazy_gettext("Phone number"),
    "mail": lazy_gettext("E-mail address"),
    "url": lazy_gettext("Web address"),
    "link": lazy_gettext("Link"),
    "date": lazy_gettext("Date"),
    "time": lazy_gettext("Time of day"),
    "money": lazy_gettext("Sum"),
    "num": lazy_gettext("Number"),
}
CHIPS = {"now": "missing", "changed": "stale", "new": "hidden", "conflicts": "incomplete",
         "findings": "warning", "machine": "machine", "unverified": "draft", "advise": "advise"}  # fmt: skip
GRAVE, FACTUAL, MEANING = 4, 3, 2


@dataclass(frozen=True)
class Weight:
    """How grave a change is: a word, and the name of its colour."""

    word: str
    kind: str


def why(state: str, klass: str) -> str:
    """Why a paragraph waits, in a sentence; "" where the queue says it all."""
    return str(STATES.get(state) or CLASSES.get(klass, ""))


def weight(severity: int) -> Weight:
    """A severity in a word."""
    if severity >= GRAVE:
        return Weight(gettext("grave"), "grave")
    if severity == FACTUAL:
        return Weight(gettext("facts"), "facts")
    if severity == MEANING:
        return Weight(gettext("meaning"), "meaning")
    return Weight(gettext("small"), "minor")
