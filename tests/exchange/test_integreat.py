"""What a `pages` endpoint of an Integreat backend answers, and how bad answers are named."""

import json
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import Invalid
from app.exchange.integreat import read

Value = dict[str, Any]


def item(path: str = "/dorf/de/schule/", **other: Any) -> Value:
    """A page as the other backend gives it."""
    return {
        "id": 7,
        "url": f"https://admin.example{path}",
        "path": path,
        "title": "Schule",
        "last_updated": "2026-03-01T10:00:00.5+01:00",
        "modified_gmt": "2026-03-01T09:00:00.5Z",
        "content": "<p>Offen.</p>",
        "excerpt": "Offen.",
        "parent": {"id": 0, "url": None, "path": None},
        "order": 3,
        "available_languages": {"en": {"id": 8, "path": "/dorf/en/school/"}},
        "thumbnail": None,
    } | other


def below(path: str, parent: str, **other: Any) -> Value:
    """A page below another."""
    return item(path, parent={"id": 1, "path": parent}, **other)


def without(field: str) -> Value:
    """A page that lacks a field."""
    return {name: value for name, value in item().items() if name != field}


def wrong(*values: Any) -> str:
    """What is said about these items."""
    with pytest.raises(Invalid) as caught:
        read(orjson.dumps(list(values)), "de", "pages.json")
    return str(caught.value)


def test_a_page_is_read_with_all_that_is_kept() -> None:
    """Path, slug, texts, place, date and partners arrive as they were."""
    (one,) = read(orjson.dumps([item()]), "de", "pages.json")
    assert ("/dorf/de/schule/", "schule", "Schule", "<p>Offen.</p>") == (
        one.path,
        one.slug,
        one.title,
        one.content,
    )
    assert (None, 3, {"en": "/dorf/en/school/"}, "", ()) == (
        one.parent,
        one.order,
        one.partners,
        one.thumbnail,
        one.slug_history,
    )
    assert datetime(2026, 3, 1, 9, 0, 0, 500_000, UTC) == one.changed_at


def test_a_page_of_our_own_kind_keeps_its_old_slugs() -> None:
    """Another Wegweiser tells the slugs of before; they are kept."""
    (one,) = read(orjson.dumps([item(slug_history=["alt", "schule"])]), "de", "x")
    assert ("alt", "schule") == one.slug_history


def test_an_empty_guide_is_a_guide() -> None:
    """No pages are no error."""
    assert [] == read(b"[]", "de", "pages.json")


def test_the_date_may_be_in_either_field() -> None:
    """Old backends give `modified_gmt` only."""
    (one,) = read(orjson.dumps([without("last_updated")]), "de", "x")
    assert datetime(2026, 3, 1, 9, 0, 0, 500_000, UTC) == one.changed_at


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "this is not JSON"),
        (b"<html>", "this is not JSON"),
        (b"[" * 2000, "this is not JSON"),
        (b'["\xff"]', "this is not JSON"),
        (b"{}", "a list of pages is needed, not an object"),
        (b'{"detail": "Not found."}', "a list of pages is needed, not an object"),
        (b'"pages"', "not text"),
        (b"null", "not null"),
        (b"1.5", "not a number"),
        (b"true", "not true or false"),
    ],
)
def test_a_file_that_holds_no_pages_is_named(data: bytes, words: str) -> None:
    """The message begins with the file and says what is in it instead."""
    with pytest.raises(Invalid) as caught:
        read(data, "de", "pages.json")
    assert str(caught.value).startswith("pages.json: ")
    assert words in str(caught.value)


@pytest.mark.parametrize("value", ["text", 5, None, []])
def test_an_item_that_is_no_page_is_named(value: Any) -> None:
    """The number of the item is told, counted from 1."""
    assert wrong(item(), value).startswith("pages.json: item 2: an object is needed")


REQUIRED = ("path", "title", "content", "parent", "order", "available_languages")


@pytest.mark.parametrize("field", REQUIRED)
def test_a_missing_field_is_named(field: str) -> None:
    """File, item and field stand in the message."""
    message = wrong(item("/dorf/de/a/"), without(field))
    assert message.startswith("pages.json: item 2")
    assert f"field '{field}" in message


