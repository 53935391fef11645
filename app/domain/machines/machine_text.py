"""Coded text as a machine gets it, and its answer read back: what is sent, and the ladder of rungs
for answers whose codes are broken.

Rung 0 sends all codes as `<g i="1">…</g>`, `<x i="2"/>`, and words that stay German as
`<k i="3">…</k>`; rung 1 leaves formatting out and keeps links, breaks and locks; rung 2 sends the
pieces of text between those, which are put together in German order; rung 3 sends plain text, and
what was between is listed after it (a draft). With `tags` all texts are well-formed XML; a machine
without tags gets plain text, from rung 2 on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from app.domain.machines import machine_mending, machine_xml
from app.domain.segments.codes import (
    CODE,
    Code,
    closing,
    defuse,
    opening,
    problems,
    restore,
    standing,
)

LAST_RUNG = 3
_HOLLOW = re.compile(r"⟦(\d+)⟧\s*⟦/\1⟧")
_MISSING = re.compile(r"missing code (\d+)")


def encode(coded: str, codes: Sequence[Code], rung: int, tags: bool) -> tuple[str, ...]:
    """The texts to send for a segment, none if there is no word to translate."""
    rung = _rung(rung, tags)
    if rung < 2:
        kept = _kept(coded, _numbers(codes, rung, coded)).strip()
        whole = machine_xml.write(kept, codes, spell=rung == 0)
        return (whole,) if machine_xml.has_words(coded) else ()
    pieces = _pieces(coded, codes) if rung == 2 else _listed(coded, codes)
    return tuple(_sent(piece, tags) for piece in pieces if machine_xml.has_words(piece))


def decode(coded: str, codes: Sequence[Code], rung: int, tags: bool, replies: Sequence[str]) -> str:
    """The answers to encode()'s texts as the target of `coded`; ValueError says why they are none.

    The target has all links, breaks and locks of the source once; formatting may be lost from rung
    1 on.
    """
    rung = _rung(rung, tags)
    expected = len(encode(coded, codes, rung, tags))
    if len(replies) != expected:
        raise ValueError(f"{len(replies)} answers to {expected} texts")
    if not expected:
        return _kept(coded, _numbers(codes, rung, coded))
    if rung < 2:
        target = _at_edges(coded, machine_xml.read(replies[0]))
        _compare(_kept(coded, _numbers(codes, rung, coded)), target)
        target = machine_mending.space(coded, target)
    else:
        answers = iter([_read_text(reply, tags) for reply in replies])
        target = (_join if rung == 2 else _list)(coded, codes, answers)
    formatting = [code.number for code in codes if is_formatting(code)]
    return machine_mending.reformat(coded, formatting, target) if rung else target


def next_rung(coded: str, codes: Sequence[Code], rung: int, tags: bool) -> int | None:
    """The next rung that sends something else; None when there is nothing left to try."""
    sent = encode(coded, codes, rung, tags)
    rungs = range(_rung(rung, tags) + 1, LAST_RUNG + 1)
    return next((higher for higher in rungs if encode(coded, codes, higher, tags) != sent), None)


def is_formatting(code: Code) -> bool:
    """Whether a code only changes the look of its words: not a link, a break, an image or a lock."""
    return code.kind == "pair" and code.tag != "a"


def problems_but_formatting(target: str, codes: Sequence[Code]) -> list[str]:
    """What is wrong with a machine's target: codes.problems() but for formatting that is missing."""
    formatting = {code.number for code in codes if is_formatting(code)}
    missing = {f"missing code {number}" for number in formatting}
    return [problem for problem in problems(target, codes) if problem not in missing]


def _rung(rung: int, tags: bool) -> int:
    return rung if tags else max(rung, 2)


def _numbers(codes: Sequence[Code], rung: int, coded: str) -> frozenset[int]:
    """The codes that a rung keeps; no pairs where the source itself is torn."""
    torn = any(not _MISSING.match(problem) for problem in problems(coded, codes))
    return frozenset(
        code.number
        for code in codes
        if not (rung and is_formatting(code)) and not (torn and code.kind == "pair")
    )


