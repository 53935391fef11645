"""Rollouts: their work and cost before the start, their course by comparing, their end by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.domain.machines.urgency import ROLLOUT
from app.errors import Conflict, Invalid
from app.jobs import comparing
from app.models import Content, Event, Job, Region, Rollout
from app.services import regions
from app.services.overviews import coverage, holdings
from app.services.pages import pages
from app.services.rollouts import course, opening, running, work
from app.services.rollouts.course import Step
from app.services.rollouts.work import Share
from app.services.settings import policies
from app.services.translation import dirty
from app.services.translation.engines import Engine as Machine
from tests.fakes.deepl_server import FakeDeepL
from tests.fixtures.guides import NOW
from tests.services.guide import begun, live, live_in_english, shown, translate
from tests.services.translation.machines import Free
from tests.services.translation.shop import Shop

OPEN = "Die Schule ist offen."
BOOK = "Sie brauchen ein Heft."


def shares(
    session: Session, region: Region, section: Content, machines: dict[str, Machine] | None = None
) -> dict[str, Share]:
    """The work of a section by language."""
    held = holdings.of_region(session, region)
    paid = Free("deepl", ["en", "ar", "tr"])
    paid.paid = True  # type: ignore[misc]
    found = {"deepl": paid} if machines is None else machines
    listed = work.shares(session, region, list(held.section(section.id)), found, NOW)
    return {one.language: one for one in listed}


def started(session: Session, region: Region, section: int, *languages: str) -> Rollout:
    """A rollout that was just started."""
    return running.start(
        session, region, holdings.of_region(session, region), section, languages, estimate=0,
        author="Ada", now=NOW,
    )  # fmt: skip


def steps(session: Session, region: Region, rollout: Rollout) -> dict[str, Step]:
    """How far a rollout has come, by language."""
    held = holdings.of_region(session, region)
    return {one.language: one for one in course.of_rollout(session, region, rollout, held)}


def test_the_work_of_a_section_before_it_starts(session: Session, region: Region) -> None:
    """Of title and two paragraphs, one is known from another page; machines that are off ask nothing."""
    known = live(session, region, "Amt", f"<p>{BOOK}</p>")
    live_in_english(session, known, "Office", "<p>You need a book.</p>")
    section = live(session, region, "Schule", f"<p>{OPEN}</p><p>{BOOK}</p>")
    begun(session, region, "Entwurf", parent=section)
    policies.change(session, region, "ar", NOW, machine="off")
    found = shares(session, region, section)
    english = found["en"]
    assert (1, 3, 3, 1, 2, 0) == (
        english.pages, english.paragraphs, english.open, english.known, english.asked,
        english.manual,
    )  # fmt: skip
    assert (len("Schule") + len(OPEN), "deepl", "") == (
        english.cost, english.engine, english.trouble
    )  # fmt: skip
    assert ("off", 0, 3, 0) == (
        found["ar"].machine, found["ar"].asked, found["ar"].manual, found["ar"].cost
    )  # fmt: skip
    assert "none" == shares(session, region, section, {})["en"].trouble
    assert (
        0 == shares(session, region, section, {"libretranslate": Free("libretranslate")})["en"].cost
    )


def test_the_estimate_is_what_is_billed(engine: Engine, fake: FakeDeepL) -> None:
    """Reconciling and paying come to the sum that was shown before."""
    shop = Shop(engine, fake, ["en", "tr"])
    page = shop.page(f"{OPEN} <b>{BOOK}</b>", title="Schule")
    with shop.transaction() as session:
        region = shop.region(session)
        found = shares(session, region, session.get_one(Content, page), shop.machines)
        estimate = sum(one.cost for one in found.values())
    shop.reconcile()
    shop.wait()
    shop.work()
    assert estimate == sum(billed for _, billed in shop.calls()) > 0


def test_a_start_is_refused_where_it_would_mean_nothing(session: Session, region: Region) -> None:
    """No language, one twice, nothing published, one that is running: each is said."""
    section, draft = live(session, region), begun(session, region, "Entwurf")
    for page, languages in (
        (section, ()),
        (section, ("en", "en")),
        (draft, ("en",)),
        (section, ("de",)),
    ):
        with pytest.raises(Invalid):
            started(session, region, page.id, *languages)
    rollout = started(session, region, section.id, "tr", "en")
    with pytest.raises(Conflict):
        started(session, region, section.id, "ar")
    running.stop(session, region, rollout, "Bea", NOW)
    with pytest.raises(Conflict):
        running.stop(session, region, rollout, "Bea", NOW)
    started(session, region, section.id, "ar")
    deeds = [(one.action, one.actor) for one in session.scalars(select(Event).order_by(Event.id))]
    expected = [("rollout.start", "Ada"), ("rollout.stop", "Bea"), ("rollout.start", "Ada")]
    assert expected == [one for one in deeds if one[0].startswith("rollout")]


def test_its_work_goes_first_in_the_order_of_its_languages(
    session: Session, region: Region
) -> None:
    """Jobs that wait already are moved up, and back again when the rollout stops."""
    top, other = live(session, region), live(session, region, "Amt", "<p>Das Amt ist zu.</p>")
    below = live(session, region, "Heft", f"<p>{BOOK}</p>", top)
    for page in (top, other, below):
        dirty.reconcile(session, page.id, NOW)
    rollout = started(session, region, top.id, "tr", "en")
    for page in (top, other, below):
        dirty.reconcile(session, page.id, NOW)
    rank = {
        (job.content_id, job.language): int(job.priority // ROLLOUT)
        for job in session.scalars(select(Job))
    }
    assert [2, 1, 0, 0] == [rank[below.id, code] for code in ("tr", "en", "ar", "uk")]
    assert [2, 0] == [rank[top.id, "tr"], rank[other.id, "tr"]]
    running.stop(session, region, rollout, "Ada", NOW)
    dirty.reconcile(session, below.id, NOW)
    jobs = session.scalars(select(Job).where(Job.content_id == below.id)).all()
    assert {("waiting", True)} == {(job.state, job.priority < ROLLOUT) for job in jobs}


def test_wrong_facts_elsewhere_still_go_first(engine: Engine, fake: FakeDeepL) -> None:
    """A critical change of another page is asked for before the rollout's paragraphs."""
    shop = Shop(engine, fake)
    rule = shop.page("Sie müssen den Antrag stellen.")
    shop.round()
    section = shop.page(OPEN, title="Schule")
    with shop.transaction() as session:
        started(session, shop.region(session), section, "en")
    shop.edit(rule, "Sie müssen den Antrag nicht stellen.")
    shop.reconcile()
    shop.now += timedelta(minutes=5)
    plan = shop.worker.plan()
    assert plan is not None
    assert ("Sie müssen den Antrag nicht stellen.",) == plan.request.texts


