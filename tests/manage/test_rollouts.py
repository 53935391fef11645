"""Rollouts over the manage API."""

from __future__ import annotations

from collections.abc import Callable

from tests.fixtures.office import Office
from tests.manage.conftest import Machine

Made = Callable[..., Machine]
ROLLOUTS = "/regions/testdorf/rollouts/"


def test_a_section_is_sent_on_its_way_followed_and_stopped(machine: Made, office: Office) -> None:
    """The estimate says what it needs; the course is found by comparing; stopping keeps the work."""
    call, section = machine("editor"), office.page("Freizeit")
    told = call("GET", f"/regions/testdorf/pages/{section}/rollout-estimate/").json
    assert {"en": 3, "ar": 3} == {one["language"]: one["open"] for one in told[:2]}
    made = call("POST", ROLLOUTS, {"section": section, "languages": ["ar", "en"]})
    assert (201, "running", ["ar", "en"]) == (
        made.status_code, made.json["state"], made.json["languages"],
    )  # fmt: skip
    assert 409 == call("POST", ROLLOUTS, {"section": section, "languages": ["ar"]}).status_code
    course = call("GET", f"{ROLLOUTS}{made.json['id']}/").json
    assert [("ar", 3, False), ("en", 3, False)] == [
        (step["language"], step["missing"], step["is_done"]) for step in course["steps"]
    ]
    assert "stopped" == call("POST", f"{ROLLOUTS}{made.json['id']}/stop/").json["state"]


def test_a_language_that_is_not_spoken_is_refused(machine: Made, office: Office) -> None:
    """A rollout names languages of the region."""
    body = {"section": office.page("Freizeit"), "languages": ["sw"]}
    assert 422 == machine("editor")("POST", ROLLOUTS, body).status_code
