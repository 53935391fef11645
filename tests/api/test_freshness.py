"""Endpoints that tell how fresh a guide is: status of pages, segments of a page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.models import Region
from app.services.pages import pages
from tests.fixtures.guides import app_on
from tests.services.guide import day
from tests.services.paragraph_guide import COURSE, edit, english

GRAVE = "Sie müssen sich anmelden."
PATH = "/api/v3/testdorf"


@pytest.fixture
def asked(session: Session, region: Region, database_url: str) -> Iterator[FlaskClient]:
    """A client of a region with one page: a paragraph current, one stale, one grave, one missing."""
    page = english(session, region, COURSE, "Es gibt Kaffee und Kuchen.", GRAVE)
    edit(
        session, page, COURSE, "Es gibt Kaffee, Tee und Kuchen.",
        GRAVE.replace("sich", "sich nicht"), "Neu und noch ohne Übersetzung.",
    )  # fmt: skip
    session.commit()
    with app_on(database_url) as app:
        yield app.test_client()


def test_status_of_each_page(asked: FlaskClient) -> None:
    """State, fresh percent, since when, and which paragraphs are stale or missing."""
    (told,) = asked.get(f"{PATH}/en/status/").get_json()
    page = asked.get(f"{PATH}/en/pages/").get_json()[0]
    assert ("incomplete", page["path"], "2026-11-23T12:00:00Z") == (
        told["state"], told["path"], told["since"],
    )  # fmt: skip
    assert (2, 1) == (len(told["stale"]), len(told["missing"]))
    assert 0 < told["fresh"] < 100
    assert "segments" not in told


def test_the_source_language_is_fresh(asked: FlaskClient) -> None:
    """German is what the others are compared with."""
    (told,) = asked.get(f"{PATH}/de/status/").get_json()
    assert ("current", 100, [], []) == (
        told["state"], told["fresh"], told["stale"], told["missing"],
    )  # fmt: skip


def test_segments_of_a_page(asked: FlaskClient) -> None:
    """Each paragraph with the language that readers see first, its state, since and origin."""
    path = asked.get(f"{PATH}/en/pages/").get_json()[0]["path"]
    told = asked.get(f"{PATH}/en/page/segments/", query_string={"url": path}).get_json()
    assert [
        ("title", "current", 0, "en"),
        ("text", "current", 0, "en"),
        ("text", "stale", 2, "en"),
        ("text", "stale", 4, "en"),
        ("text", "missing", 2, "de"),
    ] == [(one["kind"], one["state"], one["severity"], one["lang"]) for one in told]
    assert {"ltr"} == {one["dir"] for one in told}
    assert ["human", "human", "human", "human", None] == [one["origin"] for one in told]
    assert "2026-11-23T12:00:00Z" == told[2]["since"]
    assert "Neu und noch ohne Übersetzung." == told[4]["text"]


def test_segments_say_what_the_page_says(asked: FlaskClient) -> None:
    """The text of each paragraph stands in the page."""
    page = asked.get(f"{PATH}/en/pages/").get_json()[0]
    told = asked.get(f"{PATH}/en/page/segments/", query_string={"url": page["path"]}).get_json()
    assert [] == [one["text"] for one in told[1:] if one["text"] not in page["content"]]


def test_a_new_state_is_a_new_answer(asked: FlaskClient, engine: Engine) -> None:
    """The ETag holds as long as nothing changes; after a publication it does not."""
    first = asked.get(f"{PATH}/en/status/")
    tag = {"If-None-Match": first.headers["ETag"]}
    assert 304 == asked.get(f"{PATH}/en/status/", headers=tag).status_code
    with Session(engine) as session:
        edit(session, pages.get(session, 1), COURSE, now=day(5))
        session.commit()
    second = asked.get(f"{PATH}/en/status/", headers=tag)
    assert (200, "current", 100) == (
        second.status_code, second.get_json()[0]["state"], second.get_json()[0]["fresh"],
    )  # fmt: skip


@pytest.mark.parametrize(
    "path",
    [
        "/xx/status/",
        "/xx/page/segments/?url=/testdorf/en/x",
        "/en/page/segments/?url=/testdorf/en/x",
    ],
)
def test_what_is_not_there_is_404(asked: FlaskClient, path: str) -> None:
    """An unknown language or page."""
    assert 404 == asked.get(PATH + path).status_code
