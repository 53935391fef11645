"""The text editor in a real browser: keys, dialogs, pasting, and what is sent in the end."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.conftest import violations
from tests.browser.editing import editor, paste, press, select, written

WORD = """<p class=MsoTitle><span style='mso-x:1'>Kopf</span></p><h1 style="color:red">Titel</h1>
<p class=MsoNormal style='margin:0'>Text <b style='mso-bidi-font-weight:normal'>fett</b><o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>· </span>Eins</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o </span>Zwei</p>
<p class=MsoNormal>&nbsp;</p>
<p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1. </span>Drei</p>
<table class=T><tr><td colspan=2 style='w'><p>Vier</p></td></tr></table>
<p><a href="https://x.example" onclick="f()">Fünf</a> <a href="javascript:f()">Sechs</a></p>"""


def test_what_is_typed_is_sent(chromium: Browser) -> None:
    """Each change reaches the textarea at once, and whoever listens hears of it."""
    with editor(chromium, "<p>Guten Tag</p>") as page:
        page.evaluate("document.addEventListener('input', e => (window.heard = e.target.name))")
        page.get_by_role("textbox", name="Text der Seite").click()
        page.keyboard.press("Control+End")
        page.keyboard.type(", Hannover")
        assert "<p>Guten Tag, Hannover</p>" == written(page)
        assert "body" == page.evaluate("window.heard")


def test_a_change_taken_back_leaves_the_text_to_the_letter(chromium: Browser) -> None:
    """Nothing is sent differently because somebody opened the page, or undid what they did."""
    text = "<p>Guten Tag</p>\n\n<p>x </p>"
    with editor(chromium, text) as page:
        assert text == written(page)
        select(page, "Guten")
        page.keyboard.press("Control+b")
        assert "<p><strong>Guten</strong> Tag</p>\n<p>x</p>" == written(page)
        page.keyboard.press("Control+z")
        assert text == written(page)


def test_a_link_to_a_page_is_set_by_keyboard(chromium: Browser) -> None:
    """Ctrl+K, a few letters, arrow down, Enter: the link names the page by its number."""
    with editor(chromium, "<p>Lesen Sie hier weiter.</p>") as page:
        select(page, "hier")
        page.keyboard.press("Control+k")
        page.keyboard.type("wohn")
        found = page.get_by_role("listbox").get_by_role("option")
        found.nth(2).wait_for()
        assert ["Wohngeld", "Wohnungssuche", "Wohnung anmelden"] == [
            one.split("\n")[0] for one in found.all_inner_texts()
        ]
        assert "not public" in found.nth(2).inner_text()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        assert '<p>Lesen Sie <a href="page:13">hier</a> weiter.</p>' == written(page)


def test_an_address_is_understood_as_it_is_typed(chromium: Browser) -> None:
    """A web address without https:// is mended with a word about it; mail and telephone are known."""
    with editor(chromium, "<p></p>") as page:
        page.locator(".wge-text").click()
        for typed in ("www.hannover.example", "amt@hannover.example", "0511 168-0", "115"):
            page.keyboard.press("Control+k")
            page.keyboard.type(typed)
            if typed.startswith("www"):
                assert "has no https://" in page.locator(".wge-dialog .is-warned").inner_text()
            press(page, "Apply")
            page.locator(".wge-text:focus").wait_for()
            page.keyboard.type(" ")
        assert (
            '<p><a href="https://www.hannover.example">www.hannover.example</a> '
            '<a href="mailto:amt@hannover.example">amt@hannover.example</a> '
            '<a href="tel:+495111680">0511 168-0</a> <a href="tel:115">115</a> </p>'
        ) == written(page)


def test_words_are_kept_from_translation(chromium: Browser) -> None:
    """One button marks words that stay as they are in every language, and takes the mark away."""
    with editor(chromium, "<p>Der HannoverAktivPass hilft.</p>") as page:
        select(page, "HannoverAktivPass")
        press(page, "Do not translate")
        lock = '<span translate="no" class="notranslate">HannoverAktivPass</span>'
        assert f"<p>Der {lock} hilft.</p>" == written(page)
        select(page, "HannoverAktivPass")
        press(page, "Do not translate")
        assert "<p>Der HannoverAktivPass hilft.</p>" == written(page)


def test_pasting_from_word_keeps_sense_and_drops_looks(chromium: Browser) -> None:
    """Headings, stress, lists, tables and links stay; styles, scripts and empty lines do not."""
    with editor(chromium, "<p></p>") as page:
        page.locator(".wge-text").click()
        paste(page, WORD)
        assert [
            "<p>Kopf</p>",
            "<h2>Titel</h2>",
            "<p>Text <strong>fett</strong></p>",
            "<ul><li>Eins<ul><li>Zwei</li></ul></li></ul>",
            "<ol><li>Drei</li></ol>",
            '<table><tbody><tr><td colspan="2">Vier</td></tr></tbody></table>',
            '<p><a href="https://x.example">Fünf</a> Sechs</p>',
        ] == written(page).split("\n")


