"""A day in the town hall: a section comes to be, is linked, published, changed, approved."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import Live
from tests.browser.test_page_editor import HOME, type_at_the_end


def write(window: Page, title: str, text: str, parent: int | None = None) -> None:
    """A new page with this title and text, saved as a draft."""
    window.goto(f"{HOME}/new" + (f"?parent={parent}" if parent else ""))
    window.locator(".wge-text").wait_for()
    window.fill("#title", title)
    type_at_the_end(window, text)
    window.click('button[value="save"]')
    window.wait_for_url(f"**{HOME}/*/")


def link(window: Page, words: str, to: str) -> None:
    """The first of these words of the text becomes a link to a page, found by typing."""
    window.locator(".wge-text").click()
    window.keyboard.press("Control+End")
    window.keyboard.type(f" {words} ")
    for _ in range(len(words) + 1):
        window.keyboard.press("Shift+ArrowLeft")
    window.keyboard.press("Control+k")
    window.keyboard.type(to)
    window.get_by_role("option", name=to).first.wait_for()
    window.keyboard.press("ArrowDown")
    window.keyboard.press("Enter")
    window.keyboard.press("Enter")


def publish(window: Page) -> None:
    """From the form over the report to the readers."""
    window.click('button[value="publish"]')
    window.wait_for_url("**/report")
    window.get_by_role("button", name="Publish").first.click()
    window.wait_for_url("**/published")


def read(window: Page, language: str = "de") -> dict[str, Any]:
    """The pages of Testdorf by title, as the apps get them."""
    found = window.request.get(f"/api/v3/testdorf/{language}/pages/").json()
    return {page["title"]: page for page in found}


def test_a_section_comes_to_the_readers_and_a_change_says_what_it_costs(live: Live) -> None:
    """A section with two pages that link to each other is live in German; a change of one sentence
    names the one paragraph, its six translations, and nothing else."""
    window = live.window("editor", language="en-GB")
    write(window, "Sport und Kultur", "Was man am Abend machen kann.")
    section = live.office.page("Sport und Kultur")
    publish(window)
    write(window, "Vereine", "Fußball, Schach und Chor.", section)
    publish(window)
    write(window, "Museen", "Das Museum ist am Freitag frei.", section)
    link(window, "Vereine", "Vereine")
    window.click('button[value="save"]')
    expect(window.locator("#messages")).to_contain_text("Saved.")
    publish(window)
    pages = read(window)
    assert pages["Sport und Kultur"]["path"] == pages["Museen"]["parent"]["path"]
    assert pages["Vereine"]["path"] in pages["Museen"]["content"]

    window.goto(f"{HOME}/{live.office.page('Museen')}/")
    type_at_the_end(window, "Auch am Montag.")
    window.click('button[value="save"]')
    expect(window.locator(".waiting")).to_contain_text("needs 6 translations")
    publish(window)
    assert "Auch am Montag." in read(window)["Museen"]["content"]


def test_an_author_hands_in_and_a_manager_approves(live: Live) -> None:
    """What an author writes is for readers only once somebody else has looked at it."""
    author, manager = (
        live.window("author", language="en-GB"),
        live.window("manager", language="en-GB"),
    )
    author.goto(f"{HOME}/{live.office.page('Ankommen')}/")
    author.locator(".wge-text").wait_for()
    assert 0 == author.locator('button[value="publish"]').count()
    type_at_the_end(author, " Bitte klingeln.")
    author.click('button[value="submit"]')
    expect(author.locator("#messages")).to_contain_text("Handed in.")
    assert "klingeln" not in read(author)["Ankommen"]["content"]

    manager.goto("/office/testdorf/approvals/")
    manager.get_by_role("link", name="Ankommen").first.click()
    manager.goto(f"{HOME}/{live.office.page('Ankommen')}/report")
    manager.get_by_role("button", name="Publish").first.click()
    manager.wait_for_url("**/published")
    assert "klingeln" in read(manager)["Ankommen"]["content"]
