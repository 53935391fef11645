"""Accounts in a real browser: passkeys, forms that nobody is kept out of, pages as narrow as a telephone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.db import reading
from app.services.accounts import accounts
from app.web.account.passwords import link_for
from tests.browser.conftest import Live, violations

PROFILE = "/office/profile/"
OPEN = ("/account/login", "/account/forgotten", "/account/password/x")
SIGNED_IN = (
    "/account/change",
    "/account/tf-setup",
    "/account/mf-recovery-codes",
    "/account/wan-register",
    "/account/verify",
)
"""Rooms of the office are looked at in test_barriers.py."""


def at_localhost(live: Live) -> None:
    """Browsers give passkeys to names only, not to bare numbers."""
    live.url = live.url.replace("127.0.0.1", "localhost")


def with_device(page: Page) -> tuple[Any, str]:
    """A device that keeps passkeys and recognises its owner, built into the browser; and its name."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }  # fmt: skip
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


def test_a_passkey_is_set_up_and_signs_in(live: Live) -> None:
    """From the profile to the next morning, without typing a password."""
    at_localhost(live)
    page = live.window("editor", "en-GB")
    with_device(page)
    page.goto(PROFILE)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name of the device").fill("Telephone")
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(f"**{PROFILE}")
    expect(page.locator("#messages")).to_contain_text("sign in with the passkey “Telephone”")
    page.locator(".person summary").click()
    page.get_by_role("button", name="Sign out", exact=True).first.click()
    page.wait_for_url("**/account/login")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/office/**")


def test_a_device_that_does_not_confirm_is_told_of(live: Live) -> None:
    """A strange finger: the page says so, and asks again when it is told to."""
    at_localhost(live)
    page = live.window("editor", "en-GB")
    session, device = with_device(page)
    known = {"authenticatorId": device}
    session.send("WebAuthn.setUserVerified", known | {"isUserVerified": False})
    page.goto("/account/wan-register")
    page.get_by_label("Name of the device").fill("Telephone")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("Your device did not confirm.")
    session.send("WebAuthn.setUserVerified", known | {"isUserVerified": True})
    page.get_by_role("button", name="Ask the device again").click()
    page.wait_for_url(f"**{PROFILE}")


@pytest.mark.parametrize("width", [1280, 375])
def test_nobody_is_kept_out_of_accounts(live: Live, width: int) -> None:
    """No barrier that axe knows, and nothing wider than the screen."""
    page = live.window("manager", "de-DE", width)
    found = {path: problems(page, path) for path in (*SIGNED_IN, *persons(page))}
    set_up(page)
    found["the picture to scan"] = all_of(page)
    page.context.clear_cookies()
    found |= {path: problems(page, path) for path in (*OPEN, link(live))}
    assert {} == {path: wrong for path, wrong in found.items() if wrong}


def problems(page: Page, path: str) -> list[str]:
    """What is wrong with a page."""
    page.goto(path)
    return all_of(page)


def all_of(page: Page) -> list[str]:
    """Barriers, and whether it has to be pushed sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return violations(page) + (["wider than the screen"] if wide else [])


def persons(page: Page) -> list[str]:
    """The page of somebody who works here."""
    page.goto("/office/testdorf/users/?q=translator")
    href = page.locator(".who-cell a").first.get_attribute("href")
    assert href
    return [href]


def set_up(page: Page) -> None:
    """The page with the picture for the authenticator app."""
    page.goto("/account/tf-setup")
    page.locator("main form button").first.click()
    expect(page.locator("img.qr")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert page.locator("img.qr").evaluate("image => image.naturalWidth") > 0


def link(live: Live) -> str:
    """The address at which the author chooses a password."""
    with live.office.app.app_context(), reading() as session:
        user = accounts.find(session, "author@example.org")
        assert user
        return link_for(user).partition("8000")[2]


def test_a_token_is_copied(live: Live) -> None:
    """One click, and the secret is where the program can have it."""
    at_localhost(live)
    page = live.window("editor", "en-GB")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/office/profile/tokens/new")
    page.get_by_label("Name").fill("Push")
    page.get_by_label("Reading").check()
    page.get_by_role("button", name="Make token").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.locator("#secret").inner_text() == page.evaluate("navigator.clipboard.readText()")
