"""The chip field in a real browser: whatever is done to a text, its codes come out whole."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser.conftest import violations
from tests.browser.fielding import (
    ARABIC,
    GERMANISH,
    area,
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

TEXTS = pytest.mark.parametrize(
    ("language", "text"), [("en", GERMANISH), ("ar", ARABIC)], ids=["ltr", "rtl"]
)
KEYS = """a b 5 Space Space Backspace Backspace Delete Delete Control+Backspace Control+Delete
    ArrowLeft ArrowRight ArrowLeft ArrowRight Shift+ArrowLeft Shift+ArrowRight
    Control+Shift+ArrowLeft Control+Shift+ArrowRight Home End Shift+Home Shift+End Control+a
    Control+x Control+x Control+c Control+v Control+v Control+z Control+z Control+y
    Alt+Shift+Digit1 Alt+Shift+Digit2 Alt+Shift+Digit3 Alt+Shift+Digit4 Alt+Shift+Digit5
    Enter Shift+Enter"""
MARKS = (
    "⟦9⟧", "⟦1⟧", "⟦1⟧x⟦/1⟧", "⟦/3⟧y⟦3⟧", "⟦3⟧⟦1⟧z⟦/3⟧⟦/1⟧", "⟦4/⟧ ⟦2/⟧", "⟦١⟧", "⟦1/⟧", "a\nb\n",
    "⟦3⟧u⟦4/⟧⟦/3⟧", "⟦\u20604/⟧", "م",
)  # fmt: skip


def _compose(keyboard: CDPSession, words: str) -> None:
    """Write as with an input method: the word grows as a whole until it is settled."""
    for end in range(1, len(words) + 1):
        shown = {"text": words[:end], "selectionStart": end, "selectionEnd": end}
        keyboard.send("Input.imeSetComposition", shown)
    keyboard.send("Input.insertText", {"text": words})


def test_what_is_typed_is_sent_and_codes_stay_among_it(chromium: Browser) -> None:
    """The textarea has each change at once, and whoever listens hears of it."""
    with field(chromium, GERMANISH, "en") as page:
        assert GERMANISH == coded(page)
        page.evaluate("document.addEventListener('input', e => (window.heard = e.target.name))")
        page.get_by_text("Translation").click()
        expect(page.get_by_role("textbox")).to_be_focused()  # the label leads to the text
        enter(page, "End", "!", "Home", "-")
        assert f"-{GERMANISH}!" == coded(page)
        assert "coded" == page.evaluate("window.heard")
        assert f"-{GERMANISH}!" == page.evaluate(
            "new FormData(document.querySelector('form')).get('coded')"
        )
        set_coded(page, "⟦2/⟧ other")
        press(page, "Control+z")  # what a button put in its place comes back, too
        assert f"-{GERMANISH}!" == coded(page)


def test_brackets_that_are_typed_or_stored_as_words_are_no_codes(chromium: Browser) -> None:
    """What only looks like a mark is kept apart, with Arabic digits, too."""
    with field(chromium, "a", "ar") as page:
        enter(page)
        page.keyboard.press("End")
        page.keyboard.type("⟦9⟧⟦/1⟧⟦2/⟧⟦١⟧⟦x")
        assert "a⟦\u20609⟧⟦\u2060/1⟧⟦\u20602/⟧⟦\u2060١⟧⟦x" == coded(page)
        assert [] == broken(page)
        set_coded(page, "see ⟦\u20602/⟧ and ⟦2/⟧")
        assert "see ⟦2/⟧ and " == page.locator(".cf-text").evaluate(
            "box => [...box.querySelector('p').childNodes].map(one => one.data ?? '').join('')"
        )
        assert "see ⟦\u20602/⟧ and ⟦2/⟧" == coded(page)


@TEXTS
def test_deleting_and_typing_over_everything_leaves_the_codes(
    chromium: Browser, language: str, text: str
) -> None:
    """The words go, the codes stay in their order, and a word says so; undo brings all back."""
    empty = "⟦2/⟧⟦1⟧⟦3⟧⟦/3⟧⟦/1⟧"
    with field(chromium, text, language) as page:
        enter(page, "Control+a", "Delete")
        assert empty == coded(page)
        assert "Marks stay in the text" in said(page)
        press(page, "Control+z")
        assert text == coded(page)
        press(page, "Control+y", "Control+z", "Control+a", "x", "y")
        assert f"xy{empty}" == coded(page)
        assert "" == said(page)
        set_coded(page, text)
        press(page, "Home", *["Delete"] * 60)
        assert empty == coded(page)
        set_coded(page, text)
        press(page, "End", *["Backspace"] * 60, "z")
        assert f"z{empty}" == coded(page)


@TEXTS
def test_typing_over_the_words_of_a_link_keeps_the_link_around_them(
    chromium: Browser, language: str, text: str
) -> None:
    """New words stand where the old ones did, by an input method as well."""
    with field(chromium, "⟦1⟧abc⟦/1⟧", language) as page:
        enter(page, "Control+a", "x", "y")
        assert "⟦1⟧xy⟦/1⟧" == coded(page)
        keyboard = page.context.new_cdp_session(page)
        set_coded(page, text)
        press(page, "Control+a")
        _compose(keyboard, "مرحبا")
        assert "مرحبا⟦2/⟧⟦1⟧⟦3⟧⟦/3⟧⟦/1⟧" == coded(page)


def test_keys_place_codes_and_move_them_without_crossing_pairs(chromium: Browser) -> None:
    """Alt, Shift and a number; of a selection across a pair the larger sound part is wrapped."""
    with field(chromium, "ab ⟦3⟧cd efg⟦/3⟧ hij", "en") as page:
        select(page, 1, 7)  # from before the bold words into them
        press(page, "Alt+Shift+Digit1")
        assert "ab ⟦3⟧⟦1⟧cd⟦/1⟧ efg⟦/3⟧ hij" == coded(page)
        press(page, "Control+z")
        select(page, 0, 11)  # with the whole of them
        press(page, "Alt+Shift+Digit1")
        assert "⟦1⟧ab ⟦3⟧cd efg⟦/3⟧⟦/1⟧ hij" == coded(page)
        press(page, "End", "Alt+Shift+Digit2", "Alt+Shift+Digit4", "Alt+Shift+Digit9")
        assert "⟦1⟧ab ⟦3⟧cd efg⟦/3⟧⟦/1⟧ hij⟦2/⟧⟦4/⟧" == coded(page)
        press(page, "Home", "Alt+Shift+Digit2", "Alt+Shift+Digit3", "x")
        assert "⟦2/⟧⟦3⟧x⟦/3⟧⟦1⟧ab cd efg⟦/1⟧ hij⟦4/⟧" == coded(page)
        assert 0 == page.locator(".cf-place").count()
        assert "All marks are in the text." == page.locator(".cf-tray-head").inner_text()


def test_the_caret_passes_each_code_in_one_step_the_way_the_arrow_points(
    chromium: Browser,
) -> None:
    """From right to left the left arrow leads on; Home and End reach past codes at the edges."""
    for language, onward in (("en", "ArrowRight"), ("ar", "ArrowLeft")):
        with field(chromium, "⟦2/⟧⟦1⟧⟦3⟧⟦/3⟧⟦/1⟧⟦4/⟧", language) as page:
            enter(page, "Home", "0")
            for digit in "123456":
                press(page, onward, digit)
            assert "0⟦2/⟧1⟦1⟧2⟦3⟧3⟦/3⟧4⟦/1⟧5⟦4/⟧6" == coded(page)
            press(page, "Home", "s", "End", "e")
            assert "s0⟦2/⟧1⟦1⟧2⟦3⟧3⟦/3⟧4⟦/1⟧5⟦4/⟧6e" == coded(page)


def test_a_line_stays_one_line_without_formats_and_leaves_enter_to_the_page(
    chromium: Browser,
) -> None:
    """Neither Enter nor the browser's own commands change the text; the page hears the key."""
    with field(chromium, GERMANISH, "en") as page:
        page.evaluate("addEventListener('keydown', e => (window.heard = e.ctrlKey + e.key))")
        enter(page, "Enter", "Shift+Enter", "Control+b", "Control+Enter")
        assert GERMANISH == coded(page)
        assert "trueEnter" == page.evaluate("window.heard")
        page.evaluate("document.querySelector('.cf-text').innerHTML = '<p>torn</p>'")
        page.wait_for_timeout(60)
        assert [] == broken(page)
        assert "⟦2/⟧⟦1⟧⟦3⟧⟦/3⟧⟦/1⟧" in coded(page)


