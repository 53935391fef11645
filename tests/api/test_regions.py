"""The endpoints of regions: the list and one region, in both generations of addresses."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.db import db, transaction
from app.models import Region
from app.services import regions
from app.services.publishing.catalogue import publish_catalogue
from tests.fixtures.guides import NOW

KEYS = [
    "id", "name", "path", "live", "prefix", "name_without_prefix", "plz", "extras", "events",
    "pois", "contacts", "push_notifications", "longitude", "latitude", "bounding_box", "aliases",
    "tunews", "external_news", "zammad_privacy_policy", "languages", "is_chat_enabled",
]  # fmt: skip


def change(client: FlaskClient, slug: str, **values: object) -> None:
    """Change a region and publish the list."""
    with client.application.app_context(), transaction() as session:
        region = regions.get(session, slug)
        for name, value in values.items():
            setattr(region, name, value)
        publish_catalogue(session, NOW)


def add(client: FlaskClient, slug: str, name: str) -> None:
    """One more region in German and English, published."""
    with client.application.app_context(), transaction() as session:
        regions.ensure_languages(session)
        regions.create(session, slug, name, ["de", "en"], NOW)
        publish_catalogue(session, NOW)


def test_the_list_of_regions_has_the_demo_guide(demo_reader: FlaskClient) -> None:
    """A reader's app finds the region with its seven languages, the source first."""
    (region,) = demo_reader.get("/api/v3/regions/").get_json()
    assert "hannover" == region["path"]
    assert ["de", "en", "ar", "fa", "ru", "tr", "uk"] == [e["code"] for e in region["languages"]]


def test_a_region_has_the_fields_of_the_contract(demo_reader: FlaskClient) -> None:
    """Names, order, types and values of the fields are those that clients know."""
    (region,) = demo_reader.get("/api/v3/regions/").get_json()
    assert KEYS == list(region)
    expected = {
        "name": "Stadt Hannover", "path": "hannover", "live": True, "prefix": "Stadt",
        "name_without_prefix": "Hannover", "plz": "30159", "extras": False, "events": False,
        "pois": False, "contacts": False, "push_notifications": False, "longitude": 9.7385532,
        "latitude": 52.3744779, "bounding_box": [[9.6044, 52.3050], [9.9180, 52.4543]],
        "tunews": False, "external_news": False, "zammad_privacy_policy": None,
        "is_chat_enabled": False,
    }  # fmt: skip
    assert expected == {name: region[name] for name in expected}
    assert int is type(region["id"])
    assert {"latitude": 52.3667, "longitude": 9.7167} == region["aliases"]["Linden"]


def test_one_region_is_the_same_object_as_in_the_list(demo_reader: FlaskClient) -> None:
    """The web app's first request gets what the list has."""
    (region,) = demo_reader.get("/api/v3/regions/").get_json()
    assert region == demo_reader.get("/api/v3/regions/hannover/").get_json()


@pytest.mark.parametrize("rest", ["", "hannover/"])
def test_both_generations_of_addresses_answer_alike(demo_reader: FlaskClient, rest: str) -> None:
    """WordPress's address gives the very bytes of today's."""
    now = demo_reader.get(f"/api/v3/regions/{rest}")
    then = demo_reader.get(f"/wp-json/extensions/v3/sites/{rest}")
    assert (200, now.data, now.headers["ETag"]) == (200, then.data, then.headers["ETag"])


@pytest.mark.parametrize("slug", ["nowhere", "live", "Hannover", "1"])
def test_an_unknown_region_is_not_found(demo_reader: FlaskClient, slug: str) -> None:
    """404 as JSON, which the app shows as "region not found"."""
    answer = demo_reader.get(f"/api/v3/regions/{slug}/")
    assert (404, {"error": "No Region matches the given query."}) == (
        answer.status_code, answer.get_json(),
    )  # fmt: skip


def test_an_installation_without_regions_has_an_empty_list(client: FlaskClient) -> None:
    """Nothing published yet is no error."""
    answer = client.get("/api/v3/regions/")
    assert (200, []) == (answer.status_code, answer.get_json())


def test_regions_stand_by_their_name_without_prefix(client: FlaskClient) -> None:
    """The prefix does not count for the order."""
    for slug, name in (("c", "Celle"), ("a", "Aurich"), ("b", "Bremen")):
        add(client, slug, name)
    change(client, "a", prefix="Stadt")
    assert ["Stadt Aurich", "Bremen", "Celle"] == [
        region["name"] for region in client.get("/api/v3/regions/").get_json()
    ]


def test_a_hidden_region_is_listed_as_not_live(client: FlaskClient) -> None:
    """Apps leave it out of their list by themselves; who knows its address can read it."""
    add(client, "a", "Aurich")
    change(client, "a", status="hidden")
    assert [False] == [region["live"] for region in client.get("/api/v3/regions/").get_json()]
    assert 200 == client.get("/api/v3/a/de/pages/").status_code


def test_an_archived_region_leaves_the_list(client: FlaskClient) -> None:
    """Its own address says that it is archived; its content stays readable."""
    add(client, "a", "Aurich")
    change(client, "a", status="archived")
    assert [] == client.get("/api/v3/regions/").get_json()
    one = client.get("/api/v3/regions/a/")
    assert (404, {"error": "This region is archived."}) == (one.status_code, one.get_json())
    assert 200 == client.get("/api/v3/a/de/pages/").status_code


@pytest.mark.parametrize("box", [None, [None, 1.0, 2.0, 3.0]])
def test_a_region_without_a_box_gets_that_of_germany(
    client: FlaskClient, box: list[float | None] | None
) -> None:
    """A missing box would lose the whole list in the apps."""
    add(client, "a", "Aurich")
    change(client, "a", bounding_box=box)
    germany = [[5.98865807458, 47.3024876979], [15.0169958839, 54.983104153]]
    assert germany == client.get("/api/v3/regions/a/").get_json()["bounding_box"]


def test_the_switches_of_a_region_show_what_is_switched_on(client: FlaskClient) -> None:
    """Old apps read `tunews`, new ones `external_news`: both say the same."""
    add(client, "a", "Aurich")
    change(client, "a", features={"events": True, "locations": True, "external_news": True})
    region = client.get("/api/v3/regions/a/").get_json()
    names = ("events", "pois", "tunews", "external_news", "push_notifications")
    assert [True, True, True, True, False] == [region[name] for name in names]


def test_a_new_list_has_a_new_etag(client: FlaskClient) -> None:
    """A client that revalidates gets the new list."""
    old = client.get("/api/v3/regions/").headers["ETag"]
    add(client, "a", "Aurich")
    again = client.get("/api/v3/regions/", headers={"If-None-Match": old})
    assert 200 == again.status_code
    with client.application.app_context():
        assert 1 == db.session.scalar(sa.select(sa.func.count()).select_from(Region))
