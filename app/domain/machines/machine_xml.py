"""Coded text in the three XML tags that machines get to see, and their answer read back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape as unescape_all

from app.domain.segments.codes import CODE, Code, closing, defuse, opening, restore, standing

_TAG = re.compile(r"<(/?)([gxk])(?:\s+i=[\"'](\d+)[\"'])?\s*(/?)>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,31});")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parts(coded: str) -> list[str]:
    """Text and marks in turn, beginning and ending with text."""
    found, at = [], 0
    for mark in CODE.finditer(coded):
        found += [coded[at : mark.start()], mark[0]]
        at = mark.end()
    return [*found, coded[at:]]


def has_words(coded: str) -> bool:
    """Whether there is a letter outside of codes."""
    return any(map(str.isalpha, CODE.sub("", coded)))


def write(coded: str, codes: Sequence[Code], *, spell: bool) -> str:
    """A well-formed fragment: pairs as <g>, all else as <x>, or with `spell` as <k> if it is a word
    that stays German, so that the machine's grammar can heed it."""
    known = {code.number: code for code in codes}
    found = parts(coded)
    found[::2] = [escape(part) for part in found[::2]]
    found[1::2] = [_tag(mark, known, spell=spell) for mark in found[1::2]]
    return "".join(found)


def _tag(mark: str, known: dict[int, Code], *, spell: bool) -> str:
    """The XML of one mark."""
    found = CODE.fullmatch(mark)
    assert found is not None
    code = known[int(found[2])]
    if code.kind == "pair":
        return "</g>" if found[1] else f'<g i="{code.number}">'
    kept = code.get("translate").lower() == "no" or "notranslate" in code.get("class").split()
    if spell and code.kind == "lock" and kept and has_words(code.text):
        return f'<k i="{code.number}">{escape(code.text)}</k>'
    return f'<x i="{code.number}"/>'


def escape(text: str) -> str:
    """Literal text for XML, without characters that XML has no way to write."""
    text = _NO_XML.sub("", restore(text)).replace("\r", " ")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def read(reply: str) -> str:
    """An answer in XML as coded text; ValueError says what is wrong with its tags."""
    out: list[str] = []
    stack: list[tuple[str, int]] = []
    at = 0
    for tag in _TAG.finditer(reply):
        out.append(_between(reply[at : tag.start()], stack))
        at = tag.end()
        name = tag[2]
        if tag[1]:
            if not stack or stack[-1][0] != name:
                raise ValueError(f"</{name}> closes nothing")
            number = stack.pop()[1]
            out.append(closing(number) if name == "g" else "")
            continue
        if tag[3] is None or (stack and stack[-1][0] != "g"):
            raise ValueError(f"<{name}> stands where it cannot")
        number = int(tag[3])
        out.append(standing(number) if name != "g" or tag[4] else opening(number))
        if not tag[4]:
            stack.append((name, number))
    if stack:
        raise ValueError(f"code {stack[-1][1]} is not closed")
    return ("".join(out) + _between(reply[at:], stack)).strip()


def _between(text: str, stack: list[tuple[str, int]]) -> str:
    """Text between two tags; what stands in <k> is known, in <x> there is nothing."""
    if "<" in text:
        raise ValueError("the answer has a tag that was not sent")
    if not stack or stack[-1][0] == "g":
        return defuse(unescape(text))
    if stack[-1][0] == "x" and text.strip():
        raise ValueError(f"words inside code {stack[-1][1]}")
    return ""


def unescape(text: str) -> str:
    """Undo escape; references that HTML knows are read too."""
    return _ENTITY.sub(lambda entity: unescape_all(entity[0]), text)
