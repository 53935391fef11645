"""Inline content read from an XML tree as tokens, however deep it is nested."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from app.exchange.translators.inline import Token

Role = tuple[str, str]
"""What an element is, and its name or words: pair, open, close, stand, text, through (only its
content counts) or skip (nothing of it does)."""


def content(root: etree._Element, role: Callable[[etree._Element], Role]) -> list[Token]:
    """The tokens that an element holds."""
    found: list[Token] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if element is root:
            _text(found, root.text if event == "start" else None)
            continue
        kind, value = role(element)
        if event == "end":
            if kind == "pair":
                found.append(Token("close", value))
            _text(found, element.tail)
        elif kind in ("pair", "through"):
            found += [Token("open", value)] if kind == "pair" else []
            _text(found, element.text)
        else:
            walk.skip_subtree()
            if kind != "skip":
                found.append(Token(kind, value))
    return found


def _text(found: list[Token], words: str | None) -> None:
    if words:
        found.append(Token("text", words))
