"""What an answer that is none means for the work: HTTP statuses and broken connections by kind."""

from __future__ import annotations

import requests
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError, ProxyError, SSLError

LONGEST = 300  # characters of a provider's own words that are worth keeping
_KINDS = {401: "refused", 403: "refused", 413: "too-large", 414: "too-large", 429: "too-many"}
_KINDS |= {408: "unavailable", 425: "unavailable", 456: "quota"}
_NOTHING_SENT = (ConnectTimeoutError, NewConnectionError, ProxyError, SSLError)


def kind_of_status(status: int) -> str:
    """The kind of TranslationFailed for an HTTP status that is no success."""
    return _KINDS.get(status, "unavailable" if status >= 500 else "malformed")


def kind_of_break(error: BaseException | None) -> str:
    """The kind for a connection that gave no answer: "unavailable" if the request never left here
    (it cannot have been billed), else "silent"."""
    if isinstance(error, requests.exceptions.ConnectTimeout | requests.exceptions.InvalidURL):
        return "unavailable"
    reason = error.args[0] if isinstance(error, requests.ConnectionError) and error.args else None
    reason = getattr(reason, "reason", reason)
    return "unavailable" if isinstance(reason, _NOTHING_SENT) else "silent"


def shortened(text: str) -> str:
    """A provider's message on one line; empty for a page of HTML."""
    line = " ".join(text.split())
    return "" if line.startswith("<") else line[:LONGEST]