def _kept(coded: str, numbers: frozenset[int]) -> str:
    """The coded text without other codes than these."""

    def keep(mark: re.Match[str]) -> str:
        number = int(mark[2])
        if number not in numbers:
            return ""
        return closing(number) if mark[1] else standing(number) if mark[3] else opening(number)

    return CODE.sub(keep, coded)


def _sent(piece: str, tags: bool) -> str:
    return machine_xml.escape(piece).strip() if tags else restore(piece).strip()


def _read_text(reply: str, tags: bool) -> str:
    """The answer to a piece as coded text."""
    if tags and "<" in reply:
        raise ValueError("the answer has tags where none were sent")
    text = defuse(machine_xml.unescape(reply) if tags else reply).strip()
    if not text:
        raise ValueError("the answer is empty")
    return text


def _compare(source: str, target: str) -> None:
    """ValueError unless the target has the source's marks, each as often, and words in its pairs."""
    if not CODE.sub("", target).strip():
        raise ValueError("the answer is empty")
    wanted, given = (Counter(mark[0] for mark in CODE.finditer(text)) for text in (source, target))
    lost, odd = wanted - given, given - wanted
    if lost or odd:
        faults = [f"{mark} is missing" for mark in lost] + [f"{mark} is too many" for mark in odd]
        raise ValueError("; ".join(faults))
    hollow = set(_HOLLOW.findall(target)) - set(_HOLLOW.findall(source))
    if hollow:
        raise ValueError(f"code {min(hollow, key=int)} has lost its words")


def _at_edges(model: str, text: str) -> str:
    """`text` between the blanks at the edges of `model`."""
    core = model.strip()
    start = model.index(core) if core else len(model)
    return model[:start] + text.strip() + model[start + len(core) :]


def _pieces(coded: str, codes: Sequence[Code]) -> list[str]:
    """What stands between links, breaks and locks."""
    return machine_xml.parts(_kept(coded, _numbers(codes, 2, coded)))[::2]


def _join(coded: str, codes: Sequence[Code], answers: Iterator[str]) -> str:
    """The answers in the places of the pieces."""
    parts = machine_xml.parts(_kept(coded, _numbers(codes, 2, coded)))
    parts[::2] = [
        _at_edges(part, next(answers)) if machine_xml.has_words(part) else part
        for part in parts[::2]
    ]
    return "".join(parts)


def _listed(coded: str, codes: Sequence[Code]) -> list[str]:
    """The words of the segment without codes, then the words of each link."""
    kept = _kept(coded, _numbers(codes, 3, coded))
    words = [_words(inside) for _, inside in _items(kept) if inside]
    return [_words(kept), *words]


def _list(coded: str, codes: Sequence[Code], answers: Iterator[str]) -> str:
    """The text, then what was between: links with their words, breaks and locks as they are."""
    kept = _kept(coded, _numbers(codes, 3, coded))
    out = [next(answers) if machine_xml.has_words(kept) else _words(kept)]
    for number, inside in _items(kept):
        if inside is None:
            out.append(standing(number))
            continue
        words = next(answers) if machine_xml.has_words(inside) else _words(inside)
        marks = [mark[0] for mark in CODE.finditer(inside) if mark[3]]
        out.append(opening(number) + " ".join(filter(None, [words, *marks])) + closing(number))
    return " ".join(filter(None, out))


def _items(kept: str) -> Iterator[tuple[int, str | None]]:
    """Each code by number: a pair with what is inside, anything else with None."""
    at = 0
    while mark := CODE.search(kept, at):
        at, number = mark.end(), int(mark[2])
        if mark[3] or mark[1]:
            yield number, None
            continue
        end = kept.index(closing(number), at)
        yield number, kept[at:end]
        at = end + len(closing(number))


def _words(coded: str) -> str:
    return " ".join(CODE.sub(lambda mark: " " if mark[3] else "", coded).split())
