"""The glossary over the manage API."""

from __future__ import annotations

from collections.abc import Callable

from tests.manage.conftest import Machine

Made = Callable[..., Machine]
TERMS = "/regions/testdorf/glossary/"
TERM = {"lemma": "Rathaus", "wordings": {"en": [{"text": "town hall"}]}}


def test_a_term_is_added_changed_and_removed(machine: Made) -> None:
    """Each step is seen in the list; nothing is translated by it."""
    call = machine("editor")
    made = call("POST", TERMS, TERM)
    assert (201, "Rathaus") == (made.status_code, made.json["term"]["lemma"])
    place = f"{TERMS}{made.json['term']['id']}/"
    assert 200 == call("PUT", place, TERM | {"mode": "block"}).status_code
    assert ["block"] == [term["mode"] for term in call("GET", TERMS).json]
    assert 204 == call("DELETE", place).status_code
    assert [] == call("GET", TERMS).json
    assert 404 == call("GET", place).status_code


def test_the_same_term_twice_is_a_conflict(machine: Made) -> None:
    """A region says each term once."""
    call = machine("editor")
    assert 201 == call("POST", TERMS, TERM).status_code
    assert 409 == call("POST", TERMS, TERM).status_code


def test_a_term_next_door_does_not_exist(machine: Made) -> None:
    """Numbers of another region's terms lead nowhere."""
    made = machine("neighbour")("POST", "/regions/nachbarort/glossary/", TERM).json
    assert 404 == machine("editor")("GET", f"{TERMS}{made['term']['id']}/").status_code
