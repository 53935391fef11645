"""One address for another in a text: where it leads to, and where readers see it as words."""

import re
from urllib.parse import unquote

from app.domain.links.identity import shows_itself
from app.domain.links.reading import Link, changed, links
from app.domain.segments.markup import escape

SCHEME = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)


def count(html: str, old: str) -> int:
    """How many links of a text lead to an address."""
    return sum(link.href == old for link in links(html))


def replaced(html: str, old: str, new: str) -> str:
    """The text with links to `old` leading to `new`; a link that shows the old address shows the new
    one, with or without its scheme as it was."""

    def lead(link: Link) -> tuple[str, str] | None:
        if link.href != old:
            return None
        return new, escape(_shown(link, new)) if shows_itself(link) else link.inner

    return changed(html, lead)


def _shown(link: Link, new: str) -> str:
    """What readers see of the new address: with its scheme only if they saw one before."""
    scheme = SCHEME.match(new)
    if scheme is None or SCHEME.match(link.text):
        return new
    rest = new[scheme.end() :]
    return rest.rstrip("/") if scheme[0].startswith("http") else unquote(rest).partition("?")[0]
