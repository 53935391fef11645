"""The chip field on a page of its own: under the strict policy, in a form that is never sent."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Route

from app.domain.segments.codes import Code, problems

BUILT = Path(__file__).parents[2] / "app" / "web" / "static" / "field"
GERMANISH = "Ring ⟦2/⟧ or ⟦1⟧visit ⟦3⟧us⟦/3⟧ now⟦/1⟧ please"
ARABIC = "اتصل بنا على ⟦2/⟧ أو زر ⟦1⟧موقع ⟦3⟧المكتب⟦/3⟧⟦/1⟧ الآن"
HOME = "http://field.test"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:"
)
KINDS = {".js": "text/javascript", ".css": "text/css"}
CHIPS: list[dict[str, object]] = [
    {"number": 1, "kind": "pair", "label": "link", "text": "", "title": "https://amt.example"},
    {
        "number": 2,
        "kind": "lock",
        "label": "phone",
        "text": "0821 324-0",
        "title": "tel:+498213240",
    },
    {"number": 3, "kind": "pair", "label": "bold", "text": "", "title": ""},
    {"number": 4, "kind": "void", "label": "new line", "text": "", "title": "", "breaks": True},
]
CODES = [
    Code(1, "pair", "a", (("href", "https://amt.example"),)),
    Code(2, "lock", "", text="0821 324-0", html="0821 324-0"),
    Code(3, "pair", "strong"),
    Code(4, "void", "br"),
]


def area(text: str, language: str = "ar", name: str = "coded", **attributes: str) -> str:
    """A field as the desk's pages have it."""
    more = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items())
    way = "rtl" if language in ("ar", "fa") else "ltr"
    chips = html.escape(json.dumps(CHIPS))
    return f"""<label for="{name}">Translation</label><textarea class="chip-field" id="{name}"
name="{name}" lang="{language}" dir="{way}" data-chips="{chips}"{more}>{html.escape(text)}</textarea>"""


def _document(fields: str, ui: str) -> str:
    way = "rtl" if ui in ("ar", "fa") else "ltr"
    return f"""<!doctype html><html lang="{ui}" dir="{way}"><head><meta charset="utf-8"><title>Field</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/field.css"></head>
<body><main><h1>Field</h1><form>{fields}<p><button>Save</button></p></form>
<p id="beside">beside</p></main><script defer src="/field.js"></script></body></html>"""


@contextmanager
def field(
    browser: Browser, text: str = "", language: str = "ar", ui: str = "en", width: int = 900,
    fields: str = "", **attributes: str,
) -> Iterator[Page]:  # fmt: skip
    """A window with a field; no script may fail there and no policy be broken."""
    told: list[str] = []

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HOME)
        if path == "/":
            page = _document(fields or area(text, language, **attributes), ui)
            headers = {"content-security-policy": POLICY}
            route.fulfill(body=page, content_type="text/html", headers=headers)
        elif (BUILT / path[1:]).is_file():
            file = BUILT / path[1:]
            route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix])
        else:
            route.fulfill(status=404, body="")

    context = browser.new_context(
        viewport={"width": width, "height": 700}, base_url=HOME,
        permissions=["clipboard-read", "clipboard-write"],
    )  # fmt: skip
    context.route(f"{HOME}/**", answer)
    page = context.new_page()
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("console", lambda said: told.append(said.text) if _is_ours(said.text) else None)
    page.goto("/")
    page.locator(".cf-text").first.wait_for()
    yield page
    context.close()
    assert [] == told, told


def _is_ours(said: str) -> bool:
    """The little picture that a browser asks each site for is not there."""
    return "Failed to load resource" not in said


def coded(page: Page) -> str:
    """What the form would send."""
    return page.input_value("#coded")


def set_coded(page: Page, text: str) -> None:
    """Another text in the field, as the desk's scripts put it there."""
    page.evaluate("text => document.getElementById('coded').chipField.setCoded(text)", text)


def broken(page: Page) -> list[str]:
    """What is wrong with the codes, except that those in the tray are missing from the text."""
    text, waiting = page.evaluate("""() => [
        document.getElementById("coded").value,
        [...document.querySelectorAll(".cf-place .cf-number")].map(one => Number(one.textContent)),
    ]""")
    missing = {f"missing code {number}" for number in waiting}
    return sorted(set(problems(text, CODES)) ^ missing)


def enter(page: Page, *keys: str) -> None:
    """Go into the field and press keys there, as soon as a hand could: for a fifth of a second
    after focus a selection at the start counts as the browser's own."""
    page.locator(".cf-text").focus()
    page.wait_for_timeout(220)
    for key in keys:
        page.keyboard.press(key)


def select(page: Page, start: int, end: int) -> None:
    """Select by places in the line: each letter counts one, and so does each chip."""
    page.evaluate(
        """([start, end]) => {
            const line = document.querySelector(".cf-text p");
            const place = wanted => {
                let left = wanted;
                const nodes = [...line.childNodes].filter(node => !["IMG", "BR"].includes(node.nodeName));
                for (const [at, node] of nodes.entries()) {
                    const size = node.nodeType === 3 ? node.data.length : 1;
                    if (node.nodeType === 3 && left <= size) return [node, left];
                    if (left === 0) return [line, [...line.childNodes].indexOf(node)];
                    left -= size;
                }
                return [line, line.childNodes.length];
            };
            document.querySelector(".cf-text").focus();
            getSelection().setBaseAndExtent(...place(start), ...place(end));
        }""",
        [start, end],
    )
    page.wait_for_timeout(40)  # the browser tells of a selection a moment later


def paste(page: Page, text: str, markup: str = "") -> None:
    """Paste as a browser does that has one kind or both on its clipboard."""
    page.evaluate(
        """([text, markup]) => {
            const data = new DataTransfer();
            if (text) data.setData("text/plain", text);
            if (markup) data.setData("text/html", markup);
            const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
            document.querySelector(".cf-text").dispatchEvent(event);
        }""",
        [text, markup],
    )


def said(page: Page) -> str:
    """The word on what just happened to codes."""
    return page.locator(".cf-hint").inner_text()


def press(page: Page, *keys: str) -> None:
    """Press some keys, one after another."""
    for key in keys:
        page.keyboard.press(key)
