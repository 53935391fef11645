"""The demo guide in the database, with its story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import orjson
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db import open_engine
from app.errors import Invalid
from app.exchange import demo
from app.exchange.demo import DemoGuide, DemoPage, DemoText
from app.models import Content, Fragment, Region, Revision, Translation
from app.services import regions
from app.services.importing import seeding
from tests.fixtures.guides import NOW
from tests.services.guide import shown

TARGETS = ["en", "ar", "fa", "ru", "tr", "uk"]
OTHERS = TARGETS[1:]


@dataclass(frozen=True)
class Demo:
    """The demo guide in a database, its pages by the keys of its files."""

    session: Session
    region: Region
    ids: dict[str, int]

    def fragment(self, key: str, language: str) -> Fragment | None:
        """What readers of a language get of a page."""
        return self.session.get(Fragment, (self.ids[key], language))

    def content(self, key: str, language: str) -> str:
        """The body that readers of a language get of a page."""
        fragment = self.fragment(key, language)
        assert fragment is not None
        return str(orjson.loads(fragment.body)["content"])

    def work(self, key: str, language: str) -> list[tuple[str, int]]:
        """The states and severities of the paragraphs of a page that are not current."""
        fragment = self.fragment(key, language)
        assert fragment is not None
        segments: list[dict[str, Any]] = orjson.loads(fragment.status)["segments"]
        return [(s["state"], s["severity"]) for s in segments if s["state"] != "current"]


@pytest.fixture
def told(demo_url: str) -> Iterator[Demo]:
    """The demo guide as it was seeded."""
    engine = open_engine(demo_url)
    with Session(engine) as session:
        found = session.execute(
            select(Revision.title, Revision.content_id).where(Revision.number == 1)
        )
        by_title = {row.title: row.content_id for row in found}
        ids = {page.key: by_title[(page.before or page.german).title] for page in demo.read().pages}
        yield Demo(session, regions.get(session, "hannover"), ids)
    engine.dispose()


def test_every_page_has_a_place(told: Demo) -> None:
    """German and English readers get the whole guide, the others all but Freizeit."""
    found = dict(
        told.session.execute(
            select(Fragment.language, func.count()).group_by(Fragment.language)
        ).all()
    )
    whole = len(told.ids)
    freizeit = sum((key + "/").startswith("freizeit/") for key in told.ids)
    assert freizeit >= 7
    assert {"de": whole, "en": whole} | dict.fromkeys(OTHERS, whole - freizeit) == found


def test_freizeit_waits_for_review_elsewhere(told: Demo) -> None:
    """Freizeit is translated into the other languages, handed in for review, and not yet live."""
    ids = [id_ for key, id_ in told.ids.items() if (key + "/").startswith("freizeit/")]
    rows = told.session.execute(
        select(Translation.language, Translation.state, Translation.live_since.is_not(None))
        .where(Translation.content_id.in_(ids))
        .distinct()
    )
    live = {("de", "published", True), ("en", "published", True)}
    assert live | {(code, "review", False) for code in OTHERS} == {tuple(row) for row in rows}


def test_nothing_leads_to_what_is_not_live(told: Demo) -> None:
    """The German page Freizeit offers English only; other pages offer all languages."""
    pages = {page["title"]: page for page in shown(told.session, told.region)}
    assert {"en"} == set(pages["Freizeit"]["available_languages"])
    assert set(TARGETS) == set(pages["Ankommen"]["available_languages"])


def test_a_renewed_translation_is_current(told: Demo) -> None:
    """English was translated again after two German pages changed."""
    assert [] == told.work("ankommen/anmeldung", "en") == told.work("beratung/schulden", "en")


@pytest.mark.parametrize("language", OTHERS)
def test_a_new_paragraph_is_missing_and_hours_are_carried(told: Demo, language: str) -> None:
    """Registration: the new item shows in German, marked as such; the new hours stand in every language."""
    assert [("missing", 2)] == told.work("ankommen/anmeldung", language)
    content = told.content("ankommen/anmeldung", language)
    assert "Aufenthaltstitel oder Visum, wenn Sie eines haben" in content
    assert 'lang="de"' in content
    assert 'data-state="missing"' in content


@pytest.mark.parametrize("language", TARGETS)
def test_a_turned_instruction_never_stands_alone(told: Demo, language: str) -> None:
    """Apply before, not after; e-mail does not suffice: the old text is shown marked, with the German."""
    for key, german in {
        "deutsch-lernen/integrationskurse/kosten-und-befreiung": "bevor der Kurs beginnt",
        "wohnen/mietvertrag": "Eine E-Mail reicht nicht aus.",
        "gesundheit/notfall": "Sie müssen sich dort nicht vorher anmelden.",
    }.items():
        assert ("stale", 4) in told.work(key, language)
        content = told.content(key, language)
        assert german in content
        assert 'data-state="stale"' in content


@pytest.mark.parametrize("language", TARGETS)
def test_a_typing_error_costs_no_translation(told: Demo, language: str) -> None:
    """The corrected Vermieter and Protokoll leave their paragraph as it is, with a hint to translators."""
    assert [("advise", 1), ("stale", 4)] == told.work("wohnen/mietvertrag", language)


@pytest.mark.parametrize("language", TARGETS)
def test_a_new_deadline_travels(told: Demo, language: str) -> None:
    """A date that changed in German is written into every translation; nothing is stale."""
    assert [] == told.work("mitmachen/wir2-0/projekte-bis-5000", language)
    assert 'data-state="' not in told.content("mitmachen/wir2-0/projekte-bis-5000", language)


def test_new_prices_travel(told: Demo) -> None:
    """English readers get the new prices of the pool, its new hours and the new link; nothing is stale."""
    content = told.content("freizeit/sport/schwimmen", "en")
    assert [] == told.work("freizeit/sport/schwimmen", "en")
    for new in (r"5[.,]50", r"3[.,]00", r"14[.,]00", r"6:30", r"21:00"):
        assert re.search(new, content)
    for old in (r"4[.,]80", r"2[.,]50", r"12[.,]00", r"17:00"):
        assert not re.search(old, content)
    assert "schwimmkurse/anmeldung" in content


@pytest.mark.parametrize("language", TARGETS)
def test_a_moved_paragraph_keeps_its_translation(told: Demo, language: str) -> None:
    """Looking for work: one paragraph moved (current), one was replaced (missing, shown in German)."""
    assert [("missing", 2)] == told.work("arbeit/jobsuche", language)
    assert "Fragen Sie nach einem Praktikum" in told.content("arbeit/jobsuche", language)
    assert "Erzählen Sie Freunden" not in told.content("arbeit/jobsuche", language)


def test_links_are_resolved(told: Demo) -> None:
    """No reader meets a link to a page's number."""
    bodies = told.session.scalars(select(Fragment.body)).all()
    assert [] == [body for body in bodies if b'href=\\"page:' in body]


