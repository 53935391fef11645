"""The editor's room in a real browser: typing, colliding, losing the connection, publishing, previewing."""

from __future__ import annotations

import re

from playwright.sync_api import LocatorAssertions, Page, expect

from tests.browser.conftest import Live, violations

HOME = "/office/testdorf/pages"


def type_at_the_end(page: Page, words: str) -> None:
    """Type at the end of the text, as a person does."""
    page.locator(".wge-text").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def status(page: Page) -> LocatorAssertions:
    """The line that tells whether what was typed is kept."""
    return expect(page.locator("#page-status"))


def opened(live: Live, who: str, title: str = "Ankommen", **more: object) -> Page:
    """A page in its form."""
    window = live.window(who, **more)  # type: ignore[arg-type]
    window.goto(f"{HOME}/{live.office.page(title)}/")
    window.locator(".wge-text").wait_for()
    return window


def test_a_text_is_written_reported_and_published(live: Live) -> None:
    """From the keyboard to the readers, and each page on the way is fit for everybody."""
    window = opened(live, "editor", language="en-GB")
    assert [] == violations(window)
    type_at_the_end(window, " Auch am Samstag.")
    window.keyboard.press("Control+s")
    window.wait_for_url("**/pages/*/")
    expect(window.locator("#messages")).to_contain_text("Saved.")
    expect(window.locator(".waiting")).to_contain_text(
        "1 paragraph changed: 1 needs 6 translations"
    )
    window.click('button[value="publish"]')
    window.wait_for_url("**/report")
    assert [] == violations(window)
    window.get_by_role("button", name="Publish").click()
    window.wait_for_url("**/published")
    assert [] == violations(window)
    assert "Auch am Samstag." in window.request.get("/api/v3/testdorf/de/pages/").text()


def test_what_is_typed_survives_a_closed_window(live: Live) -> None:
    """It is kept after a pause; coming back, its author decides what becomes of it."""
    window = opened(live, "author", language="en-GB")
    type_at_the_end(window, " Nicht gespeichert.")
    status(window).to_contain_text("Kept as a draft of yours", timeout=8000)
    window.close(run_before_unload=False)
    again = opened_again(live, window)
    expect(again.locator("h1")).to_have_text("You have not saved this text")
    expect(again.locator("ins")).to_contain_text("Nicht gespeichert.")
    assert [] == violations(again)
    again.get_by_role("button", name="Go on with my text").click()
    expect(again.locator(".wge-text")).to_contain_text("Nicht gespeichert.")


def opened_again(live: Live, window: Page) -> Page:
    """A new window of the same person."""
    again = window.context.new_page()
    again.goto(f"{HOME}/{live.office.page('Ankommen')}/")
    return again


def test_without_a_connection_nothing_is_lost(live: Live) -> None:
    """The browser keeps the text until the server has it, even through a crash."""
    window = opened(live, "author", language="en-GB")
    window.context.set_offline(True)
    type_at_the_end(window, " Im Zug geschrieben.")
    status(window).to_contain_text("No connection", timeout=8000)
    window.keyboard.press("Control+s")
    status(window).to_contain_text("No connection")
    window.close(run_before_unload=False)
    window.context.set_offline(False)
    again = opened_again(live, window)
    expect(again.locator("#page-notice")).to_contain_text("did not reach the server")
    again.get_by_role("button", name="Use that text").click()
    again.wait_for_url("**/unsaved")
    expect(again.locator("ins")).to_contain_text("Im Zug geschrieben.")
    live.problems[:] = [one for one in live.problems if "ERR_INTERNET_DISCONNECTED" not in one]


def test_signing_in_again_loses_nothing(live: Live) -> None:
    """A session ends while somebody types; they sign in in another window and save in the first."""
    window = opened(live, "author", language="en-GB")
    window.context.clear_cookies()
    type_at_the_end(window, " Lange geschrieben.")
    expect(window.locator("#page-notice")).to_contain_text("You were signed out", timeout=8000)
    window.keyboard.press("Control+s")
    expect(window.locator(".wge-text")).to_contain_text("Lange geschrieben.")
    other = live.window("author", language="en-GB")
    window.context.add_cookies(other.context.cookies())
    window.keyboard.press("Control+s")
    expect(window.locator("#messages")).to_contain_text("Saved.")
    expect(window.locator(".wge-text")).to_contain_text("Lange geschrieben.")


