"""Own addresses: which links lead into the guide itself, whatever spelling they have."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from app.domain.addresses.slugs import RESERVED_PAGES, last_segment

PAGE = re.compile(r"page:(\d{1,9})(#.*)?", re.DOTALL)
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


@dataclass(frozen=True)
class Own:
    """A place in the guide: a page by language and slug, or with no slug one that is not a page."""

    language: str
    slug: str
    anchor: str = ""  # "#…" or nothing


@dataclass(frozen=True)
class Home:
    """The addresses that a region's guide is read at: those of the installation and of the web app."""

    sites: tuple[str, ...]
    region: str
    languages: frozenset[str]

    def read(self, href: str, language: str) -> Own | None:
        """Where in the guide a link in a text of `language` leads; None if it leads elsewhere."""
        if SCHEME.match(href):
            parts = _split(href)
            path = self._below(parts) if parts else None
            return self._place(path, parts.fragment) if parts and path is not None else None
        if href.startswith("//") or not href.partition("#")[0].partition("?")[0]:
            return None
        path, _, fragment = href.partition("#")
        if path.startswith("/"):
            return self._place(path.partition("?")[0], fragment)
        return Own(language, last_segment(path), _anchor(fragment))

    def is_inside(self, href: str) -> bool:
        """Whether an address, full or from the root, leads into the guide, if only to what it lacks."""
        is_whole = href.startswith("/") or SCHEME.match(href) is not None
        return is_whole and self.read(href, "") is not None

    def _below(self, parts: SplitResult) -> str | None:
        """The path below one of our sites; the scheme is not looked at beyond http and https."""
        if parts.scheme.lower() not in ("http", "https"):
            return None
        for site in map(urlsplit, self.sites):
            below = site.path.rstrip("/")
            if parts.netloc.lower() == site.netloc.lower() and parts.path.startswith(f"{below}/"):
                return parts.path.removeprefix(below)
        return None

    def _place(self, path: str, fragment: str) -> Own | None:
        steps = [unquote(step) for step in path.split("/") if step]
        if len(steps) < 2 or steps[0] != self.region or steps[1] not in self.languages:
            return None
        is_page = len(steps) > 2 and steps[2] not in RESERVED_PAGES
        return Own(steps[1], last_segment(path) if is_page else "", _anchor(fragment))

    def is_misread(self, href: str) -> bool:
        """Whether a number or a scheme without its rest was taken for a path of the web app, as by an
        editor's program that made https://app/112 of 112."""
        parts = _split(href)
        path = self._below(parts) if parts else None
        return path is not None and re.fullmatch(r"/(?:(?:tel|mailto):.*|\d+)/?", path) is not None


def page_of(href: str) -> int | None:
    """The id in an address such as page:12, which a text has for a page of its own guide."""
    found = PAGE.fullmatch(href)
    return int(found[1]) if found else None


def page_address(page: int, anchor: str = "") -> str:
    """The address of a page by its identity."""
    return f"page:{page}{anchor}"


def home(sites: Iterable[str], region: str, languages: Iterable[str]) -> Home:
    """The home of a region's guide."""
    return Home(tuple(dict.fromkeys(sites)), region, frozenset(languages))


def _split(href: str) -> SplitResult | None:
    try:
        return urlsplit(href)
    except ValueError:  # a host that cannot be one
        return None


def _anchor(fragment: str) -> str:
    return f"#{fragment}" if fragment else ""
