"""A passkey in software: what a telephone or a security key answers to the two questions of WebAuthn."""

from __future__ import annotations

import hashlib
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def encoded(raw: bytes) -> str:
    """Bytes as WebAuthn writes them in JSON."""
    return urlsafe_b64encode(raw).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """The other way round."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Authenticator:
    """Holds one passkey; `verified` says whether it made sure who holds it (finger, face, PIN)."""

    def __init__(self, origin: str = "http://localhost", verified: bool = True) -> None:
        self.origin, self.verified, self.counter = origin, verified, 0
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(32)
        self.handle = b""

    def create(self, options: dict[str, Any]) -> str:
        """The answer to navigator.credentials.create(), as the page posts it."""
        self.handle = decoded(options["user"]["id"])
        data = self._data(options["rp"]["id"], ATTESTED) + self._attested()
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._framed(
            attestationObject=encoded(attestation),
            clientDataJSON=encoded(self._client("webauthn.create", options)),
            transports=["internal"],
        )

    def get(self, options: dict[str, Any]) -> str:
        """The answer to navigator.credentials.get(), as the page posts it."""
        self.counter += 1
        data = self._data(options["rpId"], 0)
        client = self._client("webauthn.get", options)
        signed = data + hashlib.sha256(client).digest()
        return self._framed(
            authenticatorData=encoded(data),
            clientDataJSON=encoded(client),
            signature=encoded(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
            userHandle=encoded(self.handle),
        )

    def _data(self, place: str, more: int) -> bytes:
        flags = PRESENT | (VERIFIED if self.verified else 0) | more
        return hashlib.sha256(place.encode()).digest() + bytes([flags]) + self.counter.to_bytes(4)

    def _attested(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        return bytes(16) + len(self.id).to_bytes(2) + self.id + cbor2.dumps(public)

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps(said | {"crossOrigin": False}).encode()

    def _framed(self, **response: Any) -> str:
        name = encoded(self.id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