BROKEN: list[tuple[str, Any, str]] = [
    ("path", 5, "field 'path' must be text, not a number"),
    ("path", "", "field 'path' is empty"),
    ("path", "/dorf/en/school/", "field 'path' must be /region/de/…/"),
    ("path", "/dorf/de/", "field 'path' must be /region/de/…/"),
    ("path", "schule", "field 'path' must be /region/de/…/"),
    ("path", "/dorf/de/" + "x" * 201 + "/", "field 'path' ends in a slug of 201 characters"),
    ("path", "/dorf/de/schu\0le/", "field 'path' has characters that no address has"),
    ("path", "/dorf/de/%2F/", "field 'path' must be /region/de/…/"),
    ("title", ["Schule"], "field 'title' must be text, not a list"),
    ("title", " ", "field 'title' is empty"),
    ("title", "\0", "field 'title' is empty"),
    ("title", "x" * 1025, "field 'title' has 1025 characters, 1024 are allowed"),
    ("content", None, "field 'content' must be text, not null"),
    ("order", "3", "field 'order' must be a whole number, not text"),
    ("order", True, "field 'order' must be a whole number, not true or false"),
    ("order", 2.5, "field 'order' must be a whole number"),
    ("order", 2**31, "field 'order' must lie between -2147483648 and 2147483647"),
    ("last_updated", "gestern", "field 'last_updated' is no date: 'gestern'"),
    ("last_updated", "2026-03-01T10:00:00", "field 'last_updated' has no time zone"),
    ("last_updated", "2026-03-01", "field 'last_updated' has no time zone"),
    ("last_updated", "0001-01-01T00:00:00+14:00", "field 'last_updated' is no date"),
    ("last_updated", 1772355600, "field 'last_updated' must be text, not a number"),
    ("parent", None, "field 'parent' must be an object with 'path'"),
    ("parent", {"id": 0}, "field 'parent' must be an object with 'path'"),
    ("parent", {"path": 5}, "field 'parent.path' must be text or null, not a number"),
    ("available_languages", [], "field 'available_languages' must be an object"),
    ("available_languages", {"en": None}, "field 'available_languages.en.path' must be text"),
    ("available_languages", {"en": {}}, "field 'available_languages.en.path' must be text"),
    ("thumbnail", 5, "field 'thumbnail' must be text or null, not a number"),
    ("thumbnail", "x" * 501, "field 'thumbnail' has 501 characters, 500 are allowed"),
    ("slug_history", "alt", "field 'slug_history' must be a list of slugs"),
    ("slug_history", [5], "field 'slug_history' must be a list of slugs"),
    ("slug_history", ["x" * 201], "field 'slug_history' must be a list of slugs"),
]


@pytest.mark.parametrize(("field", "value", "words"), BROKEN)
def test_a_wrong_field_is_named(field: str, value: Any, words: str) -> None:
    """File, item and field stand in the message, and what would be right."""
    message = wrong(item("/dorf/de/a/"), item(**{field: value}))
    assert message.startswith("pages.json: item 2")
    assert words in message


TREES: list[tuple[list[Value], str]] = [
    ([item(), item()], "item 2 (/dorf/de/schule/): field 'path' is that of item 1 too"),
    (
        [item("/dorf/de/a/schule/"), item("/dorf/de/b/schule/")],
        "item 2 (/dorf/de/b/schule/): field 'path': slug 'schule' is that of /dorf/de/a/schule/ too",
    ),
    (
        [below("/dorf/de/x/schule/", "/dorf/de/x/")],
        "item 1 (/dorf/de/x/schule/): field 'parent.path': /dorf/de/x/ is not in the file",
    ),
    (
        [below("/dorf/de/a/", "/dorf/de/a/")],
        "item 1 (/dorf/de/a/): field 'parent.path': its parents form a circle",
    ),
    (
        [below("/dorf/de/b/a/", "/dorf/de/a/b/"), below("/dorf/de/a/b/", "/dorf/de/b/a/")],
        "item 1 (/dorf/de/b/a/): field 'parent.path': its parents form a circle",
    ),
]


@pytest.mark.parametrize(("values", "words"), TREES)
def test_a_broken_tree_is_named(values: list[Value], words: str) -> None:
    """Twins, unknown parents and circles are told with file, item and field."""
    assert f"pages.json: {words}" == wrong(*values)


def test_a_circle_above_a_page_is_found() -> None:
    """A page whose ancestors form a circle without it ends the reading too."""
    values = [
        below("/dorf/de/c/", "/dorf/de/a/"),
        below("/dorf/de/a/", "/dorf/de/b/"),
        below("/dorf/de/b/", "/dorf/de/a/"),
    ]
    assert "its parents form a circle" in wrong(*values)


def test_a_long_chain_is_read_quickly() -> None:
    """A guide of 3,000 pages, each below the one before, is no trouble."""
    paths = [f"/dorf/de/p{number}/" for number in range(3000)]
    values = [item(paths[0])]
    values += [below(path, above) for above, path in pairwise(paths)]
    assert 3000 == len(read(orjson.dumps(values), "de", "x"))


SOMETHING = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8) | st.just("/dorf/de/a/"),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["path", "id", "en", "de"]), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


def refusal(data: bytes) -> str:
    """What is said about a file; "" when it is read."""
    try:
        read(data, "de", "pages.json")
    except Invalid as error:
        return str(error)
    return ""


@settings(max_examples=200, deadline=None)
@given(field=st.sampled_from(sorted(item())), value=SOMETHING)
def test_whatever_stands_in_a_field(field: str, value: Any) -> None:
    """Any JSON in any field is read, or refused with file, item and field; nothing else comes of it."""
    said = refusal(json.dumps([item("/dorf/de/a/"), item(**{field: value})]).encode())
    assert not said or (said.startswith("pages.json: item 2") and f"field '{field}" in said)


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=40) | SOMETHING.map(lambda value: json.dumps(value).encode()))
def test_whatever_a_file_holds(data: bytes) -> None:
    """Bytes of any kind are read or refused by name."""
    said = refusal(data)
    assert not said or said.startswith("pages.json: ")
