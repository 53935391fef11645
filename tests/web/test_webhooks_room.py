"""Webhooks: set up, tried out, switched off, taken away."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.db import reading, transaction
from app.models import Delivery, Webhook
from tests.fixtures.office import Office

PATH = "/office/testdorf/webhooks/"
GIVEN = {"url": "https://hooks.example/x", "events": ["published"]}


def english(office: Office, who: str) -> FlaskClient:
    """A browser that wants English, in which somebody has signed in."""
    client = office.as_(who)
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def seen(client: FlaskClient, path: str = PATH) -> str:
    """What stands on a page."""
    answer = client.get(path)
    assert 200 == answer.status_code
    return unescape(answer.get_data(as_text=True))


def set_up(client: FlaskClient) -> tuple[str, str]:
    """A new webhook: its page, and the secret that is shown."""
    answer = client.post(f"{PATH}new/", data=GIVEN)
    assert 200 == answer.status_code
    shown = answer.get_data(as_text=True)
    secret = re.search(r'id="secret">(whsec_[\w-]+)<', shown)
    path = re.search(rf'href="({PATH}\d+/)"', shown)
    assert secret
    assert path
    return path[1], secret[1]


def messages(office: Office) -> list[tuple[str, str]]:
    """Event and state of each message."""
    with office.app.app_context(), reading() as session:
        rows = session.scalars(select(Delivery).order_by(Delivery.id))
        return [(row.event, row.state) for row in rows]


def test_the_life_of_a_webhook(office: Office) -> None:
    """The secret is shown once; tests, resending, switching and taking away do what they say."""
    manager = english(office, "manager")
    assert "Nobody is told yet" in seen(manager)
    path, secret = set_up(manager)
    assert "https://hooks.example/x" in seen(manager)
    assert secret not in seen(manager) + seen(manager, path)
    changed = {"url": "https://hooks.example/y", "events": ["published", "needs-translation"]}
    assert 303 == manager.post(path, data=changed).status_code
    assert "Needs translation" in seen(manager)
    manager.post(f"{path}test")
    assert [("test", "waiting")] == messages(office)
    assert '"event":"test"' in seen(manager, path)
    again = manager.post(f"{path}secret").get_data(as_text=True)
    assert "whsec_" in again
    assert secret not in again
    manager.post(f"{path}switch", data={"active": "0"})
    assert [("test", "failed")] == messages(office)
    assert "The webhook was switched off." in seen(manager, path)
    manager.post(f"{path}test")
    assert "Switch the webhook on first." in seen(manager, path)
    manager.post(f"{path}switch", data={"active": "1"})
    with office.app.app_context(), reading() as session:
        message = session.scalars(select(Delivery.id)).one()
    assert 303 == manager.post(f"{path}messages/{message}/resend").status_code
    assert [("test", "failed"), ("test", "waiting")] == messages(office)
    assert 404 == manager.post(f"{path}messages/999/resend").status_code
    assert "Remove it" in seen(manager, f"{path}remove")
    assert 303 == manager.post(f"{path}remove").status_code
    assert "Nobody is told yet" in seen(manager)
    assert [] == messages(office)


@pytest.mark.parametrize(
    "given",
    [
        {"url": "http://hooks.example/", "events": ["published"]},
        {"url": "https://10.0.0.1:8080/", "events": ["published"]},
        {"url": "https://hooks.example/x", "events": []},
        {"url": "https://hooks.example/x", "events": ["nonsense"]},
        {},
    ],
)
def test_what_is_wrong(office: Office, given: dict[str, object]) -> None:
    """The form comes back with what was typed, on making and on changing; nothing was kept."""
    manager = english(office, "manager")
    path, _ = set_up(manager)
    for there in (f"{PATH}new/", path):
        answer = manager.post(there, data=given)
        assert 422 == answer.status_code
        assert f'value="{given.get("url", "")}"' in unescape(answer.get_data(as_text=True))
    with office.app.app_context(), reading() as session:
        assert [GIVEN["url"]] == list(session.scalars(select(Webhook.url)))


def test_another_region_s_webhook(office: Office) -> None:
    """Does not exist for the neighbours' manager, whatever is tried."""
    path, _ = set_up(english(office, "manager"))
    there = path.replace("testdorf", "nachbarort")
    neighbour = english(office, "neighbour")
    assert 404 == neighbour.get(there).status_code
    for deed in ("", "test", "switch", "secret", "remove", "messages/1/resend"):
        assert 404 == neighbour.post(there + deed, data=GIVEN).status_code
    with office.app.app_context(), transaction() as session:
        assert session.scalars(select(Webhook)).one().active
