"""An issuer of OpenID Connect over real HTTP: says who somebody is, or lies in the ways that tests ask for."""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "wegweiser", "a client's secret"


@lru_cache
def a_key(_name: str) -> RSAKey:
    """A key to sign with; making one takes a while."""
    return RSAKey.generate_key(2048, {"kid": "1"})


class OidcServer(ThreadingHTTPServer):
    """Its state: whom it signs in next (`claims`), and how it lies."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.issuer = self.url
        self.key = a_key("its own")
        self.signing_key = self.key
        self.claims: dict[str, Any] = {"sub": "ada-1", "email": "editor@example.org"}
        self.claims["email_verified"] = True
        self.lies: dict[str, Any] = {}
        self.more: dict[str, Any] = {}
        self.broken = False
        self.asked: dict[str, dict[str, str]] = {}

    def metadata(self) -> dict[str, Any]:
        """What it says of itself."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/jwks",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }

    def authorize(self, query: dict[str, str]) -> str:
        """Somebody signed in over there: the address that they are sent back to."""
        code = secrets.token_hex(8)
        self.asked[code] = query
        answer = urlencode({"code": code, "state": query["state"]})
        return f"{query['redirect_uri']}?{answer}"

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        """The tokens for a code, once; None if code, secret or proof of it are wrong."""
        asked = self.asked.pop(form.get("code", ""), None)
        proof = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        told = urlsafe_b64encode(proof).decode().rstrip("=")
        if asked is None or told != asked.get("code_challenge"):
            return None
        claims = {
            "iss": self.issuer, "aud": CLIENT, "nonce": asked["nonce"],
            "iat": int(time.time()), "exp": int(time.time()) + 60,
        }  # fmt: skip
        claims |= self.claims | self.lies
        signed = jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.signing_key)
        return {
            "access_token": "x", "token_type": "Bearer", "expires_in": 3600, "id_token": signed,
        }  # fmt: skip


class _Handler(BaseHTTPRequestHandler):
    server: OidcServer

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def do_GET(self) -> None:
        """Metadata, keys, signing in, and further claims."""
        parts = urlsplit(self.path)
        if self.server.broken:
            self._say({"error": "down"}, 503)
        elif parts.path == "/.well-known/openid-configuration":
            self._say(self.server.metadata())
        elif parts.path == "/jwks":
            self._say({"keys": [self.server.key.as_dict(private=False)]})
        elif parts.path == "/userinfo":
            self._say(self.server.more)
        else:
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self.send_response(302)
            self.send_header("Location", self.server.authorize(query))
            self.end_headers()

    def do_POST(self) -> None:
        """Tokens for a code."""
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        found = self.server.token({name: values[0] for name, values in parse_qs(text).items()})
        self._say(found or {"error": "invalid_grant"}, 200 if found else 400)

    def _say(self, values: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(values).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def oidc_server() -> Iterator[OidcServer]:
    """An issuer that runs while the block does."""
    with OidcServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
