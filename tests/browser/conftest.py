"""A real Chromium, and the application served over real HTTP."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from app.db import db
from tests.fixtures.databases import Templates, copied
from tests.fixtures.guides import app_on
from tests.fixtures.office import DEMO, PASSWORD, VILLAGE, Office, give_password

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of this test process."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Live:
    """The application at an address, and windows in which people are signed in."""

    office: Office
    url: str
    browser: Browser
    problems: list[str]

    def window(
        self, who: str, language: str = "de-DE", width: int = 1280, height: int = 900
    ) -> Page:
        """A window of its own in which one of PEOPLE has signed in through the form."""
        give_password(self.office.app, who)
        context = self.browser.new_context(
            locale=language, viewport={"width": width, "height": height}, base_url=self.url
        )
        page = context.new_page()
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on(
            "console",
            lambda said: (
                self.problems.append(said.text)
                if said.type == "error" and "status of" not in said.text
                else None
            ),
        )
        page.goto("/account/login")
        page.fill('input[name="email"]', f"{who}@example.org")
        page.fill('input[name="password"]', PASSWORD)
        page.press('input[name="password"]', "Enter")
        page.wait_for_url(re.compile(r"/(office|desk)/"))
        return page


def _serve(app: Flask) -> tuple[Callable[[], None], str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def stop() -> None:
        server.shutdown()
        thread.join()
        server.server_close()
        with app.app_context():
            db.engine.dispose()

    return stop, f"http://127.0.0.1:{server.server_port}"


def _live(
    templates: Templates, folder: Path, browser: Browser, name: str, *fill: Any
) -> Iterator[Live]:
    for url in copied(templates, "sqlite", folder, name, *fill):
        with app_on(url) as app:
            stop, address = _serve(app)
            found = Live(Office(app), address, browser, [])
            try:
                yield found
            finally:
                for context in browser.contexts:
                    context.close()
                stop()
            assert [] == found.problems  # no script failed, no policy was broken


@pytest.fixture
def live(templates: Templates, tmp_path: Path, chromium: Browser) -> Iterator[Live]:
    """Testdorf and Nachbarort over HTTP, on a database of the test's own."""
    yield from _live(templates, tmp_path, chromium, *VILLAGE)


@pytest.fixture
def live_demo(templates: Templates, tmp_path: Path, chromium: Browser) -> Iterator[Live]:
    """The demo guide over HTTP, on a database of the test's own."""
    yield from _live(templates, tmp_path, chromium, *DEMO)


STILL = """async () => {
  const moving = document.getAnimations().filter(one => one.effect.getTiming().iterations < Infinity)
  await Promise.allSettled(moving.map(one => one.finished))
}"""


def violations(page: Page) -> list[str]:
    """What axe-core finds on a page against WCAG 2.2 A and AA, a line each; once colours rest."""
    page.evaluate(STILL)
    options = {
        "resultTypes": ["violations"],
        "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {one['help']}: {node['target']} {node['html'][:160]}"
        for one in found
        for node in one["nodes"]
    ]
