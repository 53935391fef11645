"""The addresses that a watchdog asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.db import db
from tests.fixtures.databases import Templates


def lose_database(client: FlaskClient, templates: Templates, url: str) -> None:
    """Take the database away from under a running application."""
    with client.application.app_context():
        db.engine.dispose()
    if url.startswith("sqlite"):
        Path(url.removeprefix("sqlite:///")).unlink()
    templates.drop(url)


def test_alive_as_long_as_the_process_answers(client: FlaskClient) -> None:
    """Nothing else is asked of it."""
    answer = client.get("/healthz")
    assert (200, {"status": "ok"}) == (answer.status_code, answer.get_json())


def test_ready_when_the_regions_can_be_read(demo_reader: FlaskClient) -> None:
    """With the number of regions there are."""
    answer = demo_reader.get("/readyz")
    assert (200, {"status": "ok", "regions": 1}) == (answer.status_code, answer.get_json())


def test_ready_without_any_region(client: FlaskClient) -> None:
    """An empty installation can serve."""
    assert {"status": "ok", "regions": 0} == client.get("/readyz").get_json()


def test_without_its_database_it_is_alive_but_not_ready(
    client: FlaskClient, templates: Templates, database_url: str
) -> None:
    """503 for the load balancer, with what is wrong; restarting the process would not help."""
    assert 200 == client.get("/readyz").status_code
    lose_database(client, templates, database_url)
    ready = client.get("/readyz")
    assert (503, "no database") == (ready.status_code, ready.get_json()["status"])
    assert 200 == client.get("/healthz").status_code


@pytest.mark.parametrize("path", ["/api/v3/regions/", "/api/v3/testdorf/de/pages/"])
def test_without_its_database_the_api_says_so(
    client: FlaskClient, templates: Templates, database_url: str, path: str
) -> None:
    """503 as JSON that every origin may read, and when to ask again."""
    lose_database(client, templates, database_url)
    answer = client.get(path)
    assert (503, {"error": "The database does not answer."}) == (
        answer.status_code, answer.get_json(),
    )  # fmt: skip
    assert ("*", "10") == (
        answer.headers["Access-Control-Allow-Origin"], answer.headers["Retry-After"],
    )  # fmt: skip