def test_an_address_pasted_on_words_makes_them_a_link(chromium: Browser) -> None:
    """The quickest way to a link."""
    with editor(chromium, "<p>Siehe hier.</p>") as page:
        select(page, "hier")
        paste(page, "", "https://x.example/a?b=c&d=e")
        assert '<p>Siehe <a href="https://x.example/a?b=c&amp;d=e">hier</a>.</p>' == written(page)


def test_a_table_grows_and_shrinks(chromium: Browser) -> None:
    """Rows and columns come and go where the cursor is; Tab leads from cell to cell."""
    with editor(chromium, "<p></p>") as page:
        page.locator(".wge-text").click()
        press(page, "Table")
        page.keyboard.type("Amt")
        page.keyboard.press("Tab")
        page.keyboard.type("Zeit")
        press(page, "Add a row below")
        press(page, "Add a column after")
        press(page, "Delete the column")
        assert (
            "<table><tbody><tr><th>Amt</th><th></th></tr>" + "<tr><td></td><td></td></tr>" * 3
        ) + "</tbody></table>" == written(page)
        press(page, "Delete the table")
        assert "<p></p>" == written(page)


def test_an_accordion_is_written_line_by_line(chromium: Browser) -> None:
    """Enter leads from its line into it, and two Enters out of it again."""
    with editor(chromium, "<p></p>") as page:
        page.locator(".wge-text").click()
        press(page, "Accordion")
        for line in ("Was kostet das?", "Nichts."):
            page.keyboard.type(line)
            page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        page.keyboard.type("Danach")
        expected = (
            "<details><summary>Was kostet das?</summary><p>Nichts.</p></details>\n<p>Danach</p>"
        )
        assert expected == written(page)


def test_a_contact_becomes_lines_with_links(chromium: Browser) -> None:
    """An office with telephone and mail address, in German, as readers need it."""
    with editor(chromium, "<p></p>") as page:
        page.locator(".wge-text").click()
        press(page, "Contact")
        page.get_by_label("Name or office").fill("Bürgeramt")
        page.get_by_label("Telephone").fill("0511 168-0")
        page.get_by_label("Opening hours").fill("Mo–Fr 8–12 Uhr")
        press(page, "Insert")
        assert (
            '<p><strong>Bürgeramt</strong><br>Telefon: <a href="tel:+495111680">0511 168-0</a><br>'
            "Öffnungszeiten: Mo–Fr 8–12 Uhr</p>"
        ) == written(page)


def test_an_image_asks_for_its_description(chromium: Browser) -> None:
    """An image goes in with a description, or as decoration on purpose."""
    with editor(chromium, "<p></p>") as page:
        page.locator(".wge-text").click()
        press(page, "Image")
        page.get_by_label("Address of the image").fill("https://x.example/haus.jpg")
        press(page, "Insert")
        assert "true" == page.get_by_label("Description", exact=True).get_attribute("aria-invalid")
        page.get_by_label("Description", exact=True).fill("Das Rathaus")
        press(page, "Insert")
        assert '<p><img src="https://x.example/haus.jpg" alt="Das Rathaus"></p>' == written(page)


def test_the_keyboard_reaches_everything_and_gets_out(chromium: Browser) -> None:
    """Alt+F10 leads to the toolbar, arrows along it; Escape and Tab lead on from a list."""
    with editor(chromium, "<ul><li>a</li><li>b</li></ul>") as page:
        page.get_by_text("b", exact=True).click()
        page.keyboard.press("Alt+F10")
        page.keyboard.press("ArrowRight")
        focused = "document.activeElement.getAttribute('aria-label')"
        assert "Bold" == page.evaluate(focused)
        page.keyboard.press("End")
        assert "Redo" == page.evaluate(focused)
        page.keyboard.press("Escape")
        expect(page.locator("[role=textbox]")).to_be_focused()
        page.keyboard.press("Tab")
        assert "<ul><li>a<ul><li>b</li></ul></li></ul>" == written(page)
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
        assert "Speichern" == page.evaluate("document.activeElement.textContent")


def test_the_editor_has_no_barriers_and_fits_a_phone(chromium: Browser) -> None:
    """axe-core finds nothing in the text, the link dialog and the labels of another language."""
    text = "<h2>A</h2><table><tr><th>b</th></tr></table><p><a href='page:12'>Geld</a> c</p>"
    with editor(chromium, text, width=375, bold="Fett", unpublished="Entwurf") as page:
        assert "Fett" == page.get_by_role("button", name="Fett").get_attribute("aria-label")
        page.get_by_role("link", name="Geld").click()
        page.locator(".wge-what", has_text="Wohngeld").wait_for()
        assert [] == violations(page)
        assert 375 >= page.evaluate("document.documentElement.scrollWidth")
        page.keyboard.press("Control+k")
        page.keyboard.press("Control+a")
        page.keyboard.type("wohnung an")
        page.get_by_text("Entwurf").wait_for()
        assert [] == violations(page)
