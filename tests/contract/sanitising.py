"""What the Integreat web app lets through of a page: sanitize-html's default tags, and a few more.

An equivalent of that client's settings, written from their description: other tags are taken out and
their text stays, but for a few whose text goes too; other attributes are dropped, addresses with
other schemes too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

DEFAULT_TAGS = """
address article aside footer header h1 h2 h3 h4 h5 h6 hgroup main nav section blockquote dd div dl
dt figcaption figure hr li ol p pre ul a abbr b bdi bdo br cite code data dfn em i kbd mark q rb rp
rt rtc ruby s samp small span strong sub sup time u var wbr caption col colgroup table tbody td tfoot
th thead tr
"""
MORE_TAGS = "iframe img details summary"
TAGS = frozenset((DEFAULT_TAGS + MORE_TAGS).split())
WITHOUT_TEXT = frozenset({"script", "style", "textarea", "option", "noscript"})
VOID = frozenset({"br", "hr", "img", "col", "wbr"})
EVERYWHERE = frozenset({"class", "style", "dir"})
ATTRIBUTES = {
    "a": frozenset({"href", "name", "target"}),
    "img": frozenset({"src", "srcset", "alt", "title", "width", "height", "loading"}),
}
SCHEMES = frozenset({"", "http", "https", "mailto", "tel", "ftp"})
Start = tuple[str, tuple[tuple[str, str], ...]]


@dataclass
class Seen:
    """The tags with their attributes, and the text, that a reader gets."""

    starts: list[Start] = field(default_factory=list)
    text: str = ""

    def attributes(self, name: str) -> list[str]:
        """The values of an attribute, in order."""
        return [value for _, pairs in self.starts for key, value in pairs if key == name]


class _Reader(HTMLParser):
    def __init__(self, *, sanitise: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.seen, self.sanitise, self.silent = Seen(), sanitise, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in WITHOUT_TEXT:
            self.silent += 1
        pairs = [(name, value or "") for name, value in attrs]
        if self.sanitise:
            if tag not in TAGS:
                return
            pairs = [pair for pair in pairs if survives(tag, *pair)]
        self.seen.starts.append((tag, tuple(pairs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in WITHOUT_TEXT:
            self.silent -= 1

    def handle_data(self, data: str) -> None:
        if not (self.sanitise and self.silent):
            self.seen.text += data


def survives(tag: str, name: str, value: str) -> bool:
    """Whether an attribute gets through."""
    if name in ("href", "src") and urlsplit(value.strip()).scheme.lower() not in SCHEMES:
        return False
    return (
        name in EVERYWHERE
        or name.startswith(("aria-", "data-"))
        or name in ATTRIBUTES.get(tag, frozenset())
    )


def sent(html: str) -> Seen:
    """What the server sends."""
    return _read(html, sanitise=False)


def shown(html: str) -> Seen:
    """What the client shows of it."""
    return _read(html, sanitise=True)


def _read(html: str, *, sanitise: bool) -> Seen:
    reader = _Reader(sanitise=sanitise)
    reader.feed(html)
    reader.close()
    return reader.seen
