"""Inline content written into an XML tree, token by token."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from app.exchange.translators.inline import Token, clean


class Line:
    """The content of one element: text and elements in turn, nested as they are opened."""

    def __init__(self, root: etree._Element) -> None:
        self._open = [root]
        self._last: etree._Element | None = None

    def text(self, words: str) -> None:
        """Append words."""
        if self._last is not None:
            self._last.tail = (self._last.tail or "") + words
        else:
            self._open[-1].text = (self._open[-1].text or "") + words

    def open(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element; what follows stands in it."""
        self._open.append(etree.SubElement(self._open[-1], tag, dict(attributes)))
        self._last = None

    def close(self) -> None:
        """End the innermost element."""
        self._last = self._open.pop()

    def stand(self, tag: str, attributes: Mapping[str, str], inner: str = "") -> None:
        """An element that holds nothing but words of its own."""
        made = etree.SubElement(self._open[-1], tag, dict(attributes))
        made.text = inner or None
        self._last = made


def flat(found: Iterable[Token]) -> str:
    """The words alone, for what has no place for codes."""
    return clean("".join(token.value for token in found if token.role == "text"))


def root_of(tag: str, facts: Mapping[str, str], names: Mapping[str | None, str]) -> etree._Element:
    """The first element of a file, with the prefixes of its namespaces."""
    return etree.Element(tag, dict(facts), nsmap=names)  # type: ignore[arg-type]  # None is allowed


def document(root: etree._Element) -> bytes:
    """The file, in UTF-8 with its declaration."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def child(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
    """A new element; underscores in attribute names stand for hyphens."""
    named = {name.replace("_", "-"): clean(value) for name, value in attributes.items()}
    made = etree.SubElement(parent, tag, named)
    made.text = clean(text) or None
    return made
