"""Translations written with the codes that a person sees in a text: every element has a number,
contact data with a link round it too, and its words stand between the marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from app.domain.segments.codes import CODE, Code, visible
from app.domain.segments.markup import VOID, Element, close_tag, escape_value, open_tag
from app.domain.segments.segmentation import Segment, split
from app.domain.takeover.adoption import adopt_segment

TAG = re.compile(r"<[^>]*>")


def adopt(source: Segment, text: str) -> tuple[str, tuple[str, ...]]:
    """`text` in the codes of `source`, and what is wrong with it.

    Number n in `text` is the n-th element of the source's text as it stands in HTML.
    """
    if source.kind != "text":
        return text, ()
    cut = split(f"<p>{_html(source.codes, text)}</p>").segments
    if not cut:
        return "", ("the translation is empty",)
    adopted = adopt_segment(source, cut[0])
    return adopted.coded, adopted.problems


def _html(codes: Sequence[Code], text: str) -> str:
    elements = [code for code in codes if code.tag]
    out, at = [], 0
    for mark in CODE.finditer(text):
        out.append(escape(text[at : mark.start()], quote=False))
        at = mark.end()
        number = int(mark[2])
        if number <= len(elements):
            out.append(_tag(elements[number - 1], bool(mark[1]), bool(mark[3])))
    return "".join(out) + escape(text[at:], quote=False)


def _tag(code: Code, closes: bool, stands: bool) -> str:
    element = Element(code.tag, code.attributes)
    if closes:
        return close_tag(element)
    opened = open_tag(element, lambda _element, _name, value: escape_value(value))
    if stands and code.tag not in VOID:
        return code.html or opened + close_tag(element)
    return opened


def shown(coded: str, codes: Sequence[Code]) -> str:
    """What a reader sees of a coded text."""
    return " ".join(visible(coded, codes).split())


def shown_text(text: str) -> str:
    """What a reader sees of a text written with spoken codes."""
    return " ".join(CODE.sub("", text).split())
