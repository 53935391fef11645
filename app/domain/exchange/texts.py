"""Texts that come back, made comparable with ours: mended, and in our numbers of codes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from app.domain.quality.checks import mend
from app.domain.revisions.word_diff import word_diff
from app.domain.segments.codes import CODE, Code, defuse, problems, visible
from app.domain.segments.coding import squeeze
from app.domain.segments.sanitising import UNWANTED
from app.domain.segments.segmentation import Segment

_AROUND = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}


def neat(coded: str, language: str) -> str:
    """A text as it is kept: single blanks, composed characters, nothing that no text needs."""
    return mend(squeeze(UNWANTED.sub("", coded)), language)


def renumbered(coded: str, order: Sequence[int], codes: Sequence[Code]) -> str:
    """The text in our numbers, where a tool has counted the codes of a file anew.

    `order` are its numbers of the source's codes in their order, which is that of ours.
    """
    used = {int(mark[2]) for mark in CODE.finditer(coded)}
    return coded if used <= {code.number for code in codes} else by_order(coded, order, codes)


def by_order(coded: str, order: Sequence[int], codes: Sequence[Code]) -> str:
    """The text in our numbers, where only the order of the source's codes says which is which."""
    if len(order) != len(codes):
        return coded
    partners = dict(zip(order, (code.number for code in codes), strict=True))
    return _renamed(coded, partners)


def by_place(coded: str) -> str:
    """The text with its codes numbered as they come, as ours are: for comparing."""
    order = dict.fromkeys(int(mark[2]) for mark in CODE.finditer(coded))
    return _renamed(coded, {number: at for at, number in enumerate(order, 1)})


def _renamed(coded: str, partners: Mapping[int, int]) -> str:
    def rename(mark: re.Match[str]) -> str:
        number = int(mark[2])
        return f"⟦{mark[1]}{partners.get(number, number)}{mark[3]}⟧"

    return CODE.sub(rename, coded)


def whole(coded: str, codes: Sequence[Code]) -> str:
    """The text if its codes can be written as tags, else its words alone."""
    torn = [one for one in problems(coded, codes) if not one.startswith("missing code")]
    return defuse(visible(coded, codes)) if torn else coded


def change_in_words(old: Segment, new: Segment) -> str:
    """What leads from one text to another as readers see them: [-gone-], {+new+}; "" if nothing does."""
    before, after = (visible(one.coded, one.codes) for one in (old, new))
    if before == after:
        return ""
    pieces = []
    for is_same, run in groupby(word_diff(before, after), key=lambda one: one.kind == "same"):
        stretches = list(run)
        for kind in ("same",) if is_same else ("gone", "new"):
            text = "".join(one.text for one in stretches if one.kind == kind)
            pieces.append(_AROUND[kind].format(text) if text else "")
    return "".join(pieces)