def test_two_editors_collide_and_lose_nothing(live: Live) -> None:
    """The second is warned while typing, sees both texts, chooses, and saves the whole."""
    first = opened(live, "editor", language="en-GB")
    second = opened(live, "author", language="en-GB")
    type_at_the_end(first, " Von der Ersten.")
    first.fill("#title", "Ankommen hier")
    first.keyboard.press("Control+s")
    expect(first.locator("#messages")).to_contain_text("Saved.")
    type_at_the_end(second, " Von der Zweiten.")
    expect(second.locator("#page-notice")).to_contain_text("Editor saved this page", timeout=8000)
    second.click('button[value="save"]')
    second.wait_for_url("**/unsaved")
    assert [] == violations(second)
    second.get_by_label(re.compile("^Both, one below the other")).check()
    second.get_by_role("button", name="Put together and go on").click()
    expect(second.locator("#title")).to_have_value("Ankommen hier")
    expect(second.locator(".wge-text")).to_contain_text("Von der Ersten.")
    expect(second.locator(".wge-text")).to_contain_text("Von der Zweiten.")
    second.click('button[value="save"]')
    expect(second.locator("#messages")).to_contain_text("Saved.")


def test_leaving_with_unsaved_words_is_asked_about(live: Live) -> None:
    """Nobody closes a window by mistake; without a change nobody is asked."""
    window = opened(live, "author", language="en-GB")
    asked: list[str] = []
    window.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    window.goto(f"{HOME}/")
    assert [] == asked
    window.go_back()
    window.locator(".wge-text").wait_for()
    type_at_the_end(window, " Neu.")
    window.goto(f"{HOME}/")
    assert ["beforeunload"] == asked


def test_the_preview_shows_right_to_left(live: Live) -> None:
    """As an app shows it, in a frame that no script runs in; it fits a phone."""
    window = opened(live, "editor", language="en-GB", width=375)
    window.get_by_role("button", name="Preview").click()
    window.wait_for_url("**/preview/de")
    window.get_by_role("link", name="Arabic").click()
    screen = window.frame_locator("iframe")
    expect(screen.locator("html")).to_have_attribute("dir", "rtl")
    expect(screen.locator("article")).to_contain_text("Das Rathaus ist um 9 Uhr offen.")
    assert [] == violations(window)
    assert window.evaluate("document.documentElement.scrollWidth") <= 375


def test_a_phone_is_enough(live: Live) -> None:
    """Everything fits 375 pixels; a fault is shown beside its field, which has the focus."""
    window = opened(live, "editor", language="en-GB", width=375, height=740)
    window.fill("#title", "")
    window.click('button[value="save"]')
    expect(window.locator("#title-error")).to_contain_text("A page needs a title.")
    expect(window.locator("#title")).to_be_focused()
    assert [] == violations(window)
    window.emulate_media(color_scheme="dark")
    assert [] == violations(window)
    assert window.evaluate("document.documentElement.scrollWidth") <= 375


def test_a_new_page_is_written_below_another(live: Live) -> None:
    """Title, text, icon and place; the form is fit for everybody."""
    window = live.window("author", language="en-GB")
    window.goto(f"{HOME}/new?parent={live.office.page('Freizeit')}")
    window.locator(".wge-text").wait_for()
    assert [] == violations(window)
    window.fill("#title", "Sport")
    type_at_the_end(window, "Im Verein.")
    window.get_by_role("radio", name="Heart").check()
    window.click('button[value="submit"]')
    window.wait_for_url(f"**{HOME}/*/")
    expect(window.locator("#messages")).to_contain_text("Handed in.")
    editor = live.window("editor", language="en-GB")
    editor.goto(f"{HOME}/{live.office.page('Sport')}/report")
    expect(editor.locator("h1")).to_have_text("Approve and publish?")
    assert [] == violations(editor)
    editor.fill("#note", "Bitte mit Adresse.")
    editor.get_by_role("button", name="Send back").click()
    window.reload()
    expect(window.locator(".page-side")).to_contain_text("Bitte mit Adresse.")


def test_other_pages_of_the_room_are_fit_for_everybody(live: Live) -> None:
    """Questions before taking something away, and the page of those who only read."""
    window = opened(live, "editor", language="en-GB")
    page = live.office.page("Ankommen")
    type_at_the_end(window, " Neu.")
    window.keyboard.press("Control+s")
    expect(window.locator("#messages")).to_contain_text("Saved.")
    for where in ("withdraw", "discard"):
        window.goto(f"{HOME}/{page}/{where}")
        assert [] == violations(window)
    observer = live.window("observer", language="en-GB")
    observer.goto(f"{HOME}/{page}/")
    assert [] == violations(observer)
