"""Languages of content by the names that a visitor knows them by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.lists import format_list

from app.web.door import Visit


@dataclass(frozen=True)
class Tongue:
    """A language: `label` in the visitor's language, `native` as its speakers call it."""

    code: str
    tag: str
    label: str
    native: str
    dir: str


class Tongues(dict[str, Tongue]):
    """The languages of a region by code, in its order, and how to name several of them."""

    def __init__(self, found: Mapping[str, Tongue], language: str) -> None:
        super().__init__(found)
        self._language = language

    def named(self, codes: Iterable[str]) -> str:
        """Languages in a sentence: "Arabic, Persian and Russian"."""
        labels = [self[code].label if code in self else code for code in codes]
        return format_list(labels, locale=self._language)


def of(visit: Visit) -> Tongues:
    """All languages of the visited region."""
    return of_region(visit.region, visit.language)


def of_region(region: Any, language: str) -> Tongues:
    """All languages of a region (its row), named in `language`."""
    rows = (entry.language for entry in region.languages)
    found = {
        row.code: Tongue(
            row.code, row.tag, label(row.tag, row.native_name, language), row.native_name,
            row.direction,
        )
        for row in rows
    }  # fmt: skip
    return Tongues(found, language)


def label(tag: str, native: str, language: str) -> str:
    """A language's name in the visitor's own; what its speakers call it where nobody knows that."""
    shown = Locale.parse(language)
    try:
        found = Locale.parse(tag, sep="-", resolve_likely_subtags=False)
    except (UnknownLocaleError, ValueError):
        primary, _, rest = tag.partition("-")
        return (None if rest.startswith("x-") else shown.languages.get(primary)) or native
    return Locale(found.language, script=found.script).get_display_name(shown) or native
