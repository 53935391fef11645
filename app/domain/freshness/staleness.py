"""Is this translation still right? A comparison of the source now with what each target answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from app.domain.facts.named_facts import names_other_facts
from app.domain.freshness.verdicts import (
    GRAVE,
    MISSING,
    QUALITY_RANK,
    STATE_OF,
    Answer,
    Equivalent,
    Source,
    Verdict,
    best,
    gentlest,
    rank,
    since,
    unverified,
)
from app.domain.revisions.carrying import carry_target
from app.domain.revisions.changes import classify, may_be_minor
from app.domain.revisions.renumbering import renumbered

__all__ = [
    "GRAVE", "MISSING", "QUALITY_RANK", "Answer", "Equivalent", "Source", "Verdict", "best",
    "from_memory", "gentlest", "grouped", "judge", "merged", "restored", "since", "unverified",
]  # fmt: skip


def reached(start: Source, equivalents: Sequence[Equivalent]) -> list[tuple[Source, str]]:
    """The sources that declared equivalences lead to from `start`, with the weakest reason on the way."""
    found = {start.hash: (start, "")}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for edge in equivalents:
            for one, other in ((edge.a, edge.b), (edge.b, edge.a)):
                if one.hash == here.hash and other.hash not in found:
                    weakest = (
                        "minor" if "minor" in (found[here.hash][1], edge.reason) else edge.reason
                    )
                    found[other.hash] = (other, weakest)
                    waiting.append(other)
    return list(found.values())


def honoured(equivalents: Iterable[Equivalent], known: Callable[[str], bool]) -> list[Equivalent]:
    """Without the minor edits that change a fact or a guard word: those may not be declared minor."""
    return [
        edge
        for edge in equivalents
        if edge.reason != "minor"
        or may_be_minor(classify(edge.a.segment, edge.b.segment, known=known))
    ]


def _exact(
    now: Source, head: Answer | None, answers: Sequence[Answer], changed_at: datetime | None
) -> Verdict | None:
    """An answer to this very source: the head if it is one, else the best of the old ones; a
    machine's only if it is from before the German changed to what it answers."""
    if head is not None and head.source.hash == now.hash and head.quality != "draft":
        return _adapted(now, head, "none" if head.source.segment == now.segment else "cosmetic")
    older = best(
        a
        for a in answers
        if a.source.hash == now.hash
        and (a.maker != "machine" or (changed_at is not None and a.at < changed_at))
    )
    if older is None:
        return None
    return Verdict("carry", "current", "restored", 0, older, older.coded)


def _adapted(now: Source, answer: Answer, klass: str) -> Verdict:
    """An answer to an equal source needs no work; its class says whether anything differs at all."""
    same = klass == "none" and answer.source.segment.written == now.segment.written
    return Verdict("carry", "current", "none" if same else "cosmetic", 0, answer, answer.coded)


def _declared(
    now: Source, answer: Answer, edges: Sequence[Equivalent], known: Callable[[str], bool]
) -> Verdict | None:
    """Equal by declaration: a minor edit advises, a translator's word makes it current; neither
    where contact data of the answer has no place in the text of now."""
    for source, reason in reached(answer.source, edges):
        if source.hash == now.hash and reason:
            coded = renumbered(answer.coded, answer.source.segment.codes, now.segment.codes)
            if coded is None:
                return None
            klass = classify(answer.source.segment, now.segment, known=known).klass
            if reason == "minor":
                return Verdict("advise", "advise", klass, 1, answer, coded)
            return Verdict("carry", "current", klass, 0, answer, coded)
    return None


def _compared(
    now: Source,
    answer: Answer,
    edges: Sequence[Equivalent],
    language: str,
    known: Callable[[str], bool],
) -> Verdict:
    """The gentlest verdict over all texts that the answer stands for, and that `now` stands for."""
    verdicts = []
    for start, reason in reached(answer.source, edges):
        for end, other in reached(now, edges):
            change = classify(start.segment, end.segment, known=known)
            outcome = carry_target(start.segment, end.segment, answer.coded, language, change)
            word = outcome.verdict
            if "minor" in (reason, other) and word in ("carry", "auto"):
                word = "advise"
            severity = change.severity if word == "stale" else int(word == "advise")
            verdicts.append(
                Verdict(word, STATE_OF[word], change.klass, severity, answer, outcome.coded)
            )
    return gentlest(verdicts)


