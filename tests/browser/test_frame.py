"""The frame around each room, in a real browser."""

from __future__ import annotations

from tests.browser.conftest import Live, violations


def test_signing_in_by_form_leads_to_the_office(live: Live) -> None:
    """A person signs in with the keyboard, sees their name, and the page has no barrier for anybody."""
    page = live.window("administrator")
    assert "Administrator" in page.locator(".person summary").inner_text()
    assert [] == violations(page)


def test_a_stranger_sees_a_sign_in_page_without_barriers(live: Live) -> None:
    """The way in is open to screen readers and to narrow screens."""
    page = live.browser.new_page(
        base_url=live.url, locale="de-DE", viewport={"width": 375, "height": 700}
    )
    page.goto("/office/")
    assert [] == violations(page)
    assert 375 >= page.evaluate("document.documentElement.scrollWidth")
