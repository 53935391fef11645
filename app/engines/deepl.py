"""DeepL: the only module that imports its Python client.

Retries are ours to do, so that each attempt is booked: the client never repeats a request here.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import metadata
from typing import Any, cast

import deepl
import requests
from deepl.api_data import MultilingualGlossaryDictionaryEntries
from deepl.http_client import HttpClient

from app.domain.machines.machine import CANNOT, Capability, Reply, Request, Usage
from app.engines import deepl_answers as answers
from app.engines.deepl_answers import BUILT_IN, base, tag
from app.engines.failures import kind_of_break, kind_of_status, shortened
from app.errors import TranslationFailed

SOURCE = "DE"
KNOWN_FOR = 24 * 3600.0  # seconds
DOUBTED_FOR = 300.0  # seconds that our own list stands in for the provider's
PATIENCE_FOR_LISTS = 10.0  # seconds; nobody waits a minute to learn what a language can do
_TAGS: dict[str, Any] = {
    "tag_handling": "xml", "tag_handling_version": "v2", "ignore_tags": ["k"],
}  # fmt: skip

Dictionaries = Mapping[str, Mapping[str, str]]
"""By target language, German terms and how they are to be said."""


class DeepL:
    """The engine "deepl". Nothing is asked before the first call, so a wrong key stops no start.

    `server_url` may have a path; empty means DeepL's own, by the kind of key. `timeout` in seconds.
    """

    name = "deepl"
    paid = True

    def __init__(self, auth_key: str, server_url: str = "", timeout: float = 60.0) -> None:
        self._key = auth_key.strip()
        self._url = server_url.rstrip("/") + "/" if server_url else None
        self._timeout = timeout
        self._own = threading.local()
        self._known: dict[str, Capability] = {}
        self._known_until = 0.0

    def translate(self, request: Request) -> Reply:
        """The translations of one request; TranslationFailed names what went wrong."""
        if not request.texts:
            return Reply((), 0)
        known = self._known or {tag(language): can for language, can in BUILT_IN.items()}
        can = known.get(tag(request.target), CANNOT)
        with _explained():
            results = self._client().translate_text(
                list(request.texts),
                source_lang=request.source.upper(),
                target_lang=tag(request.target),
                context=request.context or None,
                formality="prefer_more" if request.polite and can.formality else None,
                glossary=request.glossary or None,
                model_type="prefer_quality_optimized",
                **(_TAGS if request.is_xml else {}),
            )
        found = cast(list[deepl.TextResult], results)
        billed = sum(result.billed_characters for result in found)
        return Reply(tuple(result.text for result in found), billed)

    def capabilities(self, target: str) -> Capability:
        """What DeepL can do for a language: as it says itself, or as we know when it does not answer."""
        if time.monotonic() >= self._known_until:
            self._learn()
        if self._known:
            return self._known.get(tag(target), CANNOT)
        return BUILT_IN.get(base(target), CANNOT)

    def usage(self) -> Usage:
        """The characters of this period."""
        with _explained():
            return answers.usage(self._client().fetch("v2/usage"))

    def create_glossary(self, name: str, dictionaries: Dictionaries) -> str:
        """A new glossary with a dictionary for each language that can have one; its id, "" for none."""
        entries = [
            MultilingualGlossaryDictionaryEntries(SOURCE, base(target).upper(), dict(terms))
            for target, terms in dictionaries.items()
            if terms and self.capabilities(target).glossary
        ]
        if not entries:
            return ""
        with _explained():
            return self._client().create_multilingual_glossary(name, entries).glossary_id

    def replace_glossary(self, remote_id: str, dictionaries: Dictionaries) -> None:
        """Put new dictionaries in the place of those of the same languages; an empty one goes.

        Raises TranslationFailed with status 404 when the glossary is gone.
        """
        for target, terms in dictionaries.items():
            if self.capabilities(target).glossary:
                with _explained():
                    self._replace(remote_id, base(target).upper(), dict(terms))

    def delete_glossary(self, remote_id: str) -> None:
        """Delete a glossary; one that is gone is no error."""
        with _gone_is_fine(), _explained():
            self._client().delete_multilingual_glossary(remote_id)

    def _replace(self, remote_id: str, language: str, terms: dict[str, str]) -> None:
        client = self._client()
        if terms:
            entries = MultilingualGlossaryDictionaryEntries(SOURCE, language, terms)
            client.replace_multilingual_glossary_dictionary(remote_id, entries)
            return
        client.get_multilingual_glossary(remote_id)
        with _gone_is_fine():
            client.delete_multilingual_glossary_dictionary(
                remote_id, source_lang=SOURCE, target_lang=language
            )

    def _client(self, timeout: float | None = None) -> _Client:
        """A client for one request, with a session of its own per thread, as requests wants it."""
        if not self._key or not self._key.isascii() or not self._key.isprintable():
            raise TranslationFailed("refused", "DEEPL_AUTH_KEY is not a key of DeepL", 403)
        client: _Client | None = getattr(self._own, "client", None)
        if client is None:
            client = self._own.client = _Client(self._key, self._url)
        client.transport.patience = timeout or self._timeout
        return client

    def _learn(self) -> None:
        """Ask which languages DeepL has; what was learnt before stays when it does not answer."""
        kept = DOUBTED_FOR
        try:
            with _explained():
                client = self._client(min(self._timeout, PATIENCE_FOR_LISTS))
                listed = client.fetch("v3/languages?resource=translate_text")
                self._known = answers.capabilities(listed)
                kept = KNOWN_FOR
        except TranslationFailed:
            pass  # the call that follows will tell it to the operator
        self._known_until = time.monotonic() + kept


class _Http(HttpClient):
    """The client's transport: each request once, and with a time-out of our own."""

    patience = 60.0  # seconds

    def request_with_backoff(
        self,
        method: str,
        url: str,
        data: dict[str, Any] | None,
        json: dict[str, Any] | None,
        headers: dict[str, str],
        stream: bool = False,
        **rest: Any,
    ) -> tuple[int, str | requests.Response]:
        prepared = self._prepare_request(method, url, data, json, headers, **rest)
        return self._internal_request(prepared, stream=stream, timeout=self.patience)


