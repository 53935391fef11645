"""The text editor on a page of its own: under the strict policy, with a search that answers from a list."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlparse

from playwright.sync_api import Browser, Page, Route

from app.domain.segments.sanitising import clean

BUILT = Path(__file__).parents[2] / "app" / "web" / "static" / "editor"
HOME = "http://editor.test"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:"
)
PAGES = [
    {"id": 12, "title": "Wohngeld", "path": "Wohnen › Geld", "state": "published"},
    {"id": 13, "title": "Wohnungssuche", "path": "Wohnen", "state": "published"},
    {"id": 14, "title": "Wohnung anmelden", "path": "Ankommen", "state": "draft"},
]
KINDS = {".js": "text/javascript", ".css": "text/css"}


def _document(text: str, labels: dict[str, str]) -> str:
    words = html.escape(json.dumps(labels))
    return f"""<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Text</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/editor.css"></head>
<body><main><h1>Text</h1><form><label for="body">Text der Seite</label>
<div data-editor data-editor-input="body" data-search-url="/search" data-labels="{words}"></div>
<textarea name="body" id="body" lang="de" dir="ltr">{html.escape(text)}</textarea>
<p><button>Speichern</button></p></form></main><script src="/editor.js"></script></body></html>"""


def _found(query: dict[str, list[str]]) -> list[dict[str, object]]:
    words = query.get("q", [""])[0].lower()
    number = query.get("id", [""])[0]
    return [
        page
        for page in PAGES
        if (words and words in str(page["title"]).lower()) or str(page["id"]) == number
    ]


@contextmanager
def editor(browser: Browser, text: str = "", width: int = 1100, **labels: str) -> Iterator[Page]:
    """A window with a text in the editor; no script may fail there and no policy be broken."""
    problems: list[str] = []

    def answer(route: Route) -> None:
        address = urlparse(route.request.url)
        if address.path == "/":
            headers = {"content-security-policy": POLICY}
            page = _document(text, labels)
            route.fulfill(body=page, content_type="text/html", headers=headers)
        elif address.path == "/search":
            route.fulfill(json=_found(parse_qs(address.query)))
        elif (BUILT / address.path[1:]).is_file():
            file = BUILT / address.path[1:]
            route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix])
        else:
            route.fulfill(status=404, body="")

    context = browser.new_context(viewport={"width": width, "height": 800}, base_url=HOME)
    context.route(f"{HOME}/**", answer)
    page = context.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if _is_ours(said.text) else None)
    page.goto("/")
    yield page
    context.close()
    assert [] == problems


def _is_ours(said: str) -> bool:
    """Pictures of the guides are not loaded here, and Chromium says so."""
    return "Loading the image" not in said and "Failed to load resource" not in said


def written(page: Page) -> str:
    """The HTML that the form would send."""
    return page.input_value("#body")


def through(page: Page, texts: list[str]) -> list[str]:
    """Each text as it comes out of the editor again, cleaned as it would be on saving."""
    script = """texts => texts.map(text => {
        document.getElementById("body").value = text;
        window.wegweiserEditor.reload();
        return window.wegweiserEditor.getHTML();
    })"""
    return [clean(text) for text in page.evaluate(script, [clean(text) for text in texts])]


def select(page: Page, words: str) -> None:
    """Select the first occurrence of words that stand in one piece."""
    page.evaluate(
        """words => {
            const text = document.querySelector(".wge-text");
            const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            while (walker.nextNode() && !walker.currentNode.data.includes(words));
            const at = walker.currentNode.data.indexOf(words);
            text.focus();
            getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
        }""",
        words,
    )
    page.wait_for_timeout(50)  # the browser tells of a selection a moment later


def press(page: Page, name: str) -> None:
    """Press a button of the editor by its name."""
    page.get_by_role("button", name=name, exact=True).click()


def paste(page: Page, html: str, text: str = "-") -> None:
    """Paste as a browser does that has both kinds on its clipboard."""
    page.evaluate(
        """([html, text]) => {
            const data = new DataTransfer();
            if (html) data.setData("text/html", html);
            data.setData("text/plain", text);
            const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
            document.querySelector(".wge-text").dispatchEvent(event);
        }""",
        [html, text],
    )
