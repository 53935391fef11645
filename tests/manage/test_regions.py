"""Regions, organisations and one's own tokens over the manage API."""

from __future__ import annotations

from collections.abc import Callable

from tests.fixtures.office import Office
from tests.manage.conftest import Machine

Made = Callable[..., Machine]
REGION = "/regions/testdorf/"


def test_a_region_is_changed_and_readers_know_at_once(machine: Made, office: Office) -> None:
    """What is left out stays; the list of regions says the rest."""
    call = machine("manager")
    body = {"centre": {"latitude": 52.4, "longitude": 9.7}, "monthly_limit": 50_000}
    told = call("PATCH", REGION, body)
    assert (200, "Testdorf", 50_000) == (
        told.status_code, told.json["name"], told.json["monthly_limit"],
    )  # fmt: skip
    regions = office.app.test_client().get("/api/v3/regions/").json
    assert [52.4] == [one["latitude"] for one in regions if one["path"] == "testdorf"]


def test_what_cannot_be_is_named(machine: Made) -> None:
    """A latitude beyond the pole, a zone that nobody lives in: 422, and nothing is changed."""
    call = machine("manager")
    for body in ({"centre": {"latitude": 95, "longitude": 0}}, {"time_zone": "Mars/Olympus"}):
        answer = call("PATCH", REGION, body | {"name": "Anders"})
        assert (422, True) == (answer.status_code, next(iter(body)) in answer.json["message"])
    assert "Testdorf" == call("GET", REGION).json["name"]


def test_organisations_are_added_and_changed(machine: Made) -> None:
    """A name, a website; a bad address is refused."""
    call, where = machine("manager"), f"{REGION}organisations/"
    made = call("POST", where, {"name": "Caritas", "website": "https://caritas.example"})
    assert 201 == made.status_code
    body = {"name": "Caritas e. V.", "website": "https://caritas.example"}
    assert 200 == call("PUT", f"{where}{made.json['id']}/", body).status_code
    assert ["Caritas e. V."] == [one["name"] for one in call("GET", where).json]
    assert 422 == call("POST", where, {"name": "X", "website": "javascript:x"}).status_code


def test_a_token_that_may_little_ends_itself_only(machine: Made) -> None:
    """Whoever finds a token to read, or one of a single region, cannot switch its owner's others off."""
    main = machine("manager")
    (others,) = main("GET", "/tokens/").json
    for weak in (machine("manager", ("read",)), machine("manager", region="testdorf")):
        assert 403 == weak("DELETE", f"/tokens/{others['id']}/").status_code
    strong = machine("manager", ("manage",))
    assert 204 == strong("DELETE", f"/tokens/{others['id']}/").status_code
    assert 401 == main("GET", "/tokens/").status_code


def test_a_token_ends_itself(machine: Made) -> None:
    """A revoked token is refused at its next call; others of its owner go on."""
    call, other = machine("editor"), machine("editor")
    mine = next(
        one for one in call("GET", "/tokens/").json if call.secret.startswith(one["prefix"])
    )
    assert 204 == call("DELETE", f"/tokens/{mine['id']}/").status_code
    assert 401 == call("GET", "/tokens/").status_code
    assert 1 == len(other("GET", "/tokens/").json)
