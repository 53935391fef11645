"""Endpoints that tell how fresh a guide is: each page of a language, each paragraph of a page."""

from __future__ import annotations

import orjson

from app.api.answers import Answer, Found, Refused, not_found
from app.api.pages import NO_LANGUAGE, Asked, find


def pages(asked: Asked) -> Answer:
    """The state of each page, how much of it is fresh in percent, and since when."""
    document = asked.document()
    if document is None:
        return not_found(NO_LANGUAGE)

    def make() -> bytes:
        found = [orjson.loads(entry.status) for entry in document.entries]
        return orjson.dumps([{k: v for k, v in one.items() if k != "segments"} for one in found])

    return Found(("status", asked.region, asked.language, document.version), make)


def segments(asked: Asked) -> Answer:
    """The paragraphs of the page that id or url names, each with its language, state and origin."""
    document = asked.document()
    position = find(asked, document)
    if isinstance(position, Refused):
        return position
    assert document is not None
    status = document.entries[position].status
    key = ("segments", asked.region, asked.language, document.version, position)
    return Found(key, lambda: orjson.dumps(orjson.loads(status)["segments"]))