def _actions(page: Page, dice: random.Random) -> Callable[[], object]:
    keyboard = page.context.new_cdp_session(page)
    kind = dice.random()
    if kind < 0.84:
        key = dice.choice(KEYS.split())
        return lambda: page.keyboard.press(key)
    words = dice.choice(MARKS)
    if kind < 0.91:
        return lambda: paste(page, words)
    if kind < 0.96:
        return lambda: page.keyboard.insert_text(words.replace("\n", ""))
    return lambda: _compose(keyboard, "مرح")


@TEXTS
def test_after_each_of_three_hundred_random_actions_the_codes_are_whole(
    chromium: Browser, language: str, text: str
) -> None:
    """Typing, deleting, cutting, pasting, composing, undoing: what is sent never has broken codes."""
    dice = random.Random(20261122)
    with field(chromium, text, language) as page:
        enter(page)
        seen = set()
        for step in range(300):
            _actions(page, dice)()
            assert [] == broken(page), f"after {step + 1} actions: {coded(page)}"
            seen.add(coded(page))
        assert len(seen) > 90


def test_fields_come_and_go_with_the_page(chromium: Browser) -> None:
    """What is brought in later becomes a field once; what goes is let go; a reset is followed."""
    with field(chromium, "a ⟦2/⟧", "en") as page:
        page.evaluate(
            "document.addEventListener('chip-field:ready', e => (window.ready = e.target.id))"
        )
        page.evaluate(
            "html => { document.getElementById('beside').innerHTML = html; }",
            area("b", name="later"),
        )
        expect(page.locator(".cf")).to_have_count(2)
        assert "later" == page.evaluate("window.ready")
        page.evaluate("window.wegweiserField.enhance()")
        expect(page.locator(".cf")).to_have_count(2)
        page.evaluate("document.getElementById('beside').replaceChildren()")
        expect(page.locator(".cf")).to_have_count(1)
        enter(page, "End", "z")
        assert "a ⟦2/⟧z" == coded(page)
        page.evaluate("document.querySelector('form').reset()")
        expect(page.locator(".cf-text p")).not_to_contain_text("z")
        assert "a ⟦2/⟧" == coded(page)


