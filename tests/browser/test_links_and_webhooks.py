"""The link list and the webhooks in a real browser: with something in every state, wide and narrow."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from app.db import transaction
from app.models import Delivery, LinkCheck
from app.services import regions
from app.services.links import link_checking, links
from app.services.pages import pages, releasing
from app.services.webhooks import webhooks
from tests.browser.conftest import Live, violations
from tests.fixtures.guides import NOW

STATES = ("broken", "warning", "inside", "cannot", "unchecked", "ok", "ignored")
LONG = "https://amt.example/" + "sehr-langer-pfad-ohne-leerzeichen-" * 6
FOUND = {
    "https://weg.example/": ("broken", "gone", 404, ""),
    "https://alt.example/seite": ("warning", "moved", 200, "https://neu.example/seite"),
    LONG: ("cannot", "turned-away", 403, ""),
    "https://gut.example/": ("ok", "", 200, ""),
}


@pytest.fixture
def filled(live: Live) -> Live:
    """A guide with a link in every state, and a webhook with a message in every state."""
    with live.office.app.app_context(), transaction() as session:
        region = regions.get(session, "testdorf")
        draft = pages.create(session, region, pages.Draft("Entwurf", ""), author="Ada", now=NOW)
        urls = [*FOUND, "https://neu.example/", "mailto:", "tel:112", "tel:", f"page:{draft.id}"]
        html = "".join(f'<p>Hier: <a href="{url}">Zum Amt</a></p>' for url in urls)
        page = pages.create(session, region, pages.Draft("Ämter", html), author="Ada", now=NOW)
        releasing.publish(session, page, now=NOW)
        link_checking.enrol(session, NOW)
        for url, (state, reason, status, leads_to) in FOUND.items():
            facts = {"state": state, "reason": reason, "status": status, "leads_to": leads_to}
            which = update(LinkCheck).where(LinkCheck.url == url)
            session.execute(which.values(**facts, since=NOW, checked_at=NOW))
        links.vouch(session, region, "tel:", by="Ada", now=NOW)
        url = "https://hooks.example/" + "x" * 120
        hook = webhooks.create(session, region, url, webhooks.EVENTS, by="Ada", now=NOW)
        for state, status in (("waiting", 500), ("delivered", 200), ("failed", None)):
            message = webhooks.say_hello(session, hook, region, NOW)
            message.state, message.tries, message.status = state, 2, status
            message.reason = "" if state == "delivered" else "timeout"
    return live


def keep(page: Page, name: str) -> None:
    """A picture for whoever wants to look: WEGWEISER_PICTURES names the folder."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.parametrize(("width", "language"), [(1280, "de-DE"), (375, "en-GB")])
def test_no_barriers(filled: Live, width: int, language: str) -> None:
    """Every state of the list, the form for another address, and a webhook's messages."""
    page = filled.window("manager", language, width)
    paths = [f"links/?state={state}" for state in STATES]
    paths += [f"links/replace?url={LONG}", "webhooks/", "webhooks/1/", "webhooks/1/remove"]
    wrong = []
    for number, path in enumerate(paths):
        page.goto(f"/office/testdorf/{path}")
        wrong += [f"{path}: {found}" for found in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(f"{path}: wider than {width} px")
        keep(page, f"{width}-{number}")
    assert [] == wrong


def test_from_warning_to_new_address(filled: Live) -> None:
    """The list offers the new address; two presses later every page has it."""
    page = filled.window("editor", "en-GB")
    page.goto("/office/testdorf/links/?state=warning")
    page.get_by_role("link", name="Take the new address …").click()
    expect(page.get_by_label("From now on")).to_have_value("https://neu.example/seite")
    page.get_by_role("button", name="Change the address").click()
    expect(page.locator("#messages")).to_contain_text("1 page is online with the new address.")
    answer = page.request.get("/api/v3/testdorf/de/pages/").json()
    assert any("https://neu.example/seite" in one["content"] for one in answer)


def test_a_webhook_is_set_up(filled: Live) -> None:
    """Its secret can be copied once; a test message is on its way with one press."""
    page = filled.window("manager", "en-GB")
    page.goto("/office/testdorf/webhooks/")
    page.get_by_role("link", name="New webhook").click()
    page.get_by_label("Address").fill("http://hooks.example/neu")
    page.get_by_role("button", name="Set up").click()
    expect(page.locator("#url-error")).to_contain_text("https://")
    page.get_by_label("Address").fill("https://hooks.example/neu")
    page.get_by_role("button", name="Set up").click()
    expect(page.locator("#secret")).to_contain_text("whsec_")
    keep(page, "secret")
    page.get_by_role("link", name="Done").click()
    page.get_by_role("button", name="Send a test message").click()
    expect(page.locator("#messages")).to_contain_text("within a minute")
    with filled.office.app.app_context(), transaction() as session:
        newest = session.scalars(select(Delivery).order_by(Delivery.id.desc()).limit(1)).one()
        assert ("test", "waiting") == (newest.event, newest.state)
