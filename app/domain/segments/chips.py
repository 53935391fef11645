"""Chips: what a person sees in place of a code's number, in a word, with what cannot be changed in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from app.domain.segments import contacts
from app.domain.segments.codes import Code

_HREF = re.compile(r'\bhref="([^"]*)"')
_LABELS = {
    "a": "link", "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "br": "break", "img": "image", "small": "small", "mark": "mark", "s": "strike", "del": "strike",
    "sub": "sub", "sup": "sup", "code": "code", "kbd": "code", "q": "quotation", "cite": "quotation",
    "abbr": "abbreviation", "time": "time",
}  # fmt: skip
_CONTACTS = {"tel": "phone", "mail": "mail", "url": "web"}


@dataclass(frozen=True)
class Chip:
    """One code: `kind` pair, void or lock; `label` says what it is in a word: link, phone, mail, web,
    image, break, bold, italic, underline, small, mark, strike, sub, sup, code, quotation,
    abbreviation, time, name (a lock of other words) or format (anything else).

    `text` is what a lock or an image reads as, `address` where it leads.
    """

    number: int
    kind: str
    label: str
    text: str = ""
    address: str = ""


def chips(codes: Sequence[Code]) -> dict[int, Chip]:
    """The chips of some codes by number."""
    return {code.number: _chip(code) for code in codes}


def _chip(code: Code) -> Chip:
    address = _address(code)
    text = code.text if code.kind == "lock" else code.get("alt")
    return Chip(code.number, code.kind, _label(code, address), text, address)


def _label(code: Code, address: str) -> str:
    if code.kind != "lock":
        return _LABELS.get(code.tag, "format")
    kind = contacts.kind_of_target(address)
    found = contacts.whole(code.text, address)
    if found is not None or kind in ("tel", "mail"):
        return _CONTACTS[found.kind if found is not None else kind]
    return "link" if address else "name"


def _address(code: Code) -> str:
    if code.kind == "lock" and (found := _HREF.search(code.html)):
        return unescape(found[1])
    return code.get("href") or code.get("src")
