"""What stories at the desk have in common: pages with work on them, and how a translator types."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Page, expect

from app.db import reading, transaction
from app.domain.quality.glossary import Term, Wording
from app.models import Region
from app.services import regions
from app.services.desk import queues
from app.services.pages import pages, releasing
from app.services.quality import glossary
from app.services.settings import policies
from tests.browser.conftest import Live
from tests.fixtures.guides import NOW

DESK = "/desk/testdorf/ar"


def _region(session: object) -> Region:
    found = regions.find(session, "testdorf")  # type: ignore[arg-type]
    assert found is not None
    return found


def write(live: Live, title: str, paragraphs: Sequence[str]) -> int:
    """A German page of these paragraphs, live; its id."""
    html = "".join(f"<p>{text}</p>" for text in paragraphs)
    with live.office.app.app_context(), transaction() as session:
        made = pages.create(
            session, _region(session), pages.Draft(title, html), author="Ada", now=NOW
        )
        releasing.publish(session, made, now=NOW, author="Ada")
        return made.id


def rewrite(live: Live, title: str, html: str) -> None:
    """The German of a page anew, live at once."""
    number = live.office.page(title)
    with live.office.app.app_context(), transaction() as session:
        content = pages.get(session, number)
        assert content.working is not None
        draft = pages.Draft(title, html)
        pages.revise(
            session, content, draft, based_on=content.working.number, author="Ada", now=NOW
        )
        releasing.publish(session, content, now=NOW, author="Ada")


def agree(live: Live, german: str, arabic: str) -> None:
    """A term for the glossary."""
    with live.office.app.app_context(), transaction() as session:
        term = Term(german, {"ar": (Wording(arabic),)})
        glossary.add(session, _region(session), term, NOW)


def go_live_at_once(live: Live, language: str = "ar") -> None:
    """Pages of a language reach readers by themselves."""
    with live.office.app.app_context(), transaction() as session:
        policies.change(session, _region(session), language, NOW, release="at_once")


def waiting(live: Live, queue: str = "new", language: str = "ar") -> list[tuple[int, str]]:
    """The paragraphs of a queue with their German, the most urgent first."""
    with live.office.app.app_context(), reading() as session:
        found = queues.items(session, _region(session), language, queue, NOW)
        return [(one.segment_id, one.source) for one in found]


def at(page: Page, words: str) -> None:
    """Wait until the screen says which paragraph of how many it shows, its field ready to type into."""
    expect(page.locator(".place")).to_have_text(words)
    expect(page.locator("#segment .cf-text")).to_be_focused()
    expect(page.locator("#coded")).to_be_hidden()


def write_over(page: Page, text: str) -> None:
    """Type a text in place of what stands in the field, by keyboard."""
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def coded(page: Page) -> str:
    """The text that the form would send."""
    return page.locator("#coded").input_value()
