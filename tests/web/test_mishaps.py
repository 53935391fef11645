"""What a browser shows when something is not there or does not work."""

from __future__ import annotations

import logging

import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.fixtures.databases import Templates
from tests.web.test_health import lose_database


@pytest.mark.parametrize(
    ("language", "said"),
    [("de", "Diese Seite gibt es nicht."), ("en", "This page does not exist.")],
)
def test_a_page_that_is_not_there(client: FlaskClient, language: str, said: str) -> None:
    """A sentence in the browser's language, and the way to the start page."""
    answer = client.get("/no/such/page", headers={"Accept-Language": language})
    tree = html.document_fromstring(answer.get_data(as_text=True))
    assert (404, language, said) == (answer.status_code, tree.get("lang"), tree.findtext(".//h1"))
    assert ["/"] == [link.get("href") for link in tree.findall(".//main//a")]
    assert "no-store" == answer.headers["Cache-Control"]


def test_a_method_that_is_not_possible(client: FlaskClient) -> None:
    """The answer keeps the header that names those that are."""
    answer = client.post("/")
    assert (405, {"GET", "HEAD", "OPTIONS"}) == (
        answer.status_code, set(answer.headers["Allow"].split(", ")),
    )  # fmt: skip


@pytest.mark.parametrize("path", ["/", "/api/v3/regions/"])
def test_an_outage_is_one_line_in_the_log(
    client: FlaskClient, templates: Templates, database_url: str, path: str,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    """503 with the time to wait; the log says which request and why, without a traceback."""
    lose_database(client, templates, database_url)
    with caplog.at_level(logging.ERROR):
        answer = client.get(path)
    assert (503, "10") == (answer.status_code, answer.headers["Retry-After"])
    (record,) = caplog.records
    assert record.getMessage().startswith(f"GET {path}: no database: ")
    assert "\n" not in record.getMessage()
    assert record.exc_info is None