def test_it_is_followed_until_it_ends_by_itself(engine: Engine, fake: FakeDeepL) -> None:
    """Machines are at it, then pages appear where the policy lets them; then it is done."""
    shop = Shop(engine, fake)
    page = shop.page(OPEN, BOOK, title="Schule")
    with shop.transaction() as session:
        rollout_id = started(session, shop.region(session), page, "en").id
    shop.reconcile()
    with shop.transaction() as session:
        region = shop.region(session)
        step = steps(session, region, session.get_one(Rollout, rollout_id))["en"]
        assert (3, 0, 3, 0, False) == (
            step.paragraphs, step.translated, step.under_way, step.live, step.is_done
        )  # fmt: skip
    assert 0 == comparing.finish_rollouts(shop.transaction, shop.now)
    shop.wait()
    shop.work()
    assert 1 == comparing.finish_rollouts(shop.transaction, shop.now)
    assert 0 == comparing.finish_rollouts(shop.transaction, shop.now)
    with shop.transaction() as session:
        rollout = session.get_one(Rollout, rollout_id)
        step = steps(session, shop.region(session), rollout)["en"]
        assert (3, 0, 1, True) == (step.translated, step.checked, step.live, step.is_done)
        assert ("done", shop.now) == (rollout.state, rollout.ended_at)


def test_held_texts_wait_for_a_person_who_opens_the_page(session: Session, region: Region) -> None:
    """What people have translated is ready; opening it shows it to readers and ends the rollout."""
    section = live(session, region)
    rollout = started(session, region, section.id, "en", "ar")
    translate(session, section)
    region_steps = steps(session, region, rollout)
    assert ((section.id,), ()) == (region_steps["en"].ready, region_steps["ar"].ready)
    assert 1 == opening.open_pages(session, region, [section.id, 999], "en", author="Ada", now=NOW)
    assert ["School"] == [page["title"] for page in shown(session, region, "en")]
    assert 0 == running.finish(session, region.id, NOW)
    regions.set_visibility(region, "ar", active=False, visible=False)
    assert 1 == running.finish(session, region.id, NOW)
    assert "done" == rollout.state


def test_an_archived_section_never_ends_a_rollout(session: Session, region: Region) -> None:
    """Nothing to follow is not the same as done."""
    section = live(session, region)
    rollout = started(session, region, section.id, "en")
    pages.archive(session, section, now=NOW)
    assert ({}, 0) == (steps(session, region, rollout), running.finish(session, region.id, NOW))
    assert {} == coverage.heaps(session, region)
