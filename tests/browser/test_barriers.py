"""Every page of the office, without barriers and without breaking out of a telephone's screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Live, violations
from tests.web.route_table import PUBLIC, ROWS
from tests.web.test_rights import address

ROOMS = [
    row for row in ROWS
    if row.action != PUBLIC and "GET" in row.methods and not row.lacks
]  # fmt: skip


def enter(page: Page, url: str) -> bool:
    """Go to a room; whether it is a page for people (and not a file, a part of a page, or JSON)."""
    answer = page.request.get(url)
    assert answer.status < 400, f"{url}: {answer.status}"
    if "text/html" not in answer.headers.get("content-type", "") or "<html" not in answer.text():
        return False
    if "sandbox" in answer.headers.get("content-security-policy", ""):
        return False  # no script runs there, axe's neither: it is looked at within its frame
    page.goto(url)
    page.wait_for_load_state("networkidle")
    return True


@pytest.mark.parametrize(
    ("width", "language", "scheme"),
    [(1280, "de-DE", "light"), (375, "en-GB", "dark")],
    ids=["wide-german-light", "narrow-english-dark"],
)
def test_every_room_is_free_of_barriers(live: Live, width: int, language: str, scheme: str) -> None:
    """axe-core finds nothing against WCAG 2.2 A and AA, and nothing has to be scrolled sideways."""
    page = live.window("administrator", language, width)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    wrong, seen = [], 0
    for url in dict.fromkeys(address(live.office, row, "testdorf") for row in ROOMS):
        if not enter(page, url):
            continue
        seen += 1
        wrong += [f"{url}: {found}" for found in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(f"{url}: wider than {width} px")
    assert [] == wrong
    assert seen > 40
