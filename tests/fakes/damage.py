"""Faults of content: what a machine does to a text that no HTTP status tells."""

from __future__ import annotations

import random
import re

TAG = re.compile(r"<[^>]*>")
PAIR = re.compile(r"<(g|k)\b[^>]*>.*?</\1>|<x\b[^>]*/>", re.DOTALL)
_OTHER = str.maketrans("aeiounrst", "αειουνρστ")


def spoil(kind: str, source: str, answer: str, rng: random.Random) -> str:
    """`answer` with one fault; unchanged where it has nothing to spoil.

    drop, double and merge concern codes, number a figure; source gives the German back; script
    writes Greek; empty says nothing; damage does anything at all.
    """
    if kind == "damage":
        return _damage(answer, rng)
    return {
        "drop": _drop, "double": _double, "merge": _merge, "number": _number, "script": _script,
        "source": lambda _: source, "empty": lambda _: "", "torn": _torn,
    }[kind](answer)  # fmt: skip


KINDS = ("drop", "double", "merge", "number", "script", "source", "empty", "torn", "damage")


def _drop(answer: str) -> str:
    """The first code gone, its words still there."""
    found = PAIR.search(answer)
    return answer.replace(found[0], TAG.sub("", found[0]), 1) if found else answer


def _double(answer: str) -> str:
    """The first code twice."""
    found = PAIR.search(answer)
    return answer.replace(found[0], f"{found[0]} {found[0]}", 1) if found else answer


def _merge(answer: str) -> str:
    """The first two codes become one."""
    pairs = list(PAIR.finditer(answer))
    if len(pairs) < 2:
        return answer
    first, second = pairs[:2]
    inside = TAG.sub("", answer[first.start() : second.end()])
    number = re.search(r'i="(\d+)"', first[0])
    merged = f'<g i="{number[1]}">{inside}</g>' if number else inside
    return answer[: first.start()] + merged + answer[second.end() :]


def _number(answer: str) -> str:
    """The first figure outside of tags gone."""
    for found in re.finditer(r"<[^>]*>|\d+", answer):
        if found[0][0] != "<":
            return answer[: found.start()] + answer[found.end() :]
    return answer


def _script(answer: str) -> str:
    """Greek letters, and what has none in Greek left out."""
    parts = re.split(r"(<[^>]*>)", answer)
    parts[::2] = [re.sub(r"[^\W\d_]", "λ", part.translate(_OTHER)) for part in parts[::2]]
    return "".join(parts)


def _torn(answer: str) -> str:
    """No longer XML: the last closing tag is missing its bracket, or a loose one is added."""
    at = answer.rfind("</")
    return answer + "<" if at < 0 else answer[:at] + answer[at:].replace(">", "", 1)


def _damage(answer: str, rng: random.Random) -> str:
    """One to three cuts, copies, swaps or strange characters anywhere."""
    for _ in range(rng.randint(1, 3)):
        start = rng.randrange(len(answer) + 1)
        stop = min(len(answer), start + rng.randint(0, 12))
        piece = answer[start:stop]
        new = rng.choice(
            ["", piece * 2, piece[::-1], "<", ">", "&", "&nbsp;", "⟦1/⟧", "⟦/1⟧", "\u200f", "7",
             '<g i="1">', "</g>", '<x i="9"/>', "<b>", "<script>", "tel:+49821", "\x00"]
        )  # fmt: skip
        answer = answer[:start] + new + answer[stop:]
    return answer
