"""Links in cleaned HTML: found with their words, and led elsewhere."""

import html as entities
import re
from collections.abc import Callable
from dataclasses import dataclass

from app.domain.segments.markup import escape_value

LINK = re.compile(r"<a(\s[^<>]*)>(.*?)</a>", re.DOTALL)
HREF = re.compile(r'(?<=\shref=")[^"]*(?=")')
ALT = re.compile(r'\salt="([^"]*)"')
TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True)
class Link:
    """A link as it stands in a text: its address, the words that readers see, and the HTML of these."""

    href: str
    text: str
    inner: str


Change = Callable[[Link], tuple[str, str] | None]


def links(html: str) -> list[Link]:
    """The links of a text as the sanitiser writes it, in order; anchors without an address are none."""
    found = (_link(match) for match in LINK.finditer(html))
    return [link for link in found if link is not None]


def changed(html: str, change: Change) -> str:
    """The text with each link as `change` wants it: a new address with new inner HTML, or None."""

    def write(match: re.Match[str]) -> str:
        link = _link(match)
        new = change(link) if link else None
        if new is None:
            return match[0]
        address = escape_value(new[0])
        return f"<a{HREF.sub(lambda _: address, match[1], count=1)}>{new[1]}</a>"

    return LINK.sub(write, html)


def _link(match: re.Match[str]) -> Link | None:
    href = HREF.search(match[1])
    if href is None:
        return None
    return Link(entities.unescape(href[0]).strip(), _words(match[2]), match[2])


def _words(inner: str) -> str:
    """What can be read in a link; of a picture, what is said instead of it."""
    text = " ".join(entities.unescape(TAG.sub("", inner)).split())
    if text:
        return text
    alt = ALT.search(inner)
    return entities.unescape(alt[1]).strip() if alt else ""
