"""A whole page at the desk in a real browser: worked through by keyboard, and given to its readers."""

from __future__ import annotations

import json
import re
from urllib.request import urlopen

from playwright.sync_api import Page, expect

from tests.browser.conftest import Live, violations
from tests.browser.desk import rewrite

PAGES = "/desk/testdorf/ar/pages/"
TITLE, HEAD, TEXT = "الوصول", "الوصول إلى هنا", "مبنى البلدية مفتوح الساعة 9."


def put(page: Page, text: str) -> None:
    """Type where the caret is, and save the paragraph."""
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")


def barriers(page: Page) -> list[str]:
    """What axe-core finds; what the head of the page covers would be too small for it."""
    page.evaluate("window.scrollTo(0, 0)")
    return violations(page)


def titles(live: Live) -> list[str]:
    """What readers of Arabic have."""
    with urlopen(f"{live.url}/api/v3/testdorf/ar/pages/") as answer:
        return [one["title"] for one in json.load(answer)]


def test_a_page_is_translated_as_a_whole(live: Live) -> None:
    """Ctrl+Enter saves a paragraph and leads to the next; what is being typed outlives the window;
    readers get the page by one button, and nobody meets a barrier."""
    page = live.window("translator", "ar")
    page.goto(PAGES)
    wrong = barriers(page)
    page.get_by_role("link", name="Ankommen").click()
    wrong += barriers(page)
    rows = page.locator(".row")
    rows.nth(0).locator(".cf-text").click()
    put(page, TITLE)
    expect(rows.nth(1).locator(".cf-text")).to_be_focused()
    expect(rows.nth(0).locator(".message.ok")).to_be_visible()
    put(page, HEAD)
    expect(rows.nth(2).locator(".cf-text")).to_be_focused()
    page.keyboard.insert_text(TEXT)
    expect(rows.nth(2).locator("p.help[role=status]")).not_to_be_empty()
    expect(page.locator(".row.is-open")).to_have_count(1)
    page.reload()
    expect(rows.nth(2).locator("textarea")).to_have_value(TEXT)
    page.locator(".desk-bar button").click()
    expect(page.locator("#messages .message.ok")).to_be_visible()
    expect(page.locator(".row.is-open")).to_have_count(0)
    assert [] == titles(live)
    page.locator('#release form[action$="/publish"] button').click()
    expect(page.locator("#release .is-live")).to_be_visible()
    assert [TITLE] == titles(live)
    wrong += barriers(page)
    assert [] == wrong
    rows.nth(0).locator("summary").click()
    rows.nth(0).locator(".cf-text").click()
    page.context.clear_cookies()
    put(page, "!")
    expect(page.locator("#page-notice a")).to_be_visible()  # signed out: nothing typed is lost
    expect(rows.nth(0).locator("textarea")).to_have_value(re.compile("!"))
    expect(rows.nth(0).locator("textarea")).to_be_hidden()


def test_an_old_paragraph_on_a_small_screen(live: Live) -> None:
    """What changed is seen, a wrong text stays in its field with what is wrong, the right one is saved;
    its earlier texts and the preview fit the screen too."""
    page = live.window("editor", "de-DE", width=375)
    page.goto(f"{PAGES}{live.office.page('Freizeit')}/")
    rows = page.locator(".row")
    for number, text in enumerate((TITLE, HEAD, TEXT)):
        rows.nth(number).locator(".cf-text").click()
        page.keyboard.insert_text(text)
    page.locator(".desk-bar button").click()
    expect(page.locator(".row.is-open")).to_have_count(0)
    rewrite(
        live, "Freizeit",
        '<h2>Freizeit</h2><p>Das Rathaus ist nie offen, rufen Sie <a href="tel:+49511123">0511 123</a>'
        " an.</p>",
    )  # fmt: skip
    page.reload()
    old = page.locator(".row.is-open")
    assert 1 == old.count()
    assert 375 == page.evaluate("document.documentElement.scrollWidth")
    wrong = barriers(page)
    old.locator(".cf-text").click()
    page.keyboard.press("Control+Enter")
    expect(old.locator(".message.warn[role=status]")).to_be_visible()  # nothing was typed
    old.locator(".cf-text").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("البلدية لا تفتح أبدًا، اتصلوا بالرقم ")
    page.keyboard.press("Control+Enter")
    expect(old.locator(".message.danger")).to_be_visible()
    expect(old.locator(".problems")).to_be_visible()
    assert re.search("اتصلوا", old.locator("textarea").input_value())
    wrong += barriers(page)
    page.keyboard.press("Alt+Shift+1")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".row.is-open")).to_have_count(0)
    page.locator('.row[open] a[href$="/history"]').click()
    for address in (page.url, f"{PAGES}{live.office.page('Freizeit')}/preview", PAGES):
        page.goto(address)
        wrong += barriers(page)
        assert 375 == page.evaluate("document.documentElement.scrollWidth")
    assert [] == wrong
