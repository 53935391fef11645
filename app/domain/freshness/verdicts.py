"""Values of freshness: a source text, an answer to it, an equivalence of two, and the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.segments.codes import Code
from app.domain.segments.segmentation import Segment

QUALITY_RANK = {"draft": 0, "unverified": 1, "translated": 2, "reviewed": 3}
ORIGIN_RANK = {"machine": 0, "memory": 1, "rule": 2, "import": 3, "human": 4}
GRAVE = 3  # from this severity on, an old text must not stand alone


@dataclass(frozen=True)
class Source:
    """A source text: its hash (of the full form) and the segment as it was written."""

    hash: str
    segment: Segment


@dataclass(frozen=True)
class Answer:
    """A target as the rules see it: its text, and the source text that it answers."""

    id: int
    coded: str
    codes: tuple[Code, ...]
    source: Source
    origin: str
    quality: str
    at: datetime
    maker: str = ""  # the origin of the text that rules carried on; else its own


@dataclass(frozen=True)
class Equivalent:
    """Somebody declared that two source texts (by hash) need the same translation."""

    a: Source
    b: Source
    reason: str  # minor | confirmed | rule


@dataclass(frozen=True)
class Verdict:
    """What holds for one segment in one language.

    `word` is the verdict (carry, auto, advise, carry_group, tm, stale, missing), `state` what is
    kept and shown (current, advise, stale, missing); `coded` is the text to serve, which for
    `auto` differs from the answer's own.
    """

    word: str
    state: str
    klass: str
    severity: int = 0
    answer: Answer | None = None
    coded: str = ""
    reason: str = ""
    standby: Answer | None = None  # a machine's answer to the source of now, not served yet


MISSING = Verdict("missing", "missing", "new", 2)
GENTLE_FIRST = ("carry", "auto", "advise", "stale")
STATE_OF = {
    "carry": "current", "auto": "current", "carry_group": "current", "tm": "current",
    "advise": "advise", "stale": "stale", "missing": "missing",
}  # fmt: skip


def best(answers: Iterable[Answer]) -> Answer | None:
    """The answer to serve among several to the same source: by quality, then maker, then age."""
    return max((answer for answer in answers if answer.quality != "draft"), key=rank, default=None)


def rank(answer: Answer | None) -> tuple[int, int, int]:
    """By which answers are preferred: quality, then maker, then age."""
    if answer is None:
        return -1, -1, -1
    return QUALITY_RANK[answer.quality], ORIGIN_RANK[answer.origin], answer.id


def gentlest(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict that asks for least work."""
    return min(verdicts, key=lambda v: (GENTLE_FIRST.index(v.word), v.severity))


def unverified(verdict: Verdict) -> Verdict:
    """A taken-over translation of which nobody knows what it answered is served, not called current."""
    if verdict.state == "current" and verdict.answer and verdict.answer.quality == "unverified":
        return replace(verdict, state="unverified")
    return verdict


def since(
    verdict: Verdict, history: Sequence[tuple[str, datetime]], fallback: datetime
) -> datetime:
    """Since when a verdict holds, by the (hash, published at) of the segment's published texts, in order.

    Current: since the answer was given. Stale and advise: since German first said something else
    than what the answer answers. Missing: since German has had the paragraph.
    """
    if verdict.answer is not None and verdict.state in ("current", "unverified"):
        return verdict.answer.at
    if not history:
        return fallback
    if verdict.answer is None:
        return history[0][1]
    answered = [n for n, (text, _) in enumerate(history) if text == verdict.answer.source.hash]
    after = answered[-1] + 1 if answered else 0
    return history[min(after, len(history) - 1)][1]
