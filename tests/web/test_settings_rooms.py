"""Settings, languages, organisations and regions: saved, refused with what was typed, and recorded."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.db import reading
from app.models import Event, Region
from tests.fixtures.office import Office
from tests.web.test_overview import page

FORM = {
    "name": "Testdorf am See", "prefix": "Gemeinde", "status": "live", "postal_code": "12345",
    "latitude": "52,4", "longitude": "9.7", "time_zone": "Europe/Berlin", "feature": ["events"],
    "alias": ["Ortsteil", ""], "alias_latitude": ["52.1", ""], "alias_longitude": ["9.1", ""],
}  # fmt: skip
POLICY = {"active": "1", "visible": "1", "stale": "source", "missing": "omit", "machine": "publish"}


@pytest.fixture
def manager(office: Office) -> FlaskClient:
    """The manager of Testdorf."""
    return office.as_("manager")


def deeds(office: Office) -> list[str]:
    """What was recorded, oldest first."""
    with office.app.app_context(), reading() as session:
        return list(session.scalars(select(Event.action).order_by(Event.id)))


def test_the_regions_facts(office: Office, manager: FlaskClient) -> None:
    """Saved and recorded; a wrong number brings the form back as it was typed."""
    assert 303 == manager.post("/office/testdorf/settings/", data=FORM).status_code
    assert "Testdorf am See" in page(manager, "/office/testdorf/settings/")
    wrong = manager.post(
        "/office/testdorf/settings/", data={**FORM, "latitude": "neunzig", "name": "Anders"},
        headers={"Accept-Language": "en"},
    )  # fmt: skip
    text = wrong.get_data(as_text=True)
    assert (422, True, True, True) == (
        wrong.status_code, "neunzig" in text, "Anders" in text, "Please give a number." in text
    )  # fmt: skip
    assert ["region.change"] == [one for one in deeds(office) if one.startswith("region")]


def test_a_language_and_its_policy(office: Office, manager: FlaskClient) -> None:
    """Added hidden, treated as was chosen, put in its place; nonsense is refused by the field."""
    added = manager.post("/office/testdorf/settings/languages/", data={"tag": "pl"})
    assert "/languages/pl/" in added.location
    path = "/office/testdorf/settings/languages/"
    assert 303 == manager.post(f"{path}pl/", data={**POLICY, "days": "3"}).status_code
    assert "live at once, marked" in page(manager, path)
    assert 303 == manager.post(f"{path}pl/place/", data={"step": "up"}).status_code
    editors = {**POLICY, "days": "3", "release": "editor"}
    assert 303 == manager.post(f"{path}pl/", data=editors).status_code
    text = page(manager, f"{path}pl/")
    assert re.search(r'id="release-editor" value="editor" checked', text)
    wrong = {"days": "x"}, {"days": "3", "machine": "maybe"}, {"days": "3", "release": "never"}
    for data in ({**POLICY, **one} for one in wrong):
        assert 422 == manager.post(f"{path}pl/", data=data).status_code
    assert 422 == manager.post(path, data={"tag": "../etc"}).status_code
    assert 409 == manager.post(path, data={"tag": "pl"}).status_code
    assert {"language.add", "language.change", "language.move"} <= set(deeds(office))


def test_machines_and_their_limit(office: Office, manager: FlaskClient) -> None:
    """A limit with dots is a number, an empty one is none; what is no number is refused."""
    path = "/office/testdorf/settings/machines/"
    for typed, expected in (("1.250.000", 1_250_000), ("", None)):
        assert 303 == manager.post(path, data={"limit": typed}).status_code
        with office.app.app_context(), reading() as session:
            region = session.scalars(select(Region).where(Region.slug == "testdorf")).one()
            assert expected == region.monthly_limit
    assert 422 == manager.post(path, data={"limit": "viel"}).status_code
    text = page(manager, path)
    assert "DeepL" in text
    assert 403 == manager.post(f"{path}resume/", data={"engine": "deepl"}).status_code
    administrator = office.as_("administrator")
    assert 303 == administrator.post(f"{path}resume/", data={"engine": "deepl"}).status_code
    assert 303 == manager.post(f"{path}again/").status_code


def test_an_organisation(office: Office, manager: FlaskClient) -> None:
    """Added, changed and removed; the neighbours have no hand in it."""
    path = "/office/testdorf/organisations/"
    facts = {"name": "Caritas", "website": "https://caritas.example", "logo": ""}
    assert 303 == manager.post(f"{path}new/", data=facts).status_code
    assert "Caritas" in page(manager, path)
    assert 422 == manager.post(f"{path}new/", data={**facts, "website": "caritas"}).status_code
    assert 303 == manager.post(f"{path}1/", data={**facts, "name": "Diakonie"}).status_code
    neighbour = office.as_("neighbour")
    assert 404 == neighbour.get("/office/nachbarort/organisations/1/").status_code
    assert 303 == manager.post(f"{path}1/remove/").status_code
    assert "No organisation yet" in page(manager, path)


def test_an_administrator_makes_a_region(office: Office) -> None:
    """It is there, hidden, and asks to be described; its short name is given out once."""
    administrator = office.as_("administrator")
    path = "/office/administration/regions/"
    data = {"name": "Neustadt", "slug": "neustadt", "language": ["en", "ar"]}
    assert "/office/neustadt/settings/" in administrator.post(path, data=data).location
    assert "neustadt" in page(administrator, path)
    assert 409 == administrator.post(path, data=data).status_code
    assert 422 == administrator.post(path, data={**data, "slug": "api"}).status_code
    assert 422 == administrator.post(path, data={**data, "slug": "x", "name": ""}).status_code
