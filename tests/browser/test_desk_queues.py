"""Queues in a real browser: many paragraphs ticked off at once in Arabic, and taken back."""

from __future__ import annotations

from tests.browser.conftest import Live, violations

DESK = "/desk/hannover/ar/"


def test_small_changes_are_ticked_off_at_once(live_demo: Live) -> None:
    """All of a page by one box, in an interface that runs from right to left, on a small screen."""
    page = live_demo.window("translator", "ar", width=375)
    assert page.url.endswith("/desk/")
    page.goto(DESK)
    assert "rtl" == page.locator("html").get_attribute("dir")
    wrong = violations(page)
    page.locator(f'a[href="{DESK}queue/advise/"]').first.click()
    ticks = page.locator('input[name="segment"]')
    waiting = ticks.count()
    assert waiting > 1
    ticks.first.check()
    everything = page.locator("[data-all] input")
    assert everything.evaluate("box => box.indeterminate")
    everything.check()
    assert waiting == page.locator('input[name="segment"]:checked').count()
    page.evaluate("window.scrollTo(0, 0)")  # what the head of the page covers is small for axe
    wrong += violations(page)
    page.locator("[data-ticks] button").click()
    page.locator(".ticked").wait_for()
    assert 0 == ticks.count()
    page.locator(".ticked button").click()
    page.locator("[data-ticks]").wait_for()
    assert waiting == ticks.count()
    for room in ("carried/", "assigned/"):
        page.goto(DESK + room)
        wrong += violations(page)
        assert 375 == page.evaluate("document.documentElement.scrollWidth")
    assert [] == wrong
