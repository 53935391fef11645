"""A fake LibreTranslate over real HTTP: pseudo-translation, and a status on demand."""

from __future__ import annotations

import json
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from app.engines import pseudo

TARGETS = ["ar", "de", "en", "fa", "ru", "tr", "uk"]


class FakeLibreTranslate:
    """`with FakeLibreTranslate() as fake: …`; its address is `url`.

    `key`, if set, must be sent; `status` is answered instead of a translation; `lost` texts are
    left out of the answer; `raw` is answered as it is.
    """

    def __init__(self, key: str = "") -> None:
        self.reset(key)
        self._server = HTTPServer(threaded=True)
        self._server.expect_request("/translate", "POST").respond_with_handler(self._translate)
        self._server.expect_request("/languages", "GET").respond_with_handler(self._languages)

    def reset(self, key: str = "") -> None:
        """As new, with another key."""
        self.key, self.status, self.lost, self.raw = key, 200, 0, ""
        self.asked: list[dict[str, Any]] = []

    def __enter__(self) -> FakeLibreTranslate:
        self._server.start()
        self.url = self._server.url_for("").rstrip("/")
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()

    def _translate(self, request: Request) -> Response:
        asked = json.loads(request.get_data())
        self.asked.append(asked)
        if self.raw:
            return Response(self.raw)
        if self.status != 200:
            return _json({"error": f"status {self.status}, as ordered"}, self.status)
        if asked.get("api_key", "") != self.key:
            return _json({"error": "Invalid API key"}, 403)
        is_html = asked["format"] == "html"
        texts = [pseudo.write(text, asked["target"], is_xml=is_html) for text in asked["q"]]
        if is_html:  # as HTML writers do
            texts = [text.replace('"/>', '"></x>') for text in texts]
        return _json({"translatedText": texts[: len(texts) - self.lost]}, 200)

    def _languages(self, request: Request) -> Response:
        if self.status != 200:
            return _json({"error": "as ordered"}, self.status)
        return _json([{"code": "de", "name": "German", "targets": TARGETS}], 200)


def _json(said: object, status: int) -> Response:
    return Response(json.dumps(said), status, content_type="application/json")
