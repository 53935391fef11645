"""Drafts that a region held back: once it publishes, readers get them, and nobody pays again."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.engine import Engine

from app.domain.machines.machine_text import LAST_RUNG
from app.models import Job
from app.services.translation import dirty
from app.services.translation.drafts import WAITS_FOR_REVIEW
from tests.fakes.deepl_server import FakeDeepL
from tests.fakes.faults import Fault
from tests.services.translation.shop import Shop

OPEN = "Die Schule ist offen."
BOOK = "Sie brauchen ein Heft."
LINK = '<p>Fragen Sie im <a href="https://amt.example/">Amt</a> nach.</p>'


def held(shop: Shop, *texts: str) -> int:
    """A page that was translated while its region held machines' texts back."""
    shop.policy(machine="hold")
    page = shop.page(*texts)
    shop.round()
    assert None is shop.shown(page)
    return page


def test_drafts_are_served_once_the_region_publishes(shop: Shop) -> None:
    """With the next comparing the page is there, marked as a machine's, and not paid again."""
    page = held(shop, OPEN, BOOK)
    paid = shop.fake.billed()
    shop.policy(machine="publish")
    with shop.transaction() as session:
        assert [page] == list(dirty.noted(session))
    assert 0 == shop.round()
    assert ["current"] * 2 == shop.states(page)
    assert "wegweiser-machine" in shop.text(page)
    assert [("machine", "translated")] * 2 == shop.targets()[:2]
    assert {("done", "")} == set(shop.jobs())
    assert paid == shop.fake.billed()
    assert 0 == shop.reconcile()


def test_they_wait_while_the_region_holds(shop: Shop) -> None:
    """Comparing alone lets nothing go."""
    page = held(shop, OPEN)
    assert 0 == shop.round()
    assert None is shop.shown(page)
    assert [("machine", "draft")] == shop.targets()


def test_other_languages_go_on_waiting(engine: Engine, fake: FakeDeepL) -> None:
    """What a region decides for one language says nothing about another."""
    shop = Shop(engine, fake, ["en", "tr"])
    shop.policy("en", "tr", machine="hold")
    page = shop.page(OPEN)
    shop.round()
    shop.policy("tr", machine="publish")
    shop.round()
    assert "" != shop.text(page, "tr")
    assert None is shop.shown(page, "en")
    assert [("machine", "draft")] == shop.targets("en")


def test_a_person_was_quicker(shop: Shop) -> None:
    """A draft beside a person's translation of the same German stays a draft."""
    page = held(shop, OPEN, BOOK)
    shop.human(page, {OPEN: "The school is open."})
    shop.policy(machine="publish")
    assert 0 == shop.round()
    assert "<p>The school is open.</p>" in shop.text(page)
    assert [("machine", "draft"), ("machine", "translated")] == shop.targets()[:2]


def test_beside_an_older_text_of_a_person_it_stands_by(shop: Shop) -> None:
    """As if it had been made by a region that publishes: the person's text is not replaced."""
    page = shop.page(OPEN)
    shop.human(page, {OPEN: "The school is open."})
    shop.publish(page)
    shop.policy(machine="hold")
    shop.edit(page, "Die Schule hat für alle Kinder offen.")
    assert 1 == shop.round()
    shop.policy(machine="publish")
    assert 0 == shop.round()
    assert "The school is open." in shop.text(page)
    assert ["stale"] == shop.states(page)
    assert ("machine", "translated") == shop.targets()[-1]


def test_what_a_check_blocks_stays_held(engine: Engine, fake: FakeDeepL) -> None:
    """A text that may not be shown is not shown by a change of policy either, nor asked for again."""
    shop = Shop(engine, fake, ["ar"])
    shop.policy("ar", machine="hold")
    fake.set(Fault("script", only=OPEN))
    page = shop.page(OPEN, BOOK)
    shop.round()
    shop.policy("ar", machine="publish")
    assert 0 == shop.round()
    assert ["missing", "current"] == shop.states(page, "ar")
    assert ["done", "held"] == sorted(state for state, _ in shop.jobs())


def test_a_text_with_its_links_behind_it_stays_a_draft(shop: Shop) -> None:
    """The last rung of the ladder is for a person in any case."""
    shop.policy(machine="hold")
    shop.page(html=LINK)
    shop.reconcile()
    with shop.transaction() as session:
        session.scalars(select(Job)).one().rung = LAST_RUNG
    shop.wait()
    shop.work()
    shop.policy(machine="publish")
    assert 0 == shop.round()
    assert [("done", WAITS_FOR_REVIEW)] == shop.jobs()
    assert [("machine", "draft")] == shop.targets()
