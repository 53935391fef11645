"""What a person has taken back is not made again by rule."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from app.domain.freshness.staleness import MISSING, Answer, Source, Verdict
from app.domain.revisions.changes import SEVERITY

BY_RULE = ("auto", "tm")
LEAST, USUAL = 1, 2


def kept_back(
    verdict: Verdict,
    now: Source,
    head: Answer | None,
    answers: Iterable[Answer],
    taken_back: Collection[int],
) -> Verdict:
    """Stale, or missing without a head, instead of carried, if somebody took back an answer to this
    very source.

    A rule would make the same text again. The next change of the German is judged afresh.
    """
    refused = any(a.id in taken_back and a.source.hash == now.hash for a in answers)
    if verdict.word not in BY_RULE or verdict.answer is None or not refused:
        return verdict
    if head is None:
        return MISSING
    return replace(
        verdict,
        word="stale",
        state="stale",
        severity=max(SEVERITY.get(verdict.klass, USUAL), LEAST),
        coded=verdict.answer.coded,
        reason="a person took back what a rule had made",
    )
