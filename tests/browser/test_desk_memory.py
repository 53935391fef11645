"""The memory and the glossary in a real browser: by keyboard, on a phone, from right to left."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Live, violations

TABLE = (
    "Deutsch;ar\nRufen Sie uns an: 0821 3243210.;اتصل بنا: 0821 3243210.\n"
    "Guten Tag;نهارك سعيد\nGuten Tag;Good morning\n"
)


def fits(page: Page) -> bool:
    """Whether nothing reaches beyond the window's sides."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_memory_comes_in_and_is_corrected(live_demo: Live, tmp_path: Path) -> None:
    """A file is looked at and taken over; a hit is found, corrected in the field with its chip, and
    taken out of use; nothing is in anybody's way, on a phone in Arabic either."""
    file = tmp_path / "alt.csv"
    file.write_text(TABLE, encoding="utf-8")
    page = live_demo.window("translator", "en-GB")
    page.goto("/desk/hannover/ar/memory/import/")
    page.set_input_files("#file", str(file))
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_text("Nothing has been changed yet.")).to_be_visible()
    assert [] == violations(page)
    page.get_by_role("link", name="Does not fit 1").click()
    expect(page.get_by_text("Too few letters are those of this language.")).to_be_visible()
    page.get_by_label("People have checked these texts").check()
    page.get_by_role("button", name="Take over 2 texts").click()
    expect(page.get_by_text("2 texts were taken into the memory.")).to_be_visible()
    page.get_by_label("Words, German or translated").fill("rufen")
    page.keyboard.press("Enter")
    expect(page.locator("mark")).to_have_text(["Rufen"])
    assert [] == violations(page)
    page.get_by_role("link", name="Correct it").click()
    field = page.locator(".chip-field-box, [contenteditable=true]").first
    field.click()
    page.keyboard.press("Home")
    page.keyboard.type("الآن ")
    page.get_by_role("button", name="Keep the correction").click()
    expect(page.get_by_text("الآن اتصل بنا")).to_be_visible()
    phone = live_demo.window("translator", "ar", 375, 800)
    phone.goto("/desk/hannover/ar/memory/?q=uns")
    assert "rtl" == phone.locator("html").get_attribute("dir")
    assert fits(phone)
    assert [] == violations(phone)


def test_a_term_is_worded(live_demo: Live) -> None:
    """What a wording would touch is listed before it is kept; the phone shows all of it in Arabic."""
    page = live_demo.window("translator", "en-GB")
    page.goto("/desk/hannover/ar/glossary/")
    assert [] == violations(page)
    page.get_by_role("link", name="Change the wordings of").first.click()
    page.get_by_label("Preferred wording", exact=True).fill("كلمة أخرى")
    page.get_by_role("button", name="Show what it would touch").click()
    expect(page.get_by_role("heading", name="What saving this would touch")).to_be_visible()
    assert [] == violations(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Nothing was sent to a machine.")).to_be_visible()
    phone = live_demo.window("translator", "ar", 375, 800)
    for room in ("", "import/"):
        phone.goto(f"/desk/hannover/ar/glossary/{room}")
        assert fits(phone)
        assert [] == violations(phone)
