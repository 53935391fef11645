"""Stories at the desk in a real browser: a queue cleared by keyboard, German that moves, two who meet."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Live, violations
from tests.browser.desk import (
    DESK,
    agree,
    at,
    coded,
    go_live_at_once,
    rewrite,
    waiting,
    write,
    write_over,
)

TWENTY = [
    *("Die Anmeldung ist kostenlos.", "Bringen Sie Ihren Pass mit.", "Der Kurs beginnt am Montag."),
    *("Kinder sind willkommen.", "Wir sprechen viele Sprachen.", "Sie finden uns am Bahnhof."),
    *("Rufen Sie uns an.", "Das Haus hat einen Garten.", "Es gibt Kaffee und Tee."),
    *("Die Bücher gehören allen.", "Fragen Sie gern nach.", "Am Ende gibt es eine Prüfung."),
    'Lesen Sie <a href="https://example.org/">das Heft</a> und <b>üben</b> Sie.',
]
ARABIC = "هذه جملة عربية للقارئات والقراء"
PLACE = "Paragraph {} of {}"


def opened(live: Live, who: str, address: str, **more: object) -> Page:
    """A paragraph in a window of one of PEOPLE."""
    window = live.window(who, **more)  # type: ignore[arg-type]
    window.goto(f"{DESK}/queue/{address}")
    expect(window.locator("#segment .cf-text")).to_be_focused()
    return window


def test_an_arabic_translator_clears_a_queue_of_twenty_by_keyboard(live: Live) -> None:
    """From the list to the end without a mouse; the app's JSON has each text."""
    write(live, "Kurse", TWENTY)
    go_live_at_once(live)
    order = waiting(live)
    assert 20 == len(order)
    window = live.window("translator", "ar")
    window.goto(f"{DESK}/queue/new/")
    window.locator(f'a[href$="{DESK}/queue/new/first"]').first.press("Enter")
    expect(window.locator("html")).to_have_attribute("dir", "rtl")
    for number, (segment, german) in enumerate(order):
        expect(window.locator("#segment")).to_have_attribute("data-segment", str(segment))
        expect(window.locator("#segment .cf-text")).to_be_focused()
        assert "rtl" == window.locator(".cf-text").evaluate("e => getComputedStyle(e).direction")
        type_one(window, number, german)
        window.keyboard.press("Control+Enter")
    expect(window.locator("#end-head")).to_be_focused()
    assert [] == violations(window)
    served = window.request.get("/api/v3/testdorf/ar/pages/").text()
    assert ([], []) == (waiting(live), [n for n in range(20) if said(n) not in served])


def said(number: int) -> str:
    """The Arabic for the paragraph of this number, in letters alone."""
    return f"{ARABIC} {'ابتثجحخدذرزسشصضطظعغف'[number] * 3}"


def type_one(window: Page, number: int, german: str) -> None:
    """Type a translation; what the German has of numbers and links comes by keys as well."""
    window.keyboard.insert_text(said(number))
    if "9 Uhr" in german:
        window.keyboard.insert_text(" 9")
    if "⟦1⟧" in german:
        window.keyboard.insert_text(" هنا")
        for digit in (1, 2):
            window.keyboard.press("Shift+Control+ArrowLeft")
            window.keyboard.press(f"Alt+Shift+Digit{digit}")


def test_german_is_edited_and_comes_fresh_again(live: Live) -> None:
    """What an editor changes waits at the desk with the change marked, until it is translated."""
    write(live, "Freie Zeit", ["Das Bad ist am Montag offen."])
    agree(live, "Montag", "يوم الاثنين")
    segment = next(number for number, german in waiting(live) if "Bad" in german)
    window = opened(live, "translator", f"new/{segment}/", language="en-GB")
    write_over(window, "المسبح مفتوح يوم الاثنين.")
    window.keyboard.press("Control+Enter")
    expect(window.locator("#segment")).not_to_have_attribute("data-segment", str(segment))
    rewrite(live, "Freie Zeit", "<p>Das Bad ist am Montag nicht offen.</p>")
    assert [segment] == [number for number, _ in waiting(live, "now")]
    window.goto(f"{DESK}/queue/now/first")
    at(window, PLACE.format(1, 1))
    expect(window.locator(".german ins")).to_contain_text("nicht")
    assert "المسبح مفتوح يوم الاثنين." == coded(window)
    assert [] == violations(window)
    window.keyboard.press("Alt+c")
    assert "Das Bad ist am Montag nicht offen." == coded(window)
    write_over(window, "المسبح غير مفتوح ")
    window.keyboard.press("Alt+1")
    assert "المسبح غير مفتوح يوم الاثنين" == coded(window)
    window.locator("details.preview summary").click()
    readers = window.frame_locator("details.preview iframe")
    expect(readers.locator("article")).to_contain_text("المسبح")
    window.locator("#segment .cf-text").focus()
    write_over(window, "المسبح غير مفتوح يوم الاثنين.")
    window.keyboard.press("Control+Enter")
    expect(window.locator("#end-head")).to_be_focused()
    assert [] == waiting(live, "now")
    window.keyboard.press("Alt+z")
    expect(window.locator("#messages")).to_contain_text("Your last decision was taken back.")
    at(window, PLACE.format(1, 1))
    assert "المسبح مفتوح يوم الاثنين." == coded(window)