def test_the_dates_tell_the_story(told: Demo) -> None:
    """What changed in November is dated so; the rest is as old as its translation."""
    pages = {page["title"]: page for page in shown(told.session, told.region)}
    assert pages["Ankommen"]["last_updated"].startswith("2026-09-01")
    assert pages["Ankommen"]["published_at"].startswith("2026-09-01")
    changed = orjson.loads(told.fragment("wohnen/mietvertrag", "de").body)  # type: ignore[union-attr]
    assert changed["last_updated"].startswith("2026-11-02")


def test_a_database_with_a_region_is_not_empty(session: Session) -> None:
    """Seeding asks first whether there is a guide already."""
    assert seeding.is_empty(session)
    regions.ensure_languages(session)
    regions.create(session, "dorf", "Dorf", ["de"], NOW)
    assert not seeding.is_empty(session)


def small(german: str, english: str) -> DemoGuide:
    """A guide of one page in two languages."""
    facts = demo.read().facts | {"languages": ["de", "en"]}
    page = DemoPage("a", None, DemoText("A", german), None, {"en": DemoText("A", english)})
    return replace(DemoGuide(facts, ()), pages=(page,))


def test_a_translation_must_answer_its_german(session: Session) -> None:
    """A file that lacks a paragraph is named, with what is wrong."""
    with pytest.raises(Invalid, match=r"en/a\.html does not answer its German"):
        seeding.seed(session, small("<p>Eins.</p><p>Zwei.</p>", "<p>One.</p>"), NOW)


def test_a_dead_link_is_named(session: Session) -> None:
    """A file that links to a page that is not there is named."""
    with pytest.raises(Invalid, match=r"a\.html links to page:b, which is not in order.txt"):
        seeding.seed(session, small('<p><a href="page:b">B</a></p>', "<p>B</p>"), NOW)


def test_progress_is_told(session: Session) -> None:
    """Whoever waits learns how many pages are done."""
    heard: list[tuple[int, int]] = []
    seeding.seed(
        session, small("<p>Eins.</p>", "<p>One.</p>"), NOW, lambda *done: heard.append(done)
    )
    assert [(1, 1)] == heard
    assert 1 == session.scalar(select(func.count()).select_from(Content))
