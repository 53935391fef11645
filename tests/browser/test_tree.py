"""The tree of pages in a real browser: with the keyboard, by dragging, on a phone, without barriers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Live, violations

PAGES = "/office/hannover/pages/"


def tree(live: Live, who: str = "editor", width: int = 1280) -> Page:
    """The tree of the demo guide in a window of somebody's."""
    page = live.window(who, width=width)
    page.goto(PAGES)
    page.wait_for_selector('table[role="treegrid"]')
    return page


def titles(page: Page) -> list[str]:
    """What the lines on the screen are called."""
    return page.locator("#tree .name").all_inner_texts()


def line(page: Page, title: str) -> str:
    """A selector for the line of a page."""
    found = page.locator("#tree tbody tr", has=page.get_by_role("link", name=title, exact=True))
    return f"#{found.get_attribute('id')}"


def focused(page: Page) -> str:
    """The title of the line that has the keyboard."""
    return page.locator("#tree tr:focus .name").inner_text()


def press(page: Page, *keys: str) -> None:
    """Keys, one after the other."""
    for key in keys:
        page.keyboard.press(key)


def test_the_tree_is_walked_with_the_keyboard(live_demo: Live) -> None:
    """Arrows, Home, End, right and left to open and close; Space selects a page, Enter works on it.

    What is open is so when the tree is entered again, without anything in the address.
    """
    page = tree(live_demo)
    sections = titles(page)
    page.focus(line(page, sections[0]))
    press(page, "ArrowDown")
    assert sections[1] == focused(page)
    press(page, "End")
    assert sections[-1] == focused(page)
    press(page, "Home", "ArrowRight")
    expect(page.locator("#tree tbody tr")).to_have_count(len(sections) + 6)
    first = page.locator(line(page, sections[0]))
    assert ("true", "1", "9") == (
        first.get_attribute("aria-expanded"), first.get_attribute("aria-posinset"),
        first.get_attribute("aria-setsize"),
    )  # fmt: skip
    press(page, "ArrowRight")
    assert "2" == page.locator("#tree tr:focus").get_attribute("aria-level")
    press(page, "Space", "ArrowLeft")
    assert sections[0] == focused(page)
    assert "1" in page.locator("[data-chosen]").inner_text()
    press(page, "Enter")
    page.wait_for_url(re.compile(r"/pages/\d+/$"))
    page.goto(PAGES)
    assert 15 == len(titles(page))
    page.focus(line(page, sections[0]))
    press(page, "ArrowLeft")
    assert sections == titles(page)


def test_a_page_is_moved_with_the_arrow_keys(live_demo: Live) -> None:
    """M takes it up, Escape leaves it, Enter puts it there; the move can be taken back.

    To the right it goes below the page before it, if that one is open.
    """
    page = tree(live_demo)
    before = titles(page)
    page.focus(line(page, before[0]))
    press(page, "m", "ArrowDown", "ArrowDown")
    assert [before[1], before[2], before[0]] == titles(page)[:3]
    press(page, "Escape")
    assert before == titles(page)
    press(page, "m", "ArrowDown", "Enter")
    expect(page.locator("#messages .message.ok")).to_be_visible()
    page.reload()
    assert [before[1], before[0]] == titles(page)[:2]
    page.focus(line(page, before[0]))
    press(page, "m", "ArrowUp", "Enter")
    page.locator("#messages .deed button").click()
    expect(page.locator("#tree tbody .name").first).to_have_text(before[1])
    page.focus(line(page, before[1]))
    press(page, "m", "ArrowDown", "Enter")
    expect(page.locator("#tree tbody .name").first).to_have_text(before[0])
    page.focus(line(page, before[0]))
    press(page, "ArrowRight")
    expect(page.locator("#tree tbody tr")).to_have_count(15)
    page.focus(line(page, before[1]))
    press(page, "m", "ArrowRight", "Enter")
    expect(page.locator("#messages .message.ok")).to_be_visible()
    expect(page.locator(line(page, before[1]))).to_have_attribute("aria-level", "2")
    expect(page.locator(line(page, before[1]))).to_be_focused()
    assert "7" == page.locator(line(page, before[1])).get_attribute("aria-posinset")
    assert "13" == page.locator(f"{line(page, before[0])} .count").inner_text()


