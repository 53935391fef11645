"""Links and webhooks over the manage API."""

from __future__ import annotations

from collections.abc import Callable

from tests.fixtures.office import Office
from tests.manage.conftest import Machine

Made = Callable[..., Machine]
OLD, NEW = "https://alt.example/sport", "https://neu.example/sport"


def test_an_address_is_put_in_anothers_place(machine: Made, office: Office) -> None:
    """A machine finds an address, says that it is right, and replaces it where it stands."""
    call = machine("editor")
    body = {"title": "Sport", "html": f'<p>Mehr <a href="{OLD}">hier</a>.</p>'}
    page = call("POST", "/regions/testdorf/pages/", body).json["id"]
    assert 200 == call("POST", f"/regions/testdorf/pages/{page}/publish/", {}).status_code
    assert [OLD] == [one["url"] for one in call("GET", "/regions/testdorf/links/").json]
    assert 204 == call("POST", "/regions/testdorf/links/vouch/", {"url": OLD}).status_code
    told = call("POST", "/regions/testdorf/links/replace/", {"url": OLD, "new": NEW})
    assert (200, [page], []) == (told.status_code, told.json["published"], told.json["waiting"])
    read = office.app.test_client().get("/api/v3/testdorf/de/pages/").get_data(as_text=True)
    assert NEW in read
    assert OLD not in read


def test_a_webhook_is_made_and_removed(machine: Made) -> None:
    """Its secret is told once; an inner address is refused."""
    call, hooks = machine("manager"), "/regions/testdorf/webhooks/"
    made = call("POST", hooks, {"url": "https://hook.example/x", "events": ["published"]})
    assert (201, True) == (made.status_code, made.json["secret"].startswith("whsec_"))
    assert [None] == [one.get("secret") for one in call("GET", hooks).json]
    assert [] == call("GET", f"{hooks}{made.json['id']}/deliveries/").json
    inner = call("POST", hooks, {"url": "http://127.0.0.1/x", "events": ["published"]})
    assert 422 == inner.status_code
    assert 204 == call("DELETE", f"{hooks}{made.json['id']}/").status_code
