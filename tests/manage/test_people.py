"""People and their roles over the manage API."""

from __future__ import annotations

from collections.abc import Callable

from tests.manage.conftest import Machine

Made = Callable[..., Machine]
PEOPLE = "/regions/testdorf/people/"


def test_a_manager_makes_an_author_an_editor(machine: Made) -> None:
    """Roles are set as a whole, in this region only."""
    call = machine("manager")
    author = next(one for one in call("GET", PEOPLE).json if one["name"] == "Author")
    told = call("PUT", f"{PEOPLE}{author['id']}/roles/", {"roles": [{"role": "editor"}]})
    assert (200, [{"role": "editor", "languages": []}]) == (told.status_code, told.json["roles"])


def test_nobody_gives_more_than_they_have(machine: Made) -> None:
    """A manager makes no administrators; those of the next town do not exist."""
    call = machine("manager")
    people = {one["name"]: one["id"] for one in call("GET", PEOPLE).json}
    wanted = {"roles": [{"role": "administrator"}]}
    assert call("PUT", f"{PEOPLE}{people['Author']}/roles/", wanted).status_code in (403, 422)
    assert "Neighbour" not in people