def test_a_page_is_dragged_and_put_back_if_it_cannot_stay(live_demo: Live) -> None:
    """Dropped between two lines it stands there at once; if the server does not answer, all is as before.

    If somebody else has moved it meanwhile, it is shown where it is.
    """
    page = tree(live_demo)
    before = titles(page)
    grip, target = f"{line(page, before[3])} .grip", line(page, before[0])
    page.drag_and_drop(grip, target, target_position={"x": 200, "y": 3})
    expect(page.locator("#messages .message.ok")).to_be_visible()
    assert [before[3], *before[:3]] == titles(page)[:4]
    page.route("**/move/", lambda route: route.abort())
    page.drag_and_drop(
        f"{line(page, before[5])} .grip", line(page, before[0]), target_position={"x": 200, "y": 3}
    )
    expect(page.locator("#messages .message.danger")).to_be_visible()
    assert [before[3], *before[:3]] == titles(page)[:4]
    page.unroute("**/move/")
    other = tree(live_demo, "manager")
    other.drag_and_drop(
        f"{line(other, before[1])} .grip",
        line(other, before[0]),
        target_position={"x": 200, "y": 18},
    )
    expect(other.locator("#messages .message.ok")).to_be_visible()
    page.focus(line(page, before[1]))
    press(page, "m", "ArrowDown", "Enter")
    expect(page.locator(line(page, before[1]))).to_have_attribute("aria-level", "2")
    expect(page.locator("#messages .message.danger")).to_be_visible()
    live_demo.problems.clear()  # the connection was cut on purpose


def test_the_form_for_moving_finds_pages_by_typing(live_demo: Live) -> None:
    """A dialog with before, behind, below; where it cannot go is not offered."""
    page = tree(live_demo)
    page.click(f"{line(page, 'Freizeit')} [data-move]")
    page.wait_for_selector("#mover[open]")
    assert [] == violations(page)
    page.fill("#move-find", "bankko")
    assert ["Bankkonto"] == [
        one.strip() for one in page.locator("#move-target option").all_inner_texts()
    ]
    page.check('#mover input[value="after"]')
    page.click('#mover button[type="submit"]')
    expect(page.locator("#messages .message.ok")).to_be_visible()
    expect(page.locator(line(page, "Freizeit"))).to_have_attribute("aria-level", "2")


def test_several_pages_are_archived_and_come_back(
    live_demo: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What can be done appears with the first tick; each page tells what came of it.

    What takes too long for one request goes on by itself.
    """
    monkeypatch.setattr("app.web.office.tree.bulk.PATIENCE", 0.0)
    page = tree(live_demo)
    expect(page.locator("[data-bulk]")).to_be_hidden()
    for title in ("Freizeit", "Mitmachen"):
        page.check(f"{line(page, title)} input[name=page]")
    page.click('[formaction$="/bulk/archive/"]')
    assert [] == violations(page)
    page.click('main form button[type="submit"]')
    expect(page.locator("[data-outcomes] .done")).to_have_count(2)
    assert [] == violations(page)
    page.goto(f"{PAGES}archive/")
    assert [] == violations(page)
    page.locator('tr:has-text("Freizeit") button').first.click()
    page.click('main form button[type="submit"]')
    page.goto(PAGES)
    assert "Freizeit" in titles(page)
    assert "Mitmachen" not in titles(page)


@pytest.mark.parametrize("width", [1280, 375])
def test_the_tree_has_no_barriers(live_demo: Live, width: int) -> None:
    """Open and closed, as a list of results, with filters; nothing is wider than the window."""
    page = tree(live_demo, width=width)
    page.locator(f"{line(page, 'Ankommen')} .toggle").click()
    expect(page.locator("#tree tbody tr")).to_have_count(15)
    page.locator("#tree input[name=page]").first.check()
    page.click(".legend-box summary")
    for asked in ("", "?state=work&text=e"):
        if asked:
            page.goto(PAGES + asked)
        assert [] == violations(page)
        assert width >= page.evaluate("document.documentElement.scrollWidth")
    if width == 375:
        touched(page)


def touched(page: Page) -> None:
    """Boxes, toggles and tools of a line are at least 44 pixels wide and high on a phone."""
    context = page.context.browser.new_context(  # type: ignore[union-attr]
        viewport={"width": 375, "height": 700}, has_touch=True, is_mobile=True,
        storage_state=page.context.storage_state(),
    )  # fmt: skip
    phone = context.new_page()
    phone.goto(page.url.partition("?")[0])
    parts = phone.locator("#tree tbody tr").first.locator(".toggle, .tool, label")
    sizes = [part.bounding_box() or {} for part in parts.all()]
    assert 4 == len(sizes)
    assert [] == [size for size in sizes if size["width"] < 44 or size["height"] < 44]
