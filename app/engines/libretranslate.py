"""LibreTranslate and servers that speak like it: self-hosted, over HTTP, nothing to pay."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from typing import Any

import requests

from app.domain.machines.machine import CANNOT, Capability, Reply, Request
from app.engines.failures import kind_of_break, kind_of_status, shortened
from app.errors import TranslationFailed

KNOWN_FOR = 3600.0  # seconds
DOUBTED_FOR = 60.0
PATIENCE_FOR_LISTS = 10.0
SOURCE = "de"


class LibreTranslate:
    """The engine "libretranslate". `url` is where the server's own pages are; `timeout` in seconds."""

    name = "libretranslate"
    paid = False

    def __init__(self, url: str, key: str = "", timeout: float = 120.0) -> None:
        self._url = url.rstrip("/")
        self._key = key.strip()
        self._timeout = timeout
        self._own = threading.local()
        self._targets: frozenset[str] = frozenset()
        self._known_until = 0.0

    def translate(self, request: Request) -> Reply:
        """The translations of one request; TranslationFailed names what went wrong."""
        if not request.texts:
            return Reply((), 0)
        asked = {
            "q": list(request.texts),
            "source": request.source,
            "target": request.target,
            "format": "html" if request.is_xml else "text",
        }
        said = self._ask("POST", "translate", self._timeout, asked | self._credentials())
        texts = said.get("translatedText") if isinstance(said, dict) else None
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise TranslationFailed("malformed", "LibreTranslate answered no list of texts", 200)
        if len(texts) != len(request.texts):
            message = f"LibreTranslate answered {len(texts)} texts to {len(request.texts)}"
            raise TranslationFailed("malformed", message, 200)
        return Reply(tuple(texts), 0)

    def capabilities(self, target: str) -> Capability:
        """Whether the server has a model from German; nothing while it does not answer."""
        if time.monotonic() >= self._known_until:
            self._learn()
        return Capability(True, tags=True) if target in self._targets else CANNOT

    def usage(self) -> None:
        """Nobody counts."""
        return

    def _learn(self) -> None:
        kept = DOUBTED_FOR
        try:
            listed = self._ask("GET", "languages", min(self._timeout, PATIENCE_FOR_LISTS))
            self._targets = frozenset(
                target
                for entry in listed
                if entry["code"] == SOURCE
                for target in entry["targets"]
                if target != SOURCE
            )
            kept = KNOWN_FOR
        except (TranslationFailed, KeyError, TypeError):
            pass  # asked again soon; what was known stays
        self._known_until = time.monotonic() + kept

    def _credentials(self) -> dict[str, str]:
        return {"api_key": self._key} if self._key else {}

    def _ask(
        self, method: str, path: str, timeout: float, body: Mapping[str, Any] | None = None
    ) -> Any:
        """The JSON of a successful answer."""
        try:
            answer = self._session().request(
                method, f"{self._url}/{path}", json=body, timeout=timeout
            )
        except requests.RequestException as error:
            kind = kind_of_break(error)
            message = f"LibreTranslate: {shortened(str(error))}"
            raise TranslationFailed(kind, message) from error
        try:
            said = answer.json()
        except requests.JSONDecodeError:
            said = None
        if not answer.ok:
            raise _failure(answer, said)
        if said is None:
            message = "LibreTranslate's answer is no JSON"
            raise TranslationFailed("malformed", message, answer.status_code)
        return said

    def _session(self) -> requests.Session:
        """A session of its own per thread."""
        session: requests.Session | None = getattr(self._own, "session", None)
        if session is None:
            session = self._own.session = requests.Session()
            session.headers["User-Agent"] = "wegweiser"
        return session


def _failure(answer: requests.Response, said: Any) -> TranslationFailed:
    """The server's own words about a status that is no success."""
    status = answer.status_code
    own = shortened(
        str(said["error"]) if isinstance(said, dict) and "error" in said else answer.text
    )
    meaning = f"LibreTranslate answered {status}"
    if status in (401, 403):
        meaning = "LibreTranslate refuses the key in WEGWEISER_LIBRETRANSLATE_KEY"
    message = f"{meaning}: {own}" if own else meaning
    return TranslationFailed(kind_of_status(status), message, status)
