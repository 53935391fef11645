"""Texts that come back, made comparable with ours: mended, and in our numbers of codes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.domain.quality.checks import mend
from app.domain.revisions.word_diff import word_diff
from app.domain.segments.codes import CODE, Code, defuse, problems, restore, visible
from app.domain.segments.coding import squeeze
from app.domain.segments.sanitising import UNWANTED

_AROUND = {"gone": "[-{}-]", "new": "{{+{}+}}"}
_HAS_WORDS = re.compile(r"\w")


def neat(coded: str, language: str) -> str:
    """A text as it is kept: single blanks, composed characters, nothing that no text needs."""
    return mend(squeeze(UNWANTED.sub("", coded)), language)


def renumbered(coded: str, order: Sequence[int], codes: Sequence[Code]) -> str:
    """The text in our numbers, where a tool has counted the codes anew from file to file.

    `order` are its numbers of the source's codes in their order, which is that of ours.
    """
    ours = [code.number for code in codes]
    used = {int(mark[2]) for mark in CODE.finditer(coded)}
    if used <= set(ours) or len(order) != len(ours):
        return coded
    partners = dict(zip(order, ours, strict=True))

    def rename(mark: re.Match[str]) -> str:
        number = int(mark[2])
        return f"⟦{mark[1]}{partners.get(number, number)}{mark[3]}⟧"

    return CODE.sub(rename, coded)


def whole(coded: str, codes: Sequence[Code]) -> str:
    """The text if its codes can be written as tags, else its words alone."""
    torn = [one for one in problems(coded, codes) if not one.startswith("missing code")]
    return defuse(visible(coded, codes)) if torn else coded


def change_in_words(old: str, new: str) -> str:
    """What leads from one text to another: [-gone-], {+new+}, codes left out."""
    pieces = []
    for stretch in word_diff(old, new):
        text = restore(CODE.sub("", stretch.text))
        around = _AROUND.get(stretch.kind) if _HAS_WORDS.search(text) else None
        pieces.append(around.format(text) if around else text if stretch.kind != "gone" else "")
    return "".join(pieces)
