"""Every route × every role × one's own and a foreign region and language: allowed or refused, from one list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from app.domain.access.permissions import Actor, Grant, may
from tests.fixtures.office import PEOPLE, Office
from tests.web.route_table import PUBLIC, ROWS, SIGNED_IN, Row

OURS = ("security.",)  # Flask-Security's own routes look after themselves: test_sign_in.py
REFUSED = (403, 404)


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """One database is enough: who may enter is decided before any is asked for more."""
    return str(request.param)


def rules(app: Flask) -> Iterator[Rule]:
    """The routes of the house's own pages; those of the manage API have a table of their own."""
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith((*OURS, "manage_", "api-docs.")):
            yield rule


def methods(rule: Rule) -> set[str]:
    """What a route answers, without what Flask adds."""
    return set(rule.methods or ()) - {"HEAD", "OPTIONS"}


def test_every_route_has_a_row_and_every_row_a_route(office: Office) -> None:
    """Whoever adds a route says who may enter; whoever takes one away takes its row away."""
    routes = Counter(
        (rule.endpoint, method) for rule in rules(office.app) for method in methods(rule)
    )
    rows = Counter((row.endpoint, method) for row in ROWS for method in row.methods)
    assert [] == sorted(set(routes) - set(rows))
    assert [] == sorted(set(rows) - set(routes))


def test_every_room_is_guarded_by_its_door(office: Office) -> None:
    """The right that a row names is the one that the route's own door asks for."""
    for row in ROWS:
        if row.action == PUBLIC:
            continue
        view = office.app.view_functions[row.endpoint]
        assert (row.action, row.everywhere) == (
            getattr(view, "needs", None), getattr(view, "everywhere", None)
        ), row.endpoint  # fmt: skip


def actor(who: str) -> Actor:
    """One of PEOPLE as the rules see them."""
    given = PEOPLE[who]
    grants = (Grant(given[0], given[1] or "", tuple(given[2])),) if given else ()
    return Actor(0, who, grants)


def address(office: Office, row: Row, region: str) -> str:
    """The row's address in a region."""
    fill = {"PAGE": lambda: office.page("Ankommen", region), "CODE": lambda: "ar"}
    args = {
        name: fill.get(str(value), lambda value=value: value)() for name, value in row.args.items()
    }
    if not row.everywhere and row.action != PUBLIC:
        args["region"] = region
    with office.app.test_request_context():
        return office.app.url_for(row.endpoint, **args)


def ask(client: FlaskClient, row: Row, method: str, url: str) -> int:
    """The status of one request."""
    return client.open(url, method=method, data=dict(row.data) or None).status_code


def is_wrong(row: Row, allowed: bool, status: int) -> bool:
    """Whether a status is not what the row promises to somebody who may, or may not, come in."""
    refused = status == 403 if row.lacks and allowed else status in REFUSED
    return allowed == refused or status >= 500


@pytest.mark.parametrize("who", PEOPLE)
def test_rooms_open_for_those_who_may_and_for_nobody_else(office: Office, who: str) -> None:
    """A right opens its room in one's own region; without it, and next door, it is refused."""
    client, wrong = office.as_(who), []
    for row in ROWS:
        if row.action in (PUBLIC, SIGNED_IN):
            continue
        for region in ("testdorf",) if row.everywhere else ("testdorf", "nachbarort"):
            allowed = may(
                actor(who),
                row.action,
                "" if row.everywhere else region,
                "ar" if "code" in row.args else "",
            )
            for method in row.methods:
                status = ask(client, row, method, address(office, row, region))
                if is_wrong(row, allowed, status):
                    wrong.append((row.endpoint, method, region, allowed, status))
    assert [] == wrong


def test_nobody_enters_without_signing_in(office: Office) -> None:
    """Each room leads a stranger to the sign-in page, and does nothing."""
    client, wrong = office.app.test_client(), []
    for row in ROWS:
        if row.action == PUBLIC:
            continue
        for method in row.methods:
            answer = client.open(address(office, row, "testdorf"), method=method)
            if answer.status_code != 303 or "/account/login" not in answer.location:
                wrong.append((row.endpoint, method, answer.status_code))
    assert [] == wrong


def test_a_translator_into_arabic_is_refused_in_persian(office: Office) -> None:
    """A room of a language opens for those who have that language."""
    client = office.as_("translator")
    for row in ROWS:
        if "code" in row.args and row.action == "translate":
            other = Row(row.endpoint, row.action, {**row.args, "code": "fa"}, row.methods, row.data)
            for method in row.methods:
                assert ask(client, other, method, address(office, other, "testdorf")) in REFUSED
