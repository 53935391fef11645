"""Webhooks in words: what they are told, what became of messages, and what is wrong with a field."""

from __future__ import annotations

from flask_babel import gettext, lazy_gettext

from app.errors import Invalid
from app.web.office.links import link_words

EVENTS = {
    "published": (
        lazy_gettext("Published"),
        lazy_gettext("Something became public, changed, or was taken away from readers."),
    ),
    "needs-translation": (
        lazy_gettext("Needs translation"),
        lazy_gettext("Paragraphs came to need a translation: language, pages, number, characters."),
    ),
}
NAMES = {name: label for name, (label, _) in EVENTS.items()} | {"test": lazy_gettext("Test")}
STATES = {
    "waiting": ("machine", lazy_gettext("Waits")),
    "delivered": ("ok", lazy_gettext("Arrived")),
    "failed": ("broken", lazy_gettext("Given up")),
}


def reason(said: str) -> str:
    """Why a message did not arrive; what the receiver said is told as it was said."""
    if said == "switched-off":
        return str(gettext("The webhook was switched off."))
    return str(link_words.FOUND.get(said, said))


def fault(error: Invalid) -> dict[str, str]:
    """What is wrong, under the name of its field."""
    words = {
        "url-malformed": gettext("This is no web address."),
        "url-credentials": gettext("Please give the address without a name or password in it."),
        "url-port": gettext("Only the usual port for https can be used."),
        "url-https": gettext("Please give an address that begins with https://."),
        "choice": gettext("Please choose at least one."),
    }
    return {error.field: str(words.get(error.kind, error))}