def test_two_translators_meet_and_lose_nothing(live: Live) -> None:
    """One is told who has the paragraph, takes it over; the other's text is kept, shown, and chosen."""
    segment = next(number for number, german in waiting(live) if "9 Uhr" in german)
    first = opened(live, "translator", f"new/{segment}/", language="en-GB")
    second = opened(live, "editor", f"new/{segment}/", language="en-GB")
    expect(second.locator("#claim")).to_contain_text("Translator has had this open since")
    second.get_by_role("button", name="Take it over").click()
    expect(second.locator("#claim")).to_have_text("")
    write_over(first, "المبنى يفتح في الساعة 9.")
    expect(first.locator("#draft-status")).to_contain_text("Draft kept at")
    expect(first.locator("#claim")).to_contain_text("Editor has had this open since")
    write_over(second, "يفتح في الساعة 9 صباحا.")
    second.keyboard.press("Control+Enter")
    expect(second.locator("#segment")).not_to_have_attribute("data-segment", str(segment))
    first.keyboard.press("Control+Enter")
    expect(first.locator("#quarrel")).to_contain_text("Editor: readers have this")
    assert "المبنى يفتح في الساعة 9." == coded(first)
    assert [] == violations(first)
    first.get_by_role("button", name="Take this text").click()
    expect(first.locator("#quarrel")).to_have_count(0)
    assert [] == waiting(live, "conflicts")


def test_a_draft_survives_a_closed_window(live: Live) -> None:
    """It stands in the field when its author comes back, who may drop it."""
    segment, _ = waiting(live)[0]
    window = opened(live, "translator", f"new/{segment}/", language="en-GB")
    window.keyboard.insert_text("الوص")
    window.close(run_before_unload=True)
    again = window.context.new_page()
    again.goto(f"{DESK}/queue/new/{segment}/")
    expect(again.locator(".note")).to_contain_text("You were writing here on")
    assert "الوص" == coded(again)
    again.get_by_role("button", name="Drop this draft").click()
    expect(again.locator("#messages")).to_contain_text("Your draft was dropped.")
    assert "" == coded(again)


def test_signing_in_again_loses_nothing(live: Live) -> None:
    """A session ends while somebody types: what they typed stays, and goes out once they are back."""
    segment, _ = waiting(live)[0]
    window = opened(live, "translator", f"new/{segment}/", language="en-GB")
    window.context.clear_cookies()
    window.keyboard.insert_text("الوصول")
    window.keyboard.press("Control+Enter")
    expect(window.locator("#segment-notice")).to_contain_text("You were signed out.")
    assert ("الوصول", True) == (coded(window), window.url.endswith(f"/new/{segment}/"))
    other = live.window("translator", "en-GB")
    window.context.add_cookies(other.context.cookies())
    window.keyboard.press("Control+Enter")
    expect(window.locator("#segment")).not_to_have_attribute("data-segment", str(segment))
    assert segment not in [number for number, _ in waiting(live)]


def test_without_a_connection_nothing_is_lost(live: Live) -> None:
    """It is told at once, and the same text is accepted when the connection is back."""
    segment, _ = waiting(live)[0]
    window = opened(live, "translator", f"new/{segment}/", language="en-GB")
    window.context.set_offline(True)
    window.keyboard.insert_text("الوصول")
    window.keyboard.press("Control+Enter")
    expect(window.locator("#segment-notice")).to_contain_text("No connection.")
    assert "الوصول" == coded(window)
    window.context.set_offline(False)
    window.keyboard.press("Control+Enter")
    expect(window.locator("#segment")).not_to_have_attribute("data-segment", str(segment))
    told = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch")
    live.problems[:] = [one for one in live.problems if not any(word in one for word in told)]


def test_help_lists_the_keys_and_single_letters_can_be_switched_off(live: Live) -> None:
    """The card opens over the field and gives the focus back; letters work outside fields alone."""
    order = [number for number, _ in waiting(live)]
    window = opened(live, "translator", f"new/{order[0]}/", language="en-GB")
    window.keyboard.insert_text("j/k")
    window.keyboard.press("F1")
    expect(window.locator("#keys")).to_be_visible()
    assert [] == violations(window)
    window.keyboard.press("Escape")
    expect(window.locator("#segment .cf-text")).to_be_focused()
    window.keyboard.press("Escape")
    window.keyboard.press("j")
    expect(window.locator("#segment")).to_have_attribute("data-segment", str(order[1]))
    expect(window.locator("#segment .cf-text")).to_be_focused()
    window.keyboard.press("F1")
    window.get_by_label("Single letters work outside the field too").uncheck()
    window.keyboard.press("Escape")
    window.locator("#main").focus()
    window.keyboard.press("j")
    window.keyboard.press("Alt+ArrowUp")
    expect(window.locator("#segment")).to_have_attribute("data-segment", str(order[0]))
    assert "j/k" == coded(window)  # what was typed before somebody skipped is kept


def test_a_foreign_language_refuses(live: Live) -> None:
    """Somebody who translates into Arabic opens, changes and holds nothing in Persian."""
    segment, _ = waiting(live)[0]
    window = opened(live, "translator", f"new/{segment}/", language="en-GB")
    form = {"csrf_token": window.locator('input[name="csrf_token"]').first.input_value()}
    address = f"/desk/testdorf/fa/queue/new/{segment}/"
    statuses = [window.request.get(address).status] + [
        window.request.post(address + deed, form=form | {"coded": "سلام"}).status
        for deed in ("", "confirm", "claim", "draft", "comments", "undo")
    ]
    assert {403} == set(statuses)
    assert segment in [number for number, _ in waiting(live, language="fa")]


def test_it_fits_a_phone_in_both_directions(live: Live) -> None:
    """375 pixels wide nothing runs off to the side, and what is decided with stays in reach."""
    segment, _ = waiting(live)[0]
    for language in ("de-DE", "ar"):
        window = opened(live, "translator", f"new/{segment}/", language=language, width=375)
        assert [] == violations(window)
        width = window.evaluate("document.documentElement.scrollWidth")
        bar = window.locator(".desk-bar .primary").bounding_box()
        assert bar is not None
        assert (375, True) == (width, bar["y"] + bar["height"] <= 900)
