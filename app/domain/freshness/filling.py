"""Facts in a translation that German no longer names, and the codes that a target is filled with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.facts.named_facts import names_other_facts
from app.domain.facts.normal_forms import lock_value
from app.domain.freshness.staleness import Verdict
from app.domain.segments.codes import Code
from app.domain.segments.segmentation import Segment

OWN_CODES = frozenset({"stale", "carry_group"})


def differ(now: Segment, verdict: Verdict) -> bool:
    """Whether the answer was made for a text with a fact that `now` does not name any more."""
    if verdict.state != "stale" or verdict.answer is None:
        return False
    return names_other_facts(verdict.answer.source.segment, now)


def codes_to_fill(verdict: Verdict, now: Segment) -> tuple[Code, ...]:
    """The codes for the text of a verdict: the source's own, save that equal contact data keeps
    the spelling it was translated with; an old text keeps the codes it was made with."""
    if verdict.answer is None:
        return now.codes
    if verdict.word in OWN_CODES:
        return verdict.answer.codes
    return _in_force(verdict.answer.codes, now.codes)


def _in_force(old: Sequence[Code], now: Sequence[Code]) -> tuple[Code, ...]:
    before = {code.number: code for code in old}
    return tuple(_kept(before.get(code.number), code) for code in now)


def _kept(old: Code | None, now: Code) -> Code:
    if old is None or "lock" not in (old.kind, now.kind) or old.kind != now.kind:
        return now
    if old.text == now.text or lock_value(old) != lock_value(now):
        return now
    return replace(now, text=old.text, html=old.html)
