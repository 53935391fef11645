"""Sources and answers for the tests of the rules, in few words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.domain.facts.normal_forms import digest, forms
from app.domain.freshness.verdicts import Answer, Equivalent, Source
from app.domain.segments.segmentation import Segment, split

START = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)


def hour(number: int) -> datetime:
    """A moment some hours after the start."""
    return START + timedelta(hours=number)


def segment(html: str) -> Segment:
    """The first segment of a paragraph."""
    return split(f"<p>{html}</p>").segments[0]


def source(html: str) -> Source:
    """A paragraph as a source text."""
    found = segment(html)
    return Source(digest(forms(found).full), found)


def answer(
    html: str,
    coded: str,
    number: int = 1,
    *,
    origin: str = "human",
    quality: str = "reviewed",
    maker: str = "",
) -> Answer:
    """The `number`-th target, an hour after the one before, that answers a paragraph."""
    answered = source(html)
    return Answer(
        number, coded, answered.segment.codes, answered, origin, quality, hour(number),
        maker or origin,
    )  # fmt: skip


def edge(one: str, other: str, reason: str = "minor") -> Equivalent:
    """Two paragraphs declared to need no different translation."""
    return Equivalent(source(one), source(other), reason)
