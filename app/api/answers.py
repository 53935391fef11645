"""Answers of API v3 before they become HTTP: a body under a key, or an error in plain words."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

import orjson


@dataclass(frozen=True)
class Found:
    """A JSON body: made by `make` unless one is kept under `key`."""

    key: Hashable
    make: Callable[[], bytes]


@dataclass(frozen=True)
class Refused:
    """An error for the client, as JSON with its status."""

    status: int
    error: str
    headers: tuple[tuple[str, str], ...] = field(default=())

    def body(self) -> bytes:
        """{"error": …}"""
        return orjson.dumps({"error": self.error})


Answer = Found | Refused


def not_found(error: str) -> Refused:
    """404 with a sentence."""
    return Refused(404, error)


def bad(error: str) -> Refused:
    """400 with a sentence that names the parameter."""
    return Refused(400, error)
