"""The endpoints of the other kinds of content, which a guide may be without."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.api.asking import API

LISTS = ("events", "locations", "news", "fcm", "location-categories", "offers", "extras")
QUERIES = {
    "events": "?combine_recurring=True",
    "locations": "?on_map=1",
    "fcm": "?channel=news",
    "news": "?source=local&page=2&size=0",
}


@pytest.mark.parametrize("name", LISTS)
def test_a_region_without_any_has_an_empty_list(demo_reader: FlaskClient, name: str) -> None:
    """200 and [] even if switched off: a native app's fresh install needs all lists."""
    for language in ("de", "ar"):
        for query in {"", QUERIES.get(name, "")}:
            for path in (f"{API}/{language}", f"/hannover/{language}/wp-json/extensions/v3"):
                answer = demo_reader.get(f"{path}/{name}/{query}")
                assert (200, []) == (answer.status_code, answer.get_json())


@pytest.mark.parametrize("name", ["events", "locations", "location-categories", "imprint"])
def test_a_language_that_the_region_does_not_speak(demo_reader: FlaskClient, name: str) -> None:
    """404 as JSON."""
    answer = demo_reader.get(f"{API}/xx/{name}/")
    assert (404, {"error": "No language matches the given query."}) == (
        answer.status_code, answer.get_json(),
    )  # fmt: skip


@pytest.mark.parametrize("name", ["news", "fcm", "offers", "extras"])
def test_lists_that_ask_for_no_language(demo_reader: FlaskClient, name: str) -> None:
    """An empty list for a language that nobody speaks there."""
    answer = demo_reader.get(f"{API}/xx/{name}/")
    assert (200, []) == (answer.status_code, answer.get_json())


@pytest.mark.parametrize("name", ["offers", "extras"])
def test_offers_without_a_language(demo_reader: FlaskClient, name: str) -> None:
    """They have an address of their own."""
    answer = demo_reader.get(f"{API}/{name}/")
    assert (200, []) == (answer.status_code, answer.get_json())


@pytest.mark.parametrize("name", ["imprint", "disclaimer"])
def test_a_missing_imprint_is_not_found(demo_reader: FlaskClient, name: str) -> None:
    """404 as JSON: the apps take [] for an unknown error."""
    error = "The imprint does not exist in this region for the selected language."
    for path in (f"{API}/de", "/hannover/de/wp-json/extensions/v3"):
        answer = demo_reader.get(f"{path}/{name}/")
        assert (404, {"error": error}) == (answer.status_code, answer.get_json())


@pytest.mark.parametrize("number", ["local-1", "tunews-9", "x"])
def test_news_that_does_not_exist(demo_reader: FlaskClient, number: str) -> None:
    """404 as JSON; without the last slash a redirect comes first, as for every address."""
    answer = demo_reader.get(f"{API}/de/news/{number}", follow_redirects=True)
    assert 404 == answer.status_code
    assert ["error"] == list(answer.get_json())


@pytest.mark.parametrize(
    "rest", ["regions", "languages", "page/segments/x", "pages/1", "search/x/y", "chat//", "wp"]
)
def test_what_is_no_endpoint(demo_reader: FlaskClient, rest: str) -> None:
    """404 as JSON, with and without the last slash."""
    for path in (f"{API}/de/{rest}", f"{API}/de/{rest}/"):
        answer = demo_reader.get(path)
        assert (404, ["error"]) == (answer.status_code, list(answer.get_json()))
