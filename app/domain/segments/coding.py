"""Coding: a run of inline markup as coded text, with contact data and locked words lifted out."""

import re
from collections.abc import Sequence
from typing import Literal

from app.domain.segments import contacts
from app.domain.segments.codes import Code, closing, defuse, opening, standing
from app.domain.segments.markup import INLINE, Element, Node, escape, is_blank, serialise, text_of

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_STRESS = re.compile(r"(?:underline|line-through|italic|bold|[6-9]00)\b")
_LOOKS = frozenset({"style", "class"})


def encode(nodes: Sequence[Node]) -> tuple[str, tuple[Code, ...]]:
    """Coded text and its codes, numbered from 1 in order of first appearance."""
    coder = _Coder()
    for node in nodes:
        coder.add(node)
    coder.flush()
    return "".join(coder.parts).strip(), tuple(coder.codes)


def squeeze(text: str) -> str:
    """Runs of blanks, which HTML shows as one, as one (no-break spaces stay)."""
    return _BLANKS.sub(" ", text)


def is_locked(node: Node) -> bool:
    """Whether the markup says that nobody is to translate this."""
    if isinstance(node, str) or not node.attributes:
        return False
    return node.get("translate").lower() == "no" or "notranslate" in node.get("class").split()


def is_presentational(node: Node) -> bool:
    """A span that only changes the look of its words, or nothing; stress is more than look."""
    if isinstance(node, str) or node.tag != "span" or is_locked(node):
        return False
    names = {name for name, _ in node.attributes if not name.startswith("data-")}
    if not names <= _LOOKS or _STRESS.search(node.get("style")):
        return False
    return not ("class" in names and is_blank(node))


class _Coder:
    """Collects text and codes; text is held back until it is whole, so contact data is seen."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.codes: list[Code] = []
        self._pending: list[str] = []

    def add(self, node: Node) -> None:
        """Append one node of the segment."""
        if isinstance(node, str):
            self._pending.append(node)
        elif is_locked(node) or _is_contact(node):
            self._stand("lock", node, squeeze(text_of(node)).strip(), serialise(node))
        elif is_presentational(node) or _is_hollow(node):
            for child in node.children:
                self.add(child)
        elif not any(isinstance(child, Element) for child in node.children) and is_blank(node):
            self._stand("void", node, "", serialise(node) if node.children else "")
        else:
            self._pair(node)

    def flush(self) -> None:
        """Write the text held back, its contact data as locks."""
        text = squeeze("".join(self._pending))
        self._pending, at = [], 0
        for contact in contacts.find(text):
            self.parts.append(defuse(text[at : contact.start]))
            number = len(self.codes) + 1
            html = escape(contact.text)
            self.codes.append(Code(number, "lock", "", text=contact.text, html=html))
            self.parts.append(standing(number))
            at = contact.end
        self.parts.append(defuse(text[at:]))

    def _stand(self, kind: Literal["void", "lock"], node: Element, text: str, html: str) -> None:
        self.flush()
        number = len(self.codes) + 1
        self.codes.append(Code(number, kind, node.tag, node.attributes, text, html))
        self.parts.append(standing(number))

    def _pair(self, node: Element) -> None:
        self.flush()
        number = len(self.codes) + 1
        self.codes.append(Code(number, "pair", node.tag, node.attributes))
        self.parts.append(opening(number))
        for child in node.children:
            self.add(child)
        self.flush()
        self.parts.append(closing(number))


def _is_contact(node: Element) -> bool:
    """A link whose own text is the phone number or address it leads to."""
    if node.tag != "a" or not contacts.kind_of_target(node.get("href")):
        return False
    return contacts.whole(text_of(node), node.get("href")) is not None


def _is_hollow(node: Element) -> bool:
    """Formatting or a link round nothing but blanks, without an anchor or a class for an icon."""
    if node.tag in ("br", "img") or node.tag not in INLINE or is_locked(node):
        return False
    if any(node.get(name) for name in ("class", "id", "role", "aria-label")):
        return False
    return all(is_blank(c) if isinstance(c, str) else _is_hollow(c) for c in node.children)
