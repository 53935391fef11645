"""Markup: cleaned HTML as a small tree, and back to the same characters.

The sanitiser parses HTML5 and writes one regular spelling: quoted attributes, every element closed,
no comments. A tokeniser of that spelling is enough, keeps it to the letter and knows none of the
HTML 4 habits of libxml2 (blocks in links, `details`, `bdi`).
"""

import html as entities
import re
from collections.abc import Callable
from dataclasses import dataclass, field

VOID = frozenset({"br", "col", "hr", "img"})
_INLINE = """
a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q s samp small span strong sub sup time
u var
"""
INLINE = frozenset(_INLINE.split())

_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)([^<>]*)>|([^<]+)")
_ATTRIBUTE = re.compile(r'([^\s=]+)="([^"]*)"')
_TEXT = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", 0xA0: "&nbsp;"}
_VALUE = _TEXT | {ord('"'): "&quot;"}


@dataclass(slots=True)
class Element:
    """An element with its children; text is plain str, unescaped."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: "list[Element | str]" = field(default_factory=list)

    def get(self, name: str) -> str:
        """The value of an attribute, empty where there is none."""
        return next((value for key, value in self.attributes if key == name), "")


Node = Element | str
Write = Callable[[Element, str, str], str]


def parse(clean: str) -> Element:
    """The tree of HTML as the sanitiser writes it, under a root without a tag."""
    root = Element("")
    stack = [root]
    for closing, tag, attributes, text in _TOKEN.findall(clean):
        if text:
            stack[-1].children.append(entities.unescape(text) if "&" in text else text)
        elif closing:
            _close(stack, tag)
        else:
            element = Element(tag, _attributes(attributes))
            stack[-1].children.append(element)
            if tag not in VOID:
                stack.append(element)
    return root


def _close(stack: list[Element], tag: str) -> None:
    """Leave the innermost open element of this name; what it still holds open ends with it."""
    if any(element.tag == tag for element in stack[1:]):
        while stack.pop().tag != tag:
            pass


def _attributes(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, entities.unescape(value)) for name, value in _ATTRIBUTE.findall(text))


def escape(text: str) -> str:
    """Text as HTML, spelled as the sanitiser spells it."""
    return text.translate(_TEXT)


def escape_value(text: str) -> str:
    """An attribute's value as HTML, without its quotes."""
    return text.translate(_VALUE)


def _as_it_is(element: Element, name: str, value: str) -> str:
    return escape_value(value)


def open_tag(element: Element, write: Write = _as_it_is) -> str:
    """The opening tag; `write` may put something else in the place of an attribute's value."""
    values = [f' {name}="{write(element, name, value)}"' for name, value in element.attributes]
    return f"<{element.tag}{''.join(values)}>"


def close_tag(element: Element) -> str:
    """The closing tag, empty for elements that have none."""
    return "" if element.tag in VOID else f"</{element.tag}>"


def serialise(node: Node) -> str:
    """A node and all it holds as HTML."""
    if isinstance(node, str):
        return escape(node)
    inner = "".join(map(serialise, node.children))
    return open_tag(node) + inner + close_tag(node) if node.tag else inner


def text_of(node: Node) -> str:
    """All the text in a node."""
    return node if isinstance(node, str) else "".join(map(text_of, node.children))


def is_blank(node: Node) -> bool:
    """Whether nothing in the node can be read (invisible characters count as nothing)."""
    if isinstance(node, str):
        return not _INVISIBLE.sub("", node)
    return all(map(is_blank, node.children))


_INVISIBLE = re.compile(
    "[\\s\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]+"
)
