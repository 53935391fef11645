"""Machine work and policies over the manage API."""

from __future__ import annotations

from collections.abc import Callable

from tests.fixtures.office import Office
from tests.manage.conftest import Machine

Made = Callable[..., Machine]


def test_work_is_ordered_where_policy_allows(machine: Made, office: Office) -> None:
    """With machines off nothing is made; once they may, what is missing becomes work."""
    call = machine("manager")
    for code in ("en", "ar", "fa", "ru", "tr", "uk"):
        assert (
            200
            == call("PATCH", f"/regions/testdorf/policies/{code}/", {"machine": "off"}).status_code
        )
    where = f"/regions/testdorf/pages/{office.page('Ankommen')}/reconcile/"
    assert {"jobs": 0} == call("POST", where).json
    told = call("PATCH", "/regions/testdorf/policies/en/", {"machine": "publish"}).json
    assert ["publish"] == [one["machine"] for one in told["languages"] if one["code"] == "en"]
    assert {"jobs": 3} == call("POST", where).json
    assert ["en"] == [heap["language"] for heap in call("GET", "/regions/testdorf/jobs/").json]
    assert [] == call("GET", "/regions/testdorf/ledger/?month=2026-11").json


def test_a_policy_that_does_not_exist_is_named(machine: Made) -> None:
    """422 names the field; the region stays as it is."""
    answer = machine("manager")("PATCH", "/regions/testdorf/policies/en/", {"machine": "always"})
    assert (422, ["machine"]) == (answer.status_code, list(answer.json["errors"]["json"]))


def test_a_ledger_of_no_month_is_refused(machine: Made) -> None:
    """A month is written 2026-11."""
    assert 422 == machine("manager")("GET", "/regions/testdorf/ledger/?month=November").status_code