def judge(
    now: Source,
    head: Answer | None,
    answers: Sequence[Answer],
    equivalents: Sequence[Equivalent],
    language: str,
    known: Callable[[str], bool],
    changed_at: datetime | None = None,
) -> Verdict:
    """What holds for one segment: `answers` are all its targets in this language, `head` the served one.

    `changed_at`: when the German changed to `now`, if it did so with the revision that is judged.
    """
    exact = _exact(now, head, answers, changed_at)
    if exact:
        return _polished(now, head, exact, language, known) or exact
    machine = best(a for a in answers if a.source.hash == now.hash)
    start = head or best(a for a in answers if a.source.hash != now.hash)
    if start is None:
        return _by_machine(machine) if machine else MISSING
    edges = honoured(equivalents, known)
    verdict = _declared(now, start, edges, known)
    verdict = verdict or _compared(now, start, edges, language, known)
    if verdict.state == "stale":
        verdict = _earlier(now, start, answers, edges, known) or verdict
    return _with_machine(now, verdict, machine)


def _polished(
    now: Source,
    head: Answer | None,
    exact: Verdict,
    language: str,
    known: Callable[[str], bool],
) -> Verdict | None:
    """What a person wrote later than a rule's exact answer, if a rule can carry that on as well."""
    made = exact.answer
    if head is None or made is None or made.origin != "rule" or head.id <= made.id:
        return None
    found = _compared(now, head, (), language, known)
    return found if found.word in ("carry", "auto") else None


def _earlier(
    now: Source,
    head: Answer,
    answers: Sequence[Answer],
    edges: Sequence[Equivalent],
    known: Callable[[str], bool],
) -> Verdict | None:
    """Another answer than the head, to a text that was declared to be as good as `now`, or differs
    from it in punctuation and the spelling of values only."""
    found = []
    others = [a for a in answers if a.source.hash not in (now.hash, head.source.hash)]
    for source in {answer.source.hash: answer.source for answer in others}.values():
        chosen = best(answer for answer in others if answer.source.hash == source.hash)
        if chosen is None:
            continue
        change = classify(source.segment, now.segment, known=known)
        if declared := _declared(now, chosen, edges, known):
            found.append(declared)
        elif (change.klass, change.work) == ("cosmetic", "carry"):
            found.append(_adapted(now, chosen, change.klass))
    return max(found, key=lambda v: (v.word == "carry", rank(v.answer)), default=None)


def _by_machine(machine: Answer) -> Verdict:
    return Verdict("carry", "current", "machine", 0, machine, machine.coded)


def _with_machine(now: Source, verdict: Verdict, machine: Answer | None) -> Verdict:
    """A machine's answer takes the place of its own kind, and of what would tell a wrong fact; next
    to a person's text it stands by."""
    if machine is None or verdict.state != "stale" or verdict.answer is None:
        return verdict
    own_kind = verdict.answer.maker == "machine"
    old = verdict.answer.source.segment
    if own_kind or verdict.severity >= GRAVE or names_other_facts(old, now.segment):
        return _by_machine(machine)
    return replace(verdict, standby=machine)


def restored(verdict: Verdict, now: Source, changed_at: datetime | None) -> Verdict:
    """A text that changed back, at `changed_at`, to what an older answer answers is restored."""
    answer = verdict.answer
    if changed_at is None or answer is None or verdict.word != "carry":
        return verdict
    exact = answer.source.hash == now.hash and answer.at < changed_at
    return replace(verdict, klass="restored") if exact else verdict


def from_memory(now: Source, answers: Iterable[Answer]) -> Verdict | None:
    """The one translation that equal text on the same page has; None when there are none or several."""
    same = [a for a in answers if a.source.hash == now.hash and a.quality != "draft"]
    if len({answer.coded for answer in same}) != 1:
        return None
    chosen = best(same)
    if chosen is None:
        return None
    return Verdict("tm", "current", "exact-in-page", 0, chosen, chosen.coded)


def grouped(joined: Source, head: Answer, verdict: Verdict, same_words: bool) -> Verdict:
    """What the first part of a split paragraph shows: the old target of the whole, by the `verdict`
    on it against all parts `joined`."""
    if verdict.word == "stale":
        return verdict
    state = "advise" if verdict.word == "advise" else "current"
    klass = "split" if same_words else verdict.klass
    written = replace(head, coded=verdict.coded, codes=joined.segment.codes)
    return Verdict("carry_group", state, klass, verdict.severity, written, verdict.coded)


def merged(joined: Answer, verdict: Verdict) -> Verdict:
    """What a merged paragraph shows: the targets of its parts `joined`, by the `verdict` on them."""
    if verdict.word not in ("carry", "auto"):
        return verdict
    klass = "value" if verdict.klass == "value" else "merge"
    return Verdict("auto", "current", klass, 0, joined, verdict.coded)
