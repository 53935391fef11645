"""The overview and a rollout in a real browser: what is loaded later, chosen, started and stopped."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Live


def test_a_section_is_rolled_out_and_stopped(live: Live) -> None:
    """The plan is weighed anew at each choice; stopping asks first; nothing breaks on the way."""
    page = live.window("editor", "en-GB")
    section = live.office.page("Freizeit")
    page.goto(f"/office/testdorf/rollouts/new/?section={section}")
    expect(page.get_by_role("heading", name="What that means")).to_be_visible()
    page.get_by_label("Ukrainian", exact=True).uncheck()
    expect(page.get_by_label("Ukrainian", exact=True)).not_to_be_checked()
    page.get_by_role("button", name="Turkish one place up").click()
    names = page.locator("#plan input[name=order]").evaluate_all("all => all.map(i => i.value)")
    assert ["en", "ar", "fa", "tr", "ru", "uk"] == names
    page.get_by_role("button", name="Start the rollout").click()
    expect(page.get_by_text("The rollout has started.")).to_be_visible()
    assert 5 == page.locator(".steps > li").count()
    page.get_by_role("button", name="Stop …").click()
    page.get_by_role("dialog").get_by_role("button", name="Keep it running").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("button", name="Stop …").click()
    page.get_by_role("dialog").get_by_role("button", name="Stop the rollout").click()
    expect(page.get_by_text("Stopped on")).to_be_visible()
    page.goto("/office/testdorf/")
    expect(page.get_by_role("heading", name="Last changes")).to_be_visible()
    expect(page.get_by_text("stopped a rollout")).to_be_visible()
    assert [] == live.problems
