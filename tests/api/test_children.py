"""The endpoint of a page and what is below it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.api.asking import API, PAGE_KEYS, paths, raw


def depth(path: str) -> int:
    """1 for a root page."""
    return len(path.strip("/").split("/")) - 2


def test_without_an_address_the_root_pages(demo_reader: FlaskClient) -> None:
    """The tiles of the app's first screen; 1 is the default depth."""
    whole = paths(demo_reader.get(f"{API}/ar/pages/"))
    roots = [path for path in whole if depth(path) == 1]
    assert 8 == len(roots)
    assert roots == paths(demo_reader.get(f"{API}/ar/children/?depth=1"))
    assert roots == paths(demo_reader.get(f"{API}/ar/children/"))


@pytest.mark.parametrize("levels", [2, 3, 4, 99, 10**17])
def test_depth_counts_from_the_root(demo_reader: FlaskClient, levels: int) -> None:
    """Pages of at most this depth, in the order of pages/."""
    whole = paths(demo_reader.get(f"{API}/de/pages/"))
    wanted = [path for path in whole if depth(path) <= levels]
    assert wanted == paths(demo_reader.get(f"{API}/de/children/?depth={levels}"))


@pytest.mark.parametrize("levels", [0, -1, -(10**17)])
def test_no_depth_no_pages(demo_reader: FlaskClient, levels: int) -> None:
    """Zero and less is an empty list."""
    answer = demo_reader.get(f"{API}/de/children/?depth={levels}")
    assert (200, []) == (answer.status_code, answer.get_json())


@pytest.mark.parametrize("levels", ["abc", "1.5", "١", "1 2", "9" * 20])
def test_a_depth_that_is_no_number(demo_reader: FlaskClient, levels: str) -> None:
    """400, where the peer answers 500."""
    answer = demo_reader.get(f"{API}/de/children/", query_string={"depth": levels})
    assert 400 == answer.status_code
    assert answer.get_json()["error"].startswith("depth must be a whole number, not ")


@pytest.mark.parametrize("levels", [0, 1, 2, 3])
def test_with_an_address_the_page_itself_first(demo_reader: FlaskClient, levels: int) -> None:
    """Then what is below it, that many levels down."""
    top = "/hannover/de/mitmachen/"
    whole = paths(demo_reader.get(f"{API}/de/pages/"))
    wanted = [p for p in whole if p.startswith(top) and depth(p) <= 1 + levels]
    assert top == wanted[0]
    assert (1, 4, 6, 6)[levels] == len(wanted)
    for query in (f"depth={levels}&url={top}", f"url=mitmachen&depth={levels}"):
        assert wanted == paths(raw(demo_reader, f"{API}/de/children/", query))


def test_every_page_with_its_children_in_every_language(demo_reader: FlaskClient) -> None:
    """As pages/ has them, for the web app's request with depth 2."""
    for language in ("de", "en", "ar", "tr"):
        whole = paths(demo_reader.get(f"{API}/{language}/pages/"))
        for top in whole:
            found = raw(demo_reader, f"{API}/{language}/children/", f"depth=2&url={top}")
            wanted = [p for p in whole if p.startswith(top) and depth(p) <= depth(top) + 2]
            assert wanted == paths(found)


def test_an_id_is_as_good_as_an_address(demo_reader: FlaskClient) -> None:
    """The number that children name as their parent."""
    child = demo_reader.get(f"{API}/de/page/?url=notruf").get_json()
    by_id = demo_reader.get(f"{API}/de/children/?id={child['parent']['id']}")
    by_url = demo_reader.get(f"{API}/de/children/?url=ankommen&depth=1")
    assert (7, by_url.data) == (len(by_id.get_json()), by_id.data)


def test_a_page_that_is_not_public_in_the_language(demo_reader: FlaskClient) -> None:
    """An empty list: the page is known, but not there."""
    number = demo_reader.get(f"{API}/de/page/?url=sport").get_json()["parent"]["id"]
    answer = demo_reader.get(f"{API}/ar/children/?id={number}")
    assert (200, []) == (answer.status_code, answer.get_json())


def test_an_unknown_page(demo_reader: FlaskClient) -> None:
    """404, which the web app shows as "page not found"."""
    by_url = demo_reader.get(f"{API}/de/children/?url=/hannover/de/nowhere/")
    assert (404, {"error": "No matching page translation found for url."}) == (
        by_url.status_code, by_url.get_json(),
    )  # fmt: skip
    by_id = demo_reader.get(f"{API}/de/children/?id=99999")
    assert (404, {"error": "No Page matches the given query."}) == (
        by_id.status_code,
        by_id.get_json(),
    )
    assert 400 == demo_reader.get(f"{API}/de/children/?id=abc").status_code


def test_an_unknown_language_without_an_address(demo_reader: FlaskClient) -> None:
    """An empty list."""
    answer = demo_reader.get(f"{API}/xx/children/")
    assert (200, []) == (answer.status_code, answer.get_json())


def test_both_generations_of_addresses_answer_alike(demo_reader: FlaskClient) -> None:
    """With parameters too."""
    query = "?depth=2&url=wohnen"
    now = demo_reader.get(f"{API}/de/children/{query}")
    then = demo_reader.get(f"/hannover/de/wp-json/extensions/v3/children/{query}")
    assert (6, now.data) == (len(now.get_json()), then.data)


def test_the_objects_are_those_of_pages(demo_reader: FlaskClient) -> None:
    """The same objects, and the same choice of fields."""
    assert {tuple(PAGE_KEYS)} == {
        tuple(p) for p in demo_reader.get(f"{API}/ru/children/").get_json()
    }
    part = demo_reader.get(f"{API}/ru/children/?fields=title").get_json()
    assert {("title",)} == {tuple(page) for page in part}
