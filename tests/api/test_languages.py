"""The endpoint of a region's languages."""

from __future__ import annotations

from flask.testing import FlaskClient

from app.db import transaction
from app.services import regions
from app.services.publishing.catalogue import publish_catalogue
from tests.fixtures.guides import NOW


def switch(client: FlaskClient, code: str, *, active: bool, visible: bool) -> None:
    """Switch a language of the demo region on or off, or hide it, and publish the list."""
    with client.application.app_context(), transaction() as session:
        region = regions.get(session, "hannover")
        regions.set_visibility(region, code, active=active, visible=visible)
        publish_catalogue(session, NOW)


def test_languages_are_those_of_the_region_object(demo_reader: FlaskClient) -> None:
    """The same objects in the same order, the source first."""
    region = demo_reader.get("/api/v3/regions/hannover/").get_json()
    assert region["languages"] == demo_reader.get("/api/v3/hannover/languages/").get_json()


def test_a_language_has_the_fields_of_the_contract(demo_reader: FlaskClient) -> None:
    """Names and order of the fields; the direction in the server's own words."""
    languages = demo_reader.get("/api/v3/hannover/languages/").get_json()
    arabic = next(entry for entry in languages if entry["code"] == "ar")
    assert ["id", "code", "bcp47_tag", "native_name", "dir"] == list(arabic)
    assert ("ar-arb", "العربية", "RIGHT_TO_LEFT") == tuple(list(arabic.values())[2:])
    assert {"LEFT_TO_RIGHT", "RIGHT_TO_LEFT"} == {entry["dir"] for entry in languages}
    assert all(entry["code"] == entry["code"].lower() for entry in languages)


def test_the_legacy_address_has_a_literal_de(demo_reader: FlaskClient) -> None:
    """/{region}/de/… whatever the region's languages; another code leads nowhere."""
    now = demo_reader.get("/api/v3/hannover/languages/")
    then = demo_reader.get("/hannover/de/wp-json/extensions/v3/languages/")
    other = demo_reader.get("/hannover/en/wp-json/extensions/v3/languages/")
    assert (now.data, 404) == (then.data, other.status_code)


def test_the_languages_of_an_unknown_region_are_not_found(demo_reader: FlaskClient) -> None:
    """404 as JSON."""
    answer = demo_reader.get("/api/v3/nowhere/languages/")
    assert (404, {"error": "No Region matches the given query."}) == (
        answer.status_code, answer.get_json(),
    )  # fmt: skip


def test_a_hidden_language_is_not_listed_but_can_be_read(demo_client: FlaskClient) -> None:
    """Lists want active and visible, content only active."""
    switch(demo_client, "tr", active=True, visible=False)
    codes = [entry["code"] for entry in demo_client.get("/api/v3/hannover/languages/").get_json()]
    assert ["de", "en", "ar", "fa", "ru", "uk"] == codes
    assert 200 == demo_client.get("/api/v3/hannover/tr/pages/").status_code


def test_a_language_that_is_switched_off_cannot_be_read(demo_client: FlaskClient) -> None:
    """It is as if the region did not speak it."""
    switch(demo_client, "tr", active=False, visible=True)
    codes = [entry["code"] for entry in demo_client.get("/api/v3/hannover/languages/").get_json()]
    assert "tr" not in codes
    answer = demo_client.get("/api/v3/hannover/tr/pages/")
    assert (404, {"error": "No language matches the given query."}) == (
        answer.status_code, answer.get_json(),
    )  # fmt: skip
