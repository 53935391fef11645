"""What leaves for translators and what comes back, whatever the format of the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from app.domain.segments.segmentation import Segment

OURS = "wegweiser"


@dataclass(frozen=True)
class Previous:
    """The source text that a translation answered before it fell behind, and that translation."""

    source: Segment
    target: str


@dataclass(frozen=True)
class Unit:
    """A paragraph on its way out.

    `target` is coded text, "" where there is nothing to start from. `state` is initial, translated or
    reviewed; `standing` says why somebody should look: missing, stale, machine, unverified, advise,
    or current.
    """

    id: int
    source: Segment
    source_hash: str
    target: str = ""
    revision: int = 0
    state: str = "initial"
    standing: str = "missing"
    previous: Previous | None = None
    change: str = ""  # the source's words, what went as [-…-] and what came as {+…+}

    @property
    def name(self) -> str:
        """What the unit is called in a file."""
        return unit_name(self.id)


@dataclass(frozen=True)
class Page:
    """The paragraphs of a page; `trail` are the titles of the pages above it, the root first."""

    id: int
    title: str
    trail: tuple[str, ...]
    units: tuple[Unit, ...]

    @property
    def where(self) -> str:
        """The way to the page, as people read it."""
        return " › ".join((*self.trail, self.title))


@dataclass(frozen=True)
class Parcel:
    """What leaves: the paragraphs of a region for one language, under the key of their export."""

    key: str
    region: str
    source_tag: str
    target_tag: str
    direction: str
    pages: tuple[Page, ...]
    made_at: datetime
    until: datetime

    def units(self) -> Iterator[tuple[Page, Unit]]:
        """All paragraphs in the order of the guide."""
        return ((page, unit) for page in self.pages for unit in page.units)


@dataclass(frozen=True)
class Returned:
    """A paragraph that came back: `target` is coded text, "" if there is none.

    `order` are the numbers of the source's codes as the file has them, for tools that count anew.
    `state` is "" (the file does not say), unfinished, translated or reviewed. `fault` says why the
    text cannot be read: resegmented, formula.
    """

    unit: str
    target: str
    order: tuple[int, ...] = ()
    state: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Remembered:
    """A translation out of the memory, with the text that it answers."""

    id: int
    source: Segment
    target: str
    target_tag: str
    origin: str
    quality: str
    region: str
    at: datetime


@dataclass(frozen=True)
class Pair:
    """A text with its translation that answers no export: found by its source text alone.

    `maker` is what the file says of who wrote it: "machine", or "" where it says nothing.
    """

    unit: str
    source: str
    target: str
    target_tag: str
    order: tuple[int, ...] = ()
    source_tag: str = ""
    maker: str = ""


@dataclass(frozen=True)
class WholePage:
    """A page as one title and one text in HTML, with its translation, as integreat-cms sends them.

    `path` is the page's address, where the file gives it.
    """

    unit: str
    path: str
    title: str
    html: str
    target_title: str
    target_html: str


@dataclass(frozen=True)
class Arrival:
    """What a file holds: paragraphs of an export of ours, or texts that are found by their source.

    `target_tag` is "" where the file does not name its language.
    """

    format: str
    key: str = ""
    target_tag: str = ""
    units: tuple[Returned, ...] = ()
    pairs: tuple[Pair, ...] = ()
    pages: tuple[WholePage, ...] = ()


def unit_name(segment_id: int) -> str:
    """What the unit of a segment is called in a file."""
    return f"s{segment_id}"


def segment_of(name: str) -> int | None:
    """The segment that a unit's name stands for; None if it is none of ours."""
    digits = name.removeprefix("s")
    return int(digits) if name != digits and digits.isdecimal() and len(digits) < 16 else None
