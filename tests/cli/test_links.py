"""`wegweiser check-links`: the links of a region, looked at and told of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from pytest_httpserver import HTTPServer
from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.config import complete
from app.db import transaction
from app.jobs import links
from app.main import wegweiser
from app.models import Link, Region
from tests.fixtures.guides import app_on
from tests.services.guide import live


@pytest.fixture
def told(
    session: Session,
    region: Region,
    database_url: str,
    httpserver: HTTPServer,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Flask]:
    """The application on a region whose page links to this machine, which may be asked, and quickly."""
    monkeypatch.setattr(links, "PAUSE", timedelta(0))
    url = f"http://127.0.0.1:{httpserver.port}"
    httpserver.expect_request("/gut").respond_with_data("ok")
    httpserver.expect_request("/weg").respond_with_data("", 404)
    httpserver.expect_request("/alt").respond_with_data("", 301, {"Location": "/gut"})
    urls = [f"{url}/gut", f"{url}/weg", f"{url}/alt", "mailto:", "tel:112"]
    html = "".join(f'<p>Hier: <a href="{link}">Seite</a></p>' for link in urls)
    live(session, region, "Text", html)
    session.commit()
    with app_on(database_url) as app:
        known = {"database_url": database_url, "inner_hosts": "127.0.0.1"}
        app.config["WEGWEISER"] = complete(known)
        yield app


def run(app: Flask, *arguments: str) -> Result:
    """The command on an application."""
    given = ["check-links", "--region", "testdorf", *arguments]
    return CliRunner().invoke(wegweiser, given, obj=lambda: app)


def test_looking(told: Flask) -> None:
    """What is due is looked at; what is broken, or worth a look, is told with why."""
    result = run(told, "--json")
    assert 0 == result.exit_code, result.output
    document = json.loads(result.stdout)
    assert {"broken": 1, "warning": 1, "unchecked": 1, "ok": 2} == {
        state: count for state, count in document["counts"].items() if count
    }
    moved = next(link for link in document["links"] if link["url"].endswith("/alt"))
    assert ("warning", "moved", True) == (
        moved["state"],
        moved["reason"],
        moved["leads_to"].endswith("/gut"),
    )
    assert "3 addresses were looked at." in result.stderr
    assert "0 addresses were looked at." in run(told).stderr
    again = run(told, "--all")
    assert "3 addresses were looked at." in again.stderr
    assert "broken: 2, warning: 1, ok: 2" in again.stdout
    assert "gone" in again.stdout


def test_asking_nobody(told: Flask, httpserver: HTTPServer) -> None:
    """Offline it tells what is known, also when that had to be read anew."""
    with told.app_context(), transaction() as session:
        session.execute(delete(Link))
    result = run(told, "--offline", "--rebuild")
    assert "Read anew: 5 links were kept wrongly." in result.stdout
    assert "broken: 1, unchecked: 3, ok: 1" in result.stdout
    assert [] == httpserver.log


def test_an_unknown_region(told: Flask) -> None:
    """Is named, with those that there are."""
    result = CliRunner().invoke(wegweiser, ["check-links", "--region", "x"], obj=lambda: told)
    assert 1 == result.exit_code
    assert "region 'x' does not exist" in result.output
