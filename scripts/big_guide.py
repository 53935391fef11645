"""A guide of any size for measurements: the demo guide's pages again and again, in all its languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from app.exchange import demo

LINK = re.compile(r'href="page:([a-z0-9/-]+)"')


def multiplied(guide: demo.DemoGuide, wanted: int) -> demo.DemoGuide:
    """The guide's pages again and again until there are `wanted`; all live, none changed since."""
    renewed = {key for keys in guide.facts["renewed"].values() for key in keys}
    usable = [page for page in guide.pages if page.key not in renewed]
    found: list[demo.DemoPage] = []
    for copy in range(-(-wanted // len(usable))):
        found += [_copied(page, copy) for page in usable[: wanted - len(found)]]
    kept = {page.key for page in found}
    found = [_linked(page, kept) for page in found]
    facts = guide.facts | {
        "renewed": {},
        "arriving": guide.facts["arriving"] | {"live": guide.facts["languages"]},
    }
    return demo.DemoGuide(facts, tuple(found))


def _copied(page: demo.DemoPage, copy: int) -> demo.DemoPage:
    parent = _renamed(page.parent, copy) if page.parent else None
    text = partial(_with_links, lambda key: _renamed(key, copy))
    return demo.DemoPage(
        _renamed(page.key, copy), parent, text(page.before or page.german), None,
        {code: text(one) for code, one in page.translations.items()},
    )  # fmt: skip


def _renamed(key: str, copy: int) -> str:
    first, slash, rest = key.partition("/")
    return f"{first}-{copy}{slash}{rest}"


def _linked(page: demo.DemoPage, kept: set[str]) -> demo.DemoPage:
    """A page whose links to what was cut off, or left out, lead to the page itself."""
    text = partial(_with_links, lambda key: key if key in kept else page.key)
    translations = {code: text(one) for code, one in page.translations.items()}
    return replace(page, german=text(page.german), translations=translations)


def _with_links(where: Callable[[str], str], text: demo.DemoText) -> demo.DemoText:
    return replace(text, html=LINK.sub(lambda m: f'href="page:{where(m[1])}"', text.html))
