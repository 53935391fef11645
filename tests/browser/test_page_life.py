"""A page's life in a real browser: planned, published and withdrawn at its time; compared and brought back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from app.db import open_engine, transaction, transactions_on
from app.jobs import scheduling
from app.services.pages import pages
from app.services.pages.pages import Draft
from tests.browser.conftest import Live, violations
from tests.fixtures.guides import NOW

HOME = "/office/testdorf/pages"
NEW = "<h2>Ankommen</h2><p>Das Rathaus ist ab 10 Uhr offen.</p><p>Kommen Sie zu uns.</p>"
DAY = timedelta(days=1)


def drafted(live: Live) -> int:
    """A live page with a newer draft."""
    number = live.office.page("Ankommen")
    with live.office.app.app_context(), transaction() as session:
        content = pages.get(session, number)
        pages.revise(session, content, Draft("Ankommen", NEW), based_on=1, author="Ben", now=NOW)
    return number


def choose(page: Page, form: str, at: datetime) -> None:
    """Fill in a day and a time and send the form with the keyboard."""
    local = at.astimezone(ZoneInfo("Europe/Berlin"))
    page.fill(f'{form} input[name="day"]', local.date().isoformat())
    page.fill(f'{form} input[name="time"]', local.strftime("%H:%M"))
    page.press(f'{form} input[name="time"]', "Enter")


def read(page: Page) -> str:
    """What readers of German get."""
    return page.request.get("/api/v3/testdorf/de/pages/").text()


def test_schedule_and_expiry_happen(live: Live) -> None:
    """An editor plans both; the worker does the rest at its time, and the rooms say what comes and came."""
    number, now = drafted(live), datetime.now(UTC)
    window = live.window("editor", language="en-GB")
    window.goto(f"{HOME}/{number}/plan/")
    window.get_by_role("link", name="Plan the publication").click()
    choose(window, 'form[action$="/publish"]', now + DAY)
    expect(window.locator("#messages")).to_contain_text("Revision 2 will be published")
    window.get_by_text("Plan an end").click()
    choose(window, 'form[action$="/expire"]', now + 3 * DAY)
    expect(window.locator("#messages")).to_contain_text("The page leaves its readers")
    assert [] == violations(window)
    engine = open_engine(live.office.app.config["SQLALCHEMY_DATABASE_URI"])
    done = [scheduling.happen(transactions_on(engine), now + n * DAY) for n in (0, 2)]
    assert [0, 1] == done
    assert "Kommen Sie zu uns." in read(window)
    assert 1 == scheduling.happen(transactions_on(engine), now + 4 * DAY)
    engine.dispose()
    assert "Kommen Sie zu uns." not in read(window)
    window.goto(f"{HOME}/{number}/history/")
    expect(window.locator(".deeds")).to_contain_text("Wegweiser, as planned")


def test_an_old_text_is_compared_and_brought_back_by_keyboard(live: Live) -> None:
    """On a telephone's width one column, on a wide screen two; what went is struck out."""
    number = drafted(live)
    window = live.window("author", language="en-GB", width=375, height=700)
    window.goto(f"{HOME}/{number}/history/")
    window.get_by_role("button", name="Compare the chosen two").press("Enter")
    row = window.locator(".row.is-changed")
    expect(row.locator(".inline del")).to_have_text("removed: um 9")
    expect(row.locator(".sides")).to_be_hidden()
    assert [] == violations(window)
    window.set_viewport_size({"width": 1280, "height": 800})
    expect(row.locator(".after ins")).to_have_text("added: ab 10")
    expect(row.locator(".inline")).to_be_hidden()
    assert [] == violations(window)
    window.get_by_role("link", name="Bring back revision 1").press("Enter")
    window.get_by_role("button", name="Bring back").press("Enter")
    expect(window.locator("#messages")).to_contain_text("Revision 1 is the working copy again")
