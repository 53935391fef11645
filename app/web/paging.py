"""Long lists a page at a time: which page an address asks for, and what stands on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import request

T = TypeVar("T")


@dataclass(frozen=True)
class Leaf:
    """One page of a list: its number from 1, how many there are, and how many entries each holds."""

    number: int
    pages: int
    size: int

    @property
    def start(self) -> int:
        """How many entries stand on the pages before it."""
        return (self.number - 1) * self.size

    def of(self, entries: Sequence[T]) -> Sequence[T]:
        """Those of all entries that stand on this page."""
        return entries[self.start : self.start + self.size]


def asked(total: int, size: int) -> Leaf:
    """The page that the address asks for by `page`, of a list with so many entries; the nearest one
    that there is."""
    pages = max(1, -(-total // size))
    return Leaf(min(max(request.args.get("page", 1, int), 1), pages), pages, size)
