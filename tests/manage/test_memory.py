"""The translation memory over the manage API: brought in, searched, taken out of use."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from tests.exchange.translators.test_xml_reading import BOMB
from tests.manage.conftest import ROOT, Machine

Made = Callable[..., Machine]
ROOM = "/regions/testdorf/memory/ar/"
TABLE = "Guten Tag;نهارك سعيد\nRufen Sie an: 0821 3243210;اتصل\n;x\n"


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """One database is enough: what stands behind the calls is tried on both."""
    return str(request.param)


def bring(call: Machine, data: bytes, query: str = "", room: str = ROOM) -> TestResponse:
    """A file sent in."""
    return call.office.app.test_client().post(
        ROOT + room + query, data={"file": (BytesIO(data), "old.csv")},
        headers={"Authorization": f"Bearer {call.secret}"},
    )  # fmt: skip


def test_looked_at_taken_over_found(machine: Made) -> None:
    """A dry run tells what does not fit and changes nothing; then the texts are found by their words."""
    call = machine("translator")
    look = bring(call, TABLE.encode()).json
    assert (False, {"new": 1, "known": 0, "faulty": 1, "other": 0, "empty": 1}) == (
        look["applied"], look["counts"],
    )  # fmt: skip
    assert [("2", [{"check": "contacts", "detail": "0821 3243210 is missing"}])] == [
        (row["unit"], row["problems"]) for row in look["rows"]
    ]
    assert [] == call("GET", ROOM).json
    done = bring(call, TABLE.encode(), "?dry_run=false&checked=true&state=new").json
    assert (True, ["نهارك سعيد"]) == (done["applied"], [row["target"] for row in done["rows"]])
    found = call("GET", f"{ROOM}?q=guten&shown=files")
    assert '"total": 1' in found.headers["X-Pagination"]
    (entry,) = found.json
    assert ("Guten Tag", "نهارك سعيد", "import", "translated", None, False, True) == tuple(
        entry[name]
        for name in ("source", "target", "origin", "quality", "page", "is_served", "is_offered")
    )


def test_a_text_is_taken_out_of_use(machine: Made) -> None:
    """And put back."""
    call = machine("translator")
    bring(call, TABLE.encode(), "?dry_run=false")
    (entry,) = call("GET", ROOM).json
    veto = f"{ROOM}{entry['number']}/veto"
    assert 204 == call("PUT", veto).status_code
    assert [] == call("GET", ROOM).json
    assert [False] == [one["is_offered"] for one in call("GET", f"{ROOM}?shown=gone").json]
    assert 204 == call("DELETE", veto).status_code
    assert 1 == len(call("GET", ROOM).json)


def test_what_is_refused(machine: Made) -> None:
    """Files for attacks, languages of others, tokens that only read."""
    call = machine("translator")
    assert 422 == bring(call, BOMB.encode()).status_code
    assert 403 == bring(call, TABLE.encode(), room="/regions/testdorf/memory/en/").status_code
    assert 422 == call("GET", "/regions/testdorf/memory/xx/").status_code
    reader = machine("translator", ("read",))
    assert 403 == bring(reader, TABLE.encode()).status_code
    assert 200 == reader("GET", ROOM).status_code
