"""Links by identity: an address of a page of this guide becomes the page itself, page:ID."""

from collections.abc import Callable, Collection

from app.domain.links.own import Home, Own, page_address
from app.domain.links.reading import Link, changed, links
from app.domain.segments import contacts

Find = Callable[[Own], int | None]


def candidates(html: str, home: Home, language: str) -> list[Own]:
    """Where in the guide the links of a text in `language` lead, as far as their form says."""
    found = (home.read(link.href, language) for link in links(html) if not shows_itself(link))
    return [own for own in found if own is not None and own.slug]


def identified(html: str, home: Home, language: str, meant: Collection[str], find: Find) -> str:
    """The text with page:ID for each address that `find` knows, if it is one in a `meant` language.

    A link into another language is meant to lead there and stays, and so does one that shows its own
    address.
    """

    def lead(link: Link) -> tuple[str, str] | None:
        own = home.read(link.href, language)
        if own is None or own.language not in meant or shows_itself(link):
            return None
        page = find(own)
        return (page_address(page, own.anchor), link.inner) if page is not None else None

    return changed(html, lead)


def shows_itself(link: Link) -> bool:
    """Whether readers see an address in the place of words: there it is a datum that nobody translates."""
    return contacts.whole(link.text, link.href) is not None
