"""The endpoint of a page's ancestors: the breadcrumb."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.api.asking import API, PAGE_KEYS, paths, raw


@pytest.mark.parametrize("language", ["de", "en", "fa", "uk"])
def test_the_ancestors_of_every_page(demo_reader: FlaskClient, language: str) -> None:
    """Root first, parent last, neither the page itself nor the region's root."""
    for path in paths(demo_reader.get(f"{API}/{language}/pages/")):
        parts = path.strip("/").split("/")
        wanted = ["/" + "/".join(parts[:n]) + "/" for n in range(3, len(parts))]
        assert wanted == paths(raw(demo_reader, f"{API}/{language}/parents/", f"url={path}"))


def test_a_root_page_has_none(demo_reader: FlaskClient) -> None:
    """An empty list: an error would leave the web app's page blank."""
    answer = demo_reader.get(f"{API}/de/parents/?url=/hannover/de/ankommen/")
    assert (200, []) == (answer.status_code, answer.get_json())


def test_the_objects_are_those_of_pages(demo_reader: FlaskClient) -> None:
    """The same objects, and the same choice of fields."""
    (parent,) = demo_reader.get(f"{API}/de/parents/?url=notruf").get_json()
    assert PAGE_KEYS == list(parent)
    assert parent == demo_reader.get(f"{API}/de/page/?url=ankommen").get_json()
    part = demo_reader.get(f"{API}/de/parents/?url=notruf&fields=path").get_json()
    assert [{"path": "/hannover/de/ankommen/"}] == part


def test_an_id_is_as_good_as_an_address(demo_reader: FlaskClient) -> None:
    """The number that children name as their parent."""
    number = demo_reader.get(f"{API}/de/children/?url=sport&depth=1").get_json()[1]["parent"]["id"]
    assert ["/hannover/de/freizeit/"] == paths(demo_reader.get(f"{API}/de/parents/?id={number}"))


@pytest.mark.parametrize(
    ("query", "status", "error"),
    [
        ("", 400, "Either the id or the url parameter is required."),
        ("id=x", 400, "id must be a whole number, not 'x'."),
        ("id=99999", 404, "No Page matches the given query."),
        ("url=nowhere", 404, "No matching page translation found for url."),
        ("url=notruf&fields=x", 400, None),
    ],
)
def test_errors_are_those_of_page(
    demo_reader: FlaskClient, query: str, status: int, error: str | None
) -> None:
    """The same statuses and sentences."""
    answer = raw(demo_reader, f"{API}/de/parents/", query)
    assert (status, error or answer.get_json()["error"]) == (
        answer.status_code,
        answer.get_json()["error"],
    )


def test_both_generations_of_addresses_answer_alike(demo_reader: FlaskClient) -> None:
    """Byte for byte."""
    now = demo_reader.get(f"{API}/de/parents/?url=schwimmen")
    then = demo_reader.get("/hannover/de/wp-json/extensions/v3/parents/?url=schwimmen")
    assert (2, now.data) == (len(now.get_json()), then.data)