class _Client(deepl.DeepLClient):
    """The client with our transport; it says what each status means and mends a lean answer."""

    def __init__(self, key: str, server_url: str | None) -> None:
        super().__init__(key, server_url=server_url)
        self._client = self.transport = _Http(send_platform_info=False)
        self.set_app_info("wegweiser", _version())

    def fetch(self, path: str) -> Any:
        """The JSON that a GET of `path` answers."""
        return self._api_call(path, method="GET")[2]

    def _api_call(
        self, url: str, *, method: str = "POST", **rest: Any
    ) -> tuple[int, str | requests.Response, Any]:
        status, content, said = super()._api_call(url, method=method, **rest)
        if not 200 <= status < 300:
            raise answers.failure(kind_of_status(status), status, str(content), said)
        if said is None and method != "DELETE":
            raise TranslationFailed("malformed", "DeepL's answer is no JSON", status)
        if url == "v2/translate":
            answers.complete(said, rest["json"], status)
        return status, content, said


def _version() -> str:
    """Our own version; a checkout that is not installed has none."""
    try:
        return metadata.version("wegweiser")
    except metadata.PackageNotFoundError:
        return "dev"


@contextmanager
def _explained() -> Iterator[None]:
    """Whatever goes wrong inside becomes TranslationFailed with the kind that fits."""
    try:
        yield
    except deepl.ConnectionException as error:
        kind = kind_of_break(error.__cause__)
        raise TranslationFailed(kind, f"DeepL: {shortened(str(error))}") from error
    except deepl.DeepLException as error:
        raise TranslationFailed("malformed", f"DeepL: {shortened(str(error))}") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        message = f"DeepL cannot be asked or understood: {error!r}"
        raise TranslationFailed("malformed", message) from error


@contextmanager
def _gone_is_fine() -> Iterator[None]:
    try:
        yield
    except TranslationFailed as error:
        if error.status != 404:
            raise
