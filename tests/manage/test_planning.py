"""History, plans and reviews over the manage API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tests.fixtures.office import Office
from tests.manage.conftest import Machine

Made = Callable[..., Machine]


def page(office: Office) -> str:
    """Where a page of Testdorf is managed."""
    return f"/regions/testdorf/pages/{office.page('Ankommen')}/"


def save(call: Machine, where: str, text: str) -> None:
    """A new working copy."""
    tag = {"If-Match": call("GET", where).headers["ETag"]}
    assert 200 == call("PUT", where, {"title": "Ankommen", "html": text}, tag).status_code


def test_an_old_text_comes_back(machine: Made, office: Office) -> None:
    """The history names each saved text; restoring one makes it the working copy."""
    call, where = machine("editor"), page(office)
    save(call, where, "<p>Ganz anders.</p>")
    told = call("GET", f"{where}revisions/").json
    assert [(2, True, False), (1, False, True)] == [
        (one["number"], one["is_working"], one["is_live"]) for one in told
    ]
    first = call("GET", f"{where}revisions/1/").json
    back = call("POST", f"{where}revisions/1/restore/", {"based_on": 2})
    assert (200, 3, first["html"]) == (back.status_code, back.json["revision"], back.json["html"])
    assert 409 == call("POST", f"{where}revisions/1/restore/", {"based_on": 2}).status_code


def test_a_publication_is_planned_and_given_up(machine: Made, office: Office) -> None:
    """A time to come is kept with the revision; null gives it up; a time that is over is refused."""
    call, where = machine("editor"), page(office)
    save(call, where, "<p>Ab morgen.</p>")
    assert 404 == call("GET", f"{where}plan/").status_code
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    planned = call("PATCH", f"{where}plan/", {"publish_at": tomorrow})
    assert (200, 2) == (planned.status_code, planned.json["number"])
    late = call("PATCH", f"{where}plan/", {"publish_at": "2020-01-01T00:00:00+00:00"})
    assert (422, True) == (late.status_code, "publish_at" in late.json["message"])
    naive = call("PATCH", f"{where}plan/", {"publish_at": "2030-01-01T00:00:00"})
    assert 422 == naive.status_code
    assert 200 == call("PATCH", f"{where}plan/", {"publish_at": None}).status_code
    assert 404 == call("GET", f"{where}plan/").status_code


def test_a_page_is_confirmed_to_be_right(machine: Made, office: Office) -> None:
    """A review date is set, confirmed, and moves on."""
    call, where = machine("editor"), page(office)
    assert (
        200
        == call("PUT", f"{where}review/", {"due_on": "2026-12-01", "every_days": 90}).status_code
    )
    told = call("POST", f"{where}review/confirm/").json
    assert "Editor (test)" == told["confirmed_by"]
    assert told["due_on"] > "2026-12-01"


def test_the_trail_names_the_machine(machine: Made, office: Office) -> None:
    """What a token did is told with its owner's name and its own."""
    call, where = machine("editor"), page(office)
    save(call, where, "<p>Neu.</p>")
    told = call("GET", "/regions/testdorf/events/?limit=1").json
    assert [("Editor (test)", "page.save")] == [(one["actor"], one["action"]) for one in told]