def test_a_stored_text_with_broken_codes_is_mended_on_opening(chromium: Browser) -> None:
    """What does not fit is left out and told; a good text comes out to the letter."""
    with field(chromium, "x ⟦3⟧y ⟦9/⟧⟦1⟧z⟦/3⟧⟦/1⟧\nw", "en") as page:
        assert "x ⟦3⟧y z⟦/3⟧ w" == coded(page)
        assert "left out" in said(page)
        assert [] == broken(page)


def test_everybody_can_use_the_field(chromium: Browser) -> None:
    """It has the label, the hints and the direction of its textarea; codes and buttons have names."""
    described = {"aria-describedby": "beside", "aria-invalid": "true", "required": ""}
    with field(chromium, ARABIC, "ar", ui="ar", width=375, **described) as page:
        text = page.get_by_role("textbox", name="Translation", exact=True)
        expect(text).to_have_attribute("dir", "rtl")
        expect(text).to_have_attribute("lang", "ar")
        expect(text).to_have_attribute("aria-invalid", "true")
        assert "beside" in str(text.get_attribute("aria-describedby")).split()
        assert "[phone 2: 0821 324-0]" in str(text.text_content())
        assert "[link 1 begins]" in str(text.text_content())
        assert "[bold 3 ends]" in str(text.text_content())
        place = page.get_by_role("button", name="new line 4")
        expect(place).to_have_attribute("aria-keyshortcuts", "Alt+Shift+4")
        heights = page.locator(".cf-chip, .cf-place").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().height)"
        )
        assert min(heights) >= 24
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
        assert [] == violations(page)
        page.emulate_media(color_scheme="dark")
        assert [] == violations(page)
