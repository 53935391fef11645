"""Every call × every role × one's own and a foreign region: allowed or refused, from one list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from app.domain.access.permissions import may
from tests.fixtures.office import PEOPLE, Office
from tests.manage.conftest import ROOT, Machine
from tests.manage.route_table import ROWS
from tests.web.route_table import Row
from tests.web.test_rights import actor, address, is_wrong, methods

FREE = ("manage_lost.",)  # what needs no token: the documentation, and addresses that do not exist


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """One database is enough: who may enter is decided before any is asked for more."""
    return str(request.param)


def test_every_call_has_a_row_and_every_row_a_call(office: Office) -> None:
    """Whoever adds a call says who may make it."""
    calls = Counter(
        (rule.endpoint, method)
        for rule in office.app.url_map.iter_rules()
        if rule.endpoint.startswith("manage_") and not rule.endpoint.startswith(FREE)
        for method in methods(rule)
    )
    rows = Counter((row.endpoint, method) for row in ROWS for method in row.methods)
    assert [] == sorted(set(calls) - set(rows))
    assert [] == sorted(set(rows) - set(calls))


def ask(call: Machine, row: Row, method: str, region: str) -> int:
    """The status of one call."""
    path = address(call.office, row, region).removeprefix(ROOT)
    return call(method, path, dict(row.data) if row.data else None, {"If-Match": '"x"'}).status_code


@pytest.mark.parametrize("who", PEOPLE)
def test_calls_are_let_through_for_those_who_may_and_for_nobody_else(
    office: Office, machine: Callable[..., Machine], who: str
) -> None:
    """A token is refused what its owner may not do, and next door everything."""
    call, wrong = machine(who), []
    for row in ROWS:
        if not row.action:
            continue
        for region in ("testdorf",) if row.everywhere else ("testdorf", "nachbarort"):
            code = "ar" if "code" in row.args else ""
            allowed = may(actor(who), row.action, "" if row.everywhere else region, code)
            for method in row.methods:
                status = ask(call, row, method, region)
                if is_wrong(row, allowed, status):
                    wrong.append((row.endpoint, method, region, allowed, status))
    assert [] == wrong


def test_nobody_calls_without_a_token(office: Office) -> None:
    """Each call answers 401 to a stranger, and does nothing."""
    stranger, wrong = office.app.test_client(), []
    for row in ROWS:
        for method in row.methods:
            answer = stranger.open(address(office, row, "testdorf"), method=method, json={})
            if answer.status_code != 401:
                wrong.append((row.endpoint, method, answer.status_code))
    assert [] == wrong
