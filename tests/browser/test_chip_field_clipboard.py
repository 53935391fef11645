"""What goes in and out of the chip field by clipboard and mouse: words freely, codes where they fit."""

from __future__ import annotations

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.fielding import (
    GERMANISH,
    broken,
    coded,
    enter,
    field,
    paste,
    press,
    said,
    select,
    set_coded,
)


def _waiting(page: Page) -> list[str]:
    """The codes in the tray, by the names of their buttons."""
    return page.locator(".cf-place").evaluate_all("all => all.map(one => one.ariaLabel)")


def test_what_is_cut_waits_in_the_tray_until_it_is_pasted(chromium: Browser) -> None:
    """Whole codes go with their words; of a pair of which one end is cut nothing goes."""
    with field(chromium, GERMANISH, "en") as page:
        enter(page, "Control+a", "Control+x")
        assert "" == coded(page)
        assert ["link 1", "phone 2: 0821 324-0", "bold 3", "new line 4"] == _waiting(page)
        press(page, "Control+v")
        assert GERMANISH == coded(page)
        press(page, "Control+v")  # codes cannot be had twice
        assert f"{GERMANISH}Ring  or visit us now please" == coded(page)
        assert "left out" in said(page)
        press(page, "Control+z")
        select(page, 0, 13)  # Ring ⟦2/⟧ or ⟦1⟧vi
        press(page, "Control+x")
        assert "⟦1⟧sit ⟦3⟧us⟦/3⟧ now⟦/1⟧ please" == coded(page)
        assert [] == broken(page)


def test_a_code_that_is_chosen_can_be_taken_out_and_put_round_other_words(
    chromium: Browser,
) -> None:
    """By cutting one of its ends, or with a button for those who have no keys; both ends go."""
    with field(chromium, "ab ⟦1⟧cd⟦/1⟧ ef", "en") as page:
        page.locator(".cf-chip.is-close").click()
        press(page, "Delete")
        assert "ab ⟦1⟧cd⟦/1⟧ ef" == coded(page)
        page.locator(".cf-chip.is-close").dblclick()
        press(page, "Control+x")
        assert "ab cd ef" == coded(page)
        select(page, 0, 2)
        press(page, "Control+v")
        assert "⟦1⟧ab⟦/1⟧ cd ef" == coded(page)
        page.locator(".cf-chip.is-open").click()
        page.get_by_role("button", name="Take “link 1” out of the text").click()
        assert "ab cd ef" == coded(page)
        select(page, 5, 8)  # a blank and the last word: the blank stays outside
        page.get_by_role("button", name="link 1", exact=True).click()
        assert "ab cd ⟦1⟧ef⟦/1⟧" == coded(page)
        expect(page.get_by_role("textbox")).to_be_focused()


def test_pasted_marks_become_codes_only_where_they_are_still_to_place(chromium: Browser) -> None:
    """Broken, crossing, doubled and unknown marks are left out; their words stay."""
    cases = {
        "x ⟦3⟧y⟦/3⟧ ⟦9⟧z⟦/9⟧": "x ⟦3⟧y⟦/3⟧ z",
        "⟦3⟧x": "x",
        "⟦/3⟧x⟦3⟧": "x",
        "⟦3/⟧x⟦4⟧": "x",
        "⟦4/⟧x⟦4/⟧⟦2/⟧": "⟦4/⟧x",
        "⟦1⟧x⟦3⟧y⟦/1⟧z⟦/3⟧": "x⟦3⟧yz⟦/3⟧",
        "⟦\u20603⟧x": "⟦\u20603⟧x",
        "one\r\ntwo\nthree\n": "one⟦4/⟧two three",
    }
    with field(chromium, "", "en") as page:
        for pasted, found in cases.items():
            set_coded(page, "⟦2/⟧⟦1⟧a⟦/1⟧")
            select(page, 4, 4)
            paste(page, pasted)
            assert f"⟦2/⟧⟦1⟧a⟦/1⟧{found}" == coded(page)
            assert [] == broken(page)


def test_pasted_pages_and_documents_are_plain_words(chromium: Browser) -> None:
    """No markup comes in; codes of another field come along where there is room for them."""
    with field(chromium, "", "en") as page:
        enter(page)
        paste(page, "bold words", "<p><b onclick=x>bold</b> <img src=x> words</p>")
        assert "bold words" == coded(page)
        paste(page, "", "<p>only <i>markup</i></p>")
        assert "bold wordsonly markup" == coded(page)
        paste(page, "call", '<p>call <span data-chip="⟦2/⟧">0</span><b data-chip="x">!</b></p>')
        assert "bold wordsonly markupcall ⟦2/⟧!" == coded(page)
        page.evaluate("document.getElementById('coded').chipField.insertText(' ⟦2/⟧ ⟦3⟧b⟦/3⟧')")
        assert "bold wordsonly markupcall ⟦2/⟧!  ⟦3⟧b⟦/3⟧" == coded(page)


def _middle(one: Locator) -> tuple[float, float]:
    box = one.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=6)
    page.mouse.up()
    page.wait_for_timeout(60)


def test_codes_are_dragged_where_they_may_stand_and_nowhere_else(chromium: Browser) -> None:
    """A lock goes anywhere, the end of a pair not before its beginning; what others drop is pasted."""
    with field(chromium, GERMANISH, "en") as page:
        left, middle = _middle(page.locator(".cf-text p"))
        box = page.locator(".cf-text").bounding_box()
        assert box is not None
        start, end = (box["x"] + 13, middle), (box["x"] + box["width"] - 20, middle)
        assert start[0] < left < end[0]
        _drag(page, _middle(page.locator(".is-stand")), end)
        assert "Ring  or ⟦1⟧visit ⟦3⟧us⟦/3⟧ now⟦/1⟧ please⟦2/⟧" == coded(page)
        _drag(page, _middle(page.locator(".is-close").first), start)
        assert "Ring  or ⟦1⟧visit ⟦3⟧us⟦/3⟧ now⟦/1⟧ please⟦2/⟧" == coded(page)
        assert "Marks stay in the text" in said(page)
        _drag(page, _middle(page.locator(".is-close").last), end)
        assert "Ring  or ⟦1⟧visit ⟦3⟧us⟦/3⟧ now please⟦2/⟧⟦/1⟧" == coded(page)
        page.evaluate("""() => {
            const dataTransfer = new DataTransfer();
            dataTransfer.setData("text/plain", "new ⟦2/⟧⟦4/⟧ ");
            const text = document.querySelector(".cf-text");
            const { left: clientX, top: clientY } = text.querySelector("p").getBoundingClientRect();
            const how = { dataTransfer, clientX, clientY, bubbles: true, cancelable: true };
            text.dispatchEvent(new DragEvent("drop", how));
        }""")
        assert "new ⟦4/⟧ Ring  or ⟦1⟧visit ⟦3⟧us⟦/3⟧ now please⟦2/⟧⟦/1⟧" == coded(page)
