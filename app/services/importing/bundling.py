"""The pages of several files put together: one bundle per page, with all its languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.errors import Invalid
from app.exchange.integreat import Item

Files = Mapping[str, Sequence[Item]]
Key = tuple[str, str]  # language and path


@dataclass(frozen=True)
class Bundle:
    """One page in all the languages that were handed in; the first is what it is written in."""

    items: dict[str, Item]

    @property
    def source(self) -> Item:
        """The item in the language that the page is written in."""
        return next(iter(self.items.values()))


def bundle(files: Files) -> list[Bundle]:
    """The items of all languages by page, in the order of the source file, parents before children.

    Two items are one page when either names the other. Invalid when two pages claim one partner.
    """
    by_path = {(code, item.path): item for code, items in files.items() for item in items}
    named_by = _named_by(files)
    found: dict[Key, Bundle] = {}
    for code, items in files.items():
        for item in items:
            if (code, item.path) in found:
                continue
            together = {code: item} | _partners(item, files, by_path, named_by, found)
            one = Bundle(together)
            found |= {(language, part.path): one for language, part in together.items()}
    return _parents_first(found)


def _named_by(files: Files) -> dict[tuple[str, str, str], str]:
    """By language and path, and another language: the path there of an item that names it."""
    return {
        (language, path, item.language): item.path
        for items in files.values()
        for item in reversed(items)
        for language, path in item.partners.items()
    }


def _partners(
    item: Item,
    files: Files,
    by_path: Mapping[Key, Item],
    named_by: Mapping[tuple[str, str, str], str],
    taken: Mapping[Key, Bundle],
) -> dict[str, Item]:
    """The same page in the other files."""
    found = {}
    for language in files:
        path = item.partners.get(language) or named_by.get((item.language, item.path, language), "")
        partner = by_path.get((language, path)) if language != item.language else None
        if partner is None:
            continue
        if (language, path) in taken:
            raise Invalid(
                f"{item.language}: item {item.path}: field 'available_languages.{language}' names"
                f" {path}, which belongs to another page"
            )
        found[language] = partner
    return found


def _parents_first(found: Mapping[Key, Bundle]) -> list[Bundle]:
    """The bundles in their order, but none before the one that it stands below."""
    done: dict[Key, Bundle] = {}
    for one in found.values():
        for waiting in reversed(list(_upwards(one, found, done))):
            done[waiting.source.language, waiting.source.path] = waiting
    return list(done.values())


def _upwards(
    one: Bundle, found: Mapping[Key, Bundle], done: Mapping[Key, Bundle]
) -> Iterator[Bundle]:
    current: Bundle | None = one
    while current is not None:
        source = current.source
        if (source.language, source.path) in done:
            return
        yield current
        current = found[source.language, source.parent] if source.parent else None
