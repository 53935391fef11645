"""Files at the desk in a real browser: out, worked on, back through the preview; wide, narrow, Arabic."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Live, violations
from tests.manage.test_exchange import translated

ROOM = "/desk/testdorf/ar/exchange/"


def downloaded(page: Page) -> bytes:
    """The file that the button gives, after which the list of what is out is drawn anew."""
    before = page.locator(".exports > li").count()
    with page.expect_download() as found:
        page.get_by_role("button", name="Download").click()
    expect(page.locator(".exports > li")).to_have_count(before + 1)
    return Path(found.value.path()).read_bytes()


def bring(page: Page, data: bytes) -> None:
    """A file chosen and looked at."""
    page.goto(ROOM)
    file = {"name": "zurück.xlf", "mimeType": "application/xliff+xml", "buffer": data}
    page.set_input_files("#file", [file])
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("zurück.xlf")


def test_a_file_there_and_back(live: Live) -> None:
    """Two files of the same paragraphs: the second meets the first, a tick lets one text go before it."""
    page = live.window("translator", "en-GB")
    page.goto(ROOM)
    page.get_by_text("Only some sections").click()
    page.get_by_role("checkbox", name="Ankommen").check()
    first = downloaded(page)
    assert 3 == first.count(b"<unit ")
    second = downloaded(page)
    bring(page, translated(first, ["القدوم", "القدوم"]))
    page.get_by_role("button", name="Take over 2 paragraphs").click()
    expect(page.locator("#messages")).to_have_text("2 paragraphs were taken over.")
    bring(page, translated(second, ["الوصول", "الوصول", "اتصل 0821 999999"]))
    assert [] == violations(page)
    page.get_by_label("Take the file's text anyhow").first.check()
    page.get_by_role("button", name="is refused 1").click()
    expect(page.locator(".row")).to_contain_text("“0821 999999” does not stand in the German.")
    page.get_by_role("button", name="newer text online 1").click()
    expect(page.locator(".row")).to_have_count(1)
    for address in ("?ui=ar", "?state=rejected"):
        page.goto(page.url.partition("?")[0] + address)
        page.set_viewport_size({"width": 375, "height": 800})
        assert [] == violations(page)
        assert 375 == page.evaluate("document.documentElement.scrollWidth")
    assert "rtl" == page.locator("html").get_attribute("dir")
    page.locator("button[formaction$=apply]").click()
    expect(page.locator(".row").first.locator('[lang="ar-arb"]').first).to_have_text("الوصول")
    assert [] == violations(page)
