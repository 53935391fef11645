"""Endpoints of the other kinds of content, which answer with what is published of them.

The native apps load pages, events, locations and news as one: a 404 on one of the lists would make
a fresh install unusable, so a region without any answers with an empty list.
"""

from __future__ import annotations

from app.api.answers import Answer, Found, not_found
from app.api.pages import NO_LANGUAGE, Asked
from app.services.documents import join

NO_IMPRINT = "The imprint does not exist in this region for the selected language."
NO_NEWS_SOURCE = "No matching news source was found."
KINDS = {"events": "event", "locations": "location", "news": "news", "fcm": "news"}
LENIENT = frozenset({"news", "fcm"})  # these answer [] for a language that is not active


def list_kind(asked: Asked, endpoint: str) -> Answer:
    """All that is published of a kind in this language."""
    kind = KINDS[endpoint]
    document = asked.shelf.document(asked.region, asked.language, kind)
    if document is None:
        return Found("[]", lambda: b"[]") if endpoint in LENIENT else not_found(NO_LANGUAGE)
    return Found(asked.key(document, kind), lambda: join(document.entries))


def categories(asked: Asked) -> Answer:
    """The categories of locations."""
    if asked.document() is None:
        return not_found(NO_LANGUAGE)
    return Found("[]", lambda: b"[]")


def imprint(asked: Asked) -> Answer:
    """The imprint as one object, 404 if there is none."""
    document = asked.shelf.document(asked.region, asked.language, "imprint")
    if document is None:
        return not_found(NO_LANGUAGE)
    if not document.entries:
        return not_found(NO_IMPRINT)
    return Found(asked.key(document, "imprint"), lambda: document.entries[0].body)
