"""What a `pages` endpoint of an Integreat backend answers, read into values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from app.domain.addresses.slugs import last_segment
from app.domain.segments.sanitising import plain_text
from app.errors import Invalid

LONGEST_TITLE = 1024
LONGEST_SLUG = 200
LONGEST_ADDRESS = 500
LARGEST = 2**31


@dataclass(frozen=True)
class Item:
    """One page in one language, as the other backend gave it."""

    language: str
    path: str
    slug: str
    title: str
    content: str
    parent: str | None  # path of the parent in the same language
    order: int
    changed_at: datetime
    partners: dict[str, str]  # path of the same page in other languages
    thumbnail: str
    slug_history: tuple[str, ...]


def read(data: bytes, language: str, name: str) -> list[Item]:
    """The pages in `data`; Invalid names the file, the item and the field that is wrong."""
    try:
        values = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise Invalid(f"{name}: this is not JSON ({error})") from error
    if not isinstance(values, list):
        raise Invalid(f"{name}: a list of pages is needed, not {_kind(values)}")
    items = [_item(value, language, f"{name}: item {n}") for n, value in enumerate(values, 1)]
    _check_tree(items, name)
    return items


def _item(value: Any, language: str, where: str) -> Item:
    if not isinstance(value, dict):
        raise Invalid(f"{where}: an object is needed, not {_kind(value)}")
    path = _text(value, "path", where)
    where = f"{where} ({path[:200]})"
    title = plain_text(_text(value, "title", where))
    if len(title) > LONGEST_TITLE:
        raise Invalid(_too_long(where, "title", title, LONGEST_TITLE))
    return Item(
        language,
        path,
        _slug(path, language, where),
        title,
        _text(value, "content", where, empty=True),
        _parent(value, where),
        _number(value, "order", where),
        _moment(value, where),
        _partners(value, where),
        _thumbnail(value, where),
        _history(value, where),
    )


def _slug(path: str, language: str, where: str) -> str:
    parts = [part for part in path.split("/") if part]
    slug = last_segment(parts[-1]) if parts else ""
    if len(parts) < 3 or parts[1] != language or not slug:
        raise Invalid(f"{where}: field 'path' must be /region/{language}/…/")
    if plain_text(slug) != slug:
        raise Invalid(f"{where}: field 'path' has characters that no address has")
    if len(slug) > LONGEST_SLUG:
        raise Invalid(f"{where}: field 'path' ends in a slug of {len(slug)} characters")
    return slug


def _too_long(where: str, field: str, text: str, allowed: int) -> str:
    return f"{where}: field {field!r} has {len(text)} characters, {allowed} are allowed"


def _thumbnail(value: dict[str, Any], where: str) -> str:
    address = value.get("thumbnail") or ""
    if not isinstance(address, str):
        raise Invalid(f"{where}: field 'thumbnail' must be text or null, not {_kind(address)}")
    if len(address) > LONGEST_ADDRESS:
        raise Invalid(_too_long(where, "thumbnail", address, LONGEST_ADDRESS))
    return plain_text(address)


def _history(value: dict[str, Any], where: str) -> tuple[str, ...]:
    slugs = value.get("slug_history") or []
    if not isinstance(slugs, list) or not all(_is_slug(slug) for slug in slugs):
        raise Invalid(f"{where}: field 'slug_history' must be a list of slugs")
    return tuple(slugs)


def _is_slug(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_SLUG and plain_text(value) == value


def _kind(value: Any) -> str:
    names = {
        dict: "an object",
        list: "a list",
        str: "text",
        type(None): "null",
        bool: "true or false",
    }
    return names.get(type(value), "a number")


def _text(value: dict[str, Any], field: str, where: str, *, empty: bool = False) -> str:
    text = value.get(field)
    if not isinstance(text, str):
        raise Invalid(f"{where}: field {field!r} must be text, not {_kind(text)}")
    if not empty and not plain_text(text):
        raise Invalid(f"{where}: field {field!r} is empty")
    return text


def _number(value: dict[str, Any], field: str, where: str) -> int:
    number = value.get(field)
    if not isinstance(number, int) or isinstance(number, bool):
        raise Invalid(f"{where}: field {field!r} must be a whole number, not {_kind(number)}")
    if not -LARGEST <= number < LARGEST:
        raise Invalid(
            f"{where}: field {field!r} must lie between {-LARGEST} and {LARGEST - 1}, not {number}"
        )
    return number


def _moment(value: dict[str, Any], where: str) -> datetime:
    field = "last_updated" if "last_updated" in value else "modified_gmt"
    text = _text(value, field, where)
    try:
        moment = datetime.fromisoformat(text)
        instant = moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Invalid(f"{where}: field {field!r} is no date: {text[:60]!r}") from error
    if moment.tzinfo is None:
        raise Invalid(f"{where}: field {field!r} has no time zone: {text!r}")
    return instant


def _parent(value: dict[str, Any], where: str) -> str | None:
    parent = value.get("parent")
    if not isinstance(parent, dict) or "path" not in parent:
        raise Invalid(f"{where}: field 'parent' must be an object with 'path'")
    path = parent["path"]
    if path is not None and not isinstance(path, str):
        raise Invalid(f"{where}: field 'parent.path' must be text or null, not {_kind(path)}")
    return path or None


def _partners(value: dict[str, Any], where: str) -> dict[str, str]:
    others = value.get("available_languages")
    if not isinstance(others, dict):
        raise Invalid(f"{where}: field 'available_languages' must be an object")
    found = {}
    for language, entry in others.items():
        if not isinstance(entry, dict) or not isinstance(entry.get("path"), str):
            raise Invalid(f"{where}: field 'available_languages.{language}.path' must be text")
        found[language] = entry["path"]
    return found


def _check_tree(items: list[Item], name: str) -> None:
    """Each path once, each slug once, each parent there, and no circle."""
    paths: dict[str, int] = {}
    slugs: dict[str, str] = {}
    for number, item in enumerate(items, 1):
        where = f"{name}: item {number} ({item.path})"
        if item.path in paths:
            raise Invalid(f"{where}: field 'path' is that of item {paths[item.path]} too")
        if item.slug in slugs:
            other = slugs[item.slug]
            raise Invalid(f"{where}: field 'path': slug {item.slug!r} is that of {other} too")
        paths[item.path], slugs[item.slug] = number, item.path
    safe: set[str] = set()
    for number, item in enumerate(items, 1):
        _check_parents(item, items, paths, safe, f"{name}: item {number} ({item.path})")


def _check_parents(
    item: Item, items: list[Item], paths: dict[str, int], safe: set[str], where: str
) -> None:
    """Walk up from `item` to the root, or to a page from which another walk has come there."""
    seen, current = {item.path}, item
    while current.parent is not None and current.path not in safe:
        if current.parent not in paths:
            raise Invalid(f"{where}: field 'parent.path': {current.parent} is not in the file")
        if current.parent in seen:
            raise Invalid(f"{where}: field 'parent.path': its parents form a circle")
        seen.add(current.parent)
        current = items[paths[current.parent] - 1]
    safe |= seen
