"""Faults on demand: what the fake is to do wrong, how often, and with which requests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from tests.fakes.damage import KINDS as CONTENT

KINDS = ("status", "silence", "late", "break", "garbage", "count", "unbilled", *CONTENT)


@dataclass
class Fault:
    """One fault.

    `kind`: "status" (answers `status`), "silence" (holds the
    request for `seconds`, then hangs up), "late" (the right answer after `seconds`), "break" (hangs
    up at once), "garbage" (200 without JSON), "count" (one text too few), "unbilled" (no
    billed_characters), or a kind of `tests.fakes.damage`.
    `times` requests have it (None: all), after `skip` that do not; only those to a path that starts
    with `path`, and for faults of content only texts with `only` in them. `billed`: whether a
    silence or break comes after the work was done and counted.
    """

    kind: str
    times: int | None = None
    skip: int = 0
    status: int = 503
    seconds: float = 0.0
    path: str = "/v2/translate"
    only: str = ""
    billed: bool = True
    seed: int = 1
    share: float = 1.0  # of the texts, for faults of content

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown fault {self.kind!r}; known are {', '.join(KINDS)}")

    def strikes(self, path: str) -> bool:
        """Whether a request to `path` has this fault; it counts the request."""
        if not path.startswith(self.path) or self.times == 0:
            return False
        if self.skip:
            self.skip -= 1
            return False
        if self.times is not None:
            self.times -= 1
        return True


def read(given: Iterable[Mapping[str, Any]]) -> list[Fault]:
    """Faults out of JSON; ValueError names what is unknown."""
    known = {field.name for field in fields(Fault)}
    wanted = [dict(fault) for fault in given]
    for fault in wanted:
        if unknown := set(fault) - known:
            raise ValueError(f"unknown in a fault: {', '.join(sorted(unknown))}")
    return [Fault(**fault) for fault in wanted]
